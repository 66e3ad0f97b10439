#include "instrument/plain_yaml.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "instrument/utf8.hpp"

namespace partnership {
namespace {

using Kind = YamlNode::Kind;

// Below the 1024 characters that YAML allows a key, and few enough to look for duplicates one by one.
constexpr std::size_t kLongestKey = 128;
constexpr std::size_t kLongestValue = 1000;
constexpr std::size_t kMostEntries = 256;
constexpr int kDeepest = 3;  // maps within each other: a response, its ratings, a rating

// Where a byte may stand in a plain scalar. Bytes of characters beyond ASCII may stand anywhere: the text is valid UTF-8.
enum : unsigned char {
  kStartsKey = 1,
  kInKey = 2,
  kStartsValue = 4,
  kInFlowValue = 8,
  kInValue = 16,
};

constexpr std::array<unsigned char, 256> kPlaces = [] {
  std::array<unsigned char, 256> places{};
  const auto add = [&](std::string_view characters, unsigned char place) {
    for (const char c : characters) places[static_cast<unsigned char>(c)] |= place;
  };
  for (std::size_t c = 0; c != places.size(); ++c) {
    const bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c >= 0x80;
    const bool digit = c >= '0' && c <= '9';
    if (letter || digit) places[c] = kStartsKey | kInKey | kStartsValue | kInFlowValue | kInValue;
  }
  add("_", kStartsKey | kInKey | kStartsValue | kInFlowValue | kInValue);
  add("-.", kInKey | kInFlowValue | kInValue);
  add("/+()~", kStartsValue | kInFlowValue | kInValue);
  add(" ", kInKey | kInFlowValue | kInValue);
  add(",;&@%'=!?*$", kInValue);
  places[0xEF] &= static_cast<unsigned char>(~kStartsKey);  // starts a byte order mark, which yaml-cpp takes off a piece
  return places;
}();

// What yaml-cpp takes for no value, as far as it can start a plain scalar here.
bool is_null(std::string_view text) { return text == "~" || text == "null" || text == "Null" || text == "NULL"; }

class PlainReader {
 public:
  // `text` up to the end of the piece, which starts at `at`.
  PlainReader(std::string_view text, std::size_t at, std::deque<std::string>& rewritten) : text_(text), at_(at), rewritten_(rewritten) {}

  bool read(YamlNode& record) {
    skip_idle_lines(0);
    if (text_.substr(at_).starts_with("---")) {
      at_ += 3;
      if (!ends_line()) return text_[at_ - 1] == ' ' && (peek() == '{' || end_of_null()) && read_record(record, 0) && at_ == text_.size();
      skip_idle_lines(0);
    }
    std::size_t indent = skip_spaces();
    if (peek() == '-') {
      ++at_;
      const std::size_t spaces = skip_spaces();
      if (spaces == 0 && peek() != '\n') return false;
      indent += 1 + spaces;
    } else if (indent != 0) {
      return false;
    }
    return read_record(record, indent) && at_ == text_.size();
  }

 private:
  [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\n'; }
  [[nodiscard]] bool is(unsigned char place) const {
    return at_ < text_.size() && (kPlaces[static_cast<unsigned char>(text_[at_])] & place) != 0;
  }
  std::size_t skip_spaces() {
    const std::size_t start = at_;
    std::size_t at = at_;
    while (at < text_.size() && text_[at] == ' ') ++at;
    at_ = at;
    return at - start;
  }
  void pass(unsigned char place) {
    std::size_t at = at_;
    while (at < text_.size() && (kPlaces[static_cast<unsigned char>(text_[at])] & place) != 0) ++at;
    at_ = at;
  }
  void pass_line() { at_ = std::min(text_.find('\n', at_), text_.size() - 1) + 1; }

  // Passes blank lines, and comments that are indented by `indent` at most: a deeper one may stand within a scalar of many
  // lines.
  void skip_idle_lines(std::size_t indent) {
    while (at_ < text_.size()) {
      const std::size_t start = at_;
      const std::size_t spaces = skip_spaces();
      const bool idle = at_ < text_.size() && (text_[at_] == '\n' || (text_[at_] == '#' && spaces <= indent));
      if (!idle) {
        at_ = start;
        return;
      }
      pass_line();
    }
  }

  // Passes the line end behind a value, and a comment before it.
  bool ends_line() {
    const std::size_t spaces = skip_spaces();
    if (peek() != '\n' && (peek() != '#' || spaces == 0)) return false;
    if (at_ < text_.size()) pass_line();
    return true;
  }

  static void start_map(YamlNode& map, std::size_t offset) {
    map.kind = Kind::Map;
    map.offset = offset;
  }
  static void set_null(YamlNode& value, std::size_t offset) {
    value.kind = Kind::Null;
    value.offset = offset;
  }

  // From behind the indentation, and behind the '-' of an item.
  bool read_record(YamlNode& record, std::size_t indent) {
    if (peek() == '{') {
      if (!read_flow(record, 1) || !ends_line()) return false;
    } else if (const auto end = end_of_null()) {
      set_null(record, at_);
      at_ = *end;
      if (!ends_line()) return false;
    } else {
      return read_block(record, indent, 1);
    }
    skip_idle_lines(0);
    return true;
  }
  // Behind the word that stands for no record, or here if nothing at all does.
  [[nodiscard]] std::optional<std::size_t> end_of_null() const {
    const std::size_t end = std::min(text_.find_first_of(" \n", at_), text_.size());
    if (end == at_ || is_null(text_.substr(at_, end - at_))) return end;
    return std::nullopt;
  }

  // From the first key, behind its indentation, to a line that is indented less.
  bool read_block(YamlNode& map, std::size_t indent, int depth) {
    start_map(map, at_);
    map.entries.reserve(depth == 1 ? 8 : 40);
    for (std::size_t largest = 0;;) {
      if (!read_key(map) || !is_new_key(map, largest) || !read_block_value(map.entries.back().value, indent, depth)) return false;
      skip_idle_lines(indent);
      const std::size_t line = at_;
      const std::size_t spaces = skip_spaces();
      if (at_ == text_.size() || spaces < indent) {
        at_ = line;
        return true;
      }
      if (spaces != indent) return false;
    }
  }

  // Keys mostly come in rising order, and one beyond all others is new.
  static bool is_new_key(const YamlNode& map, std::size_t& largest) {
    const auto& entries = map.entries;
    const std::size_t last = entries.size() - 1;
    if (last == 0) return true;
    if (last >= kMostEntries) return false;
    if (entries[largest].key < entries[last].key) {
      largest = last;
      return true;
    }
    return std::none_of(entries.begin(), entries.end() - 1, [&](const YamlEntry& entry) { return entry.key == entries[last].key; });
  }

  // With its colon.
  bool read_key(YamlNode& map) {
    const std::size_t start = at_;
    std::string_view key;
    if (is_quote(peek())) {
      if (!read_quotes(key)) return false;
      skip_spaces();
    } else {
      if (!is(kStartsKey)) return false;
      pass(kInKey);
      key = text_.substr(start, at_ - start);
      if (key.back() == ' ' || is_null(key)) return false;
    }
    if (peek() != ':' || at_ - start > kLongestKey) return false;
    ++at_;
    map.entries.emplace_back(key, start);
    return true;
  }

  bool read_block_value(YamlNode& value, std::size_t indent, int depth) {
    if (peek() == '\n') return read_below(value, indent, depth);
    if (skip_spaces() == 0) return false;
    if (peek() == '{') return read_flow(value, depth + 1) && ends_line();
    return (is_quote(peek()) ? read_quoted(value) : read_plain(value, kInValue)) && ends_line();
  }

  // Nothing, or a block of lines that are indented more.
  bool read_below(YamlNode& value, std::size_t indent, int depth) {
    set_null(value, at_);
    if (at_ < text_.size()) pass_line();
    skip_idle_lines(text_.size());
    const std::size_t start = at_;
    const std::size_t spaces = skip_spaces();
    if (spaces > indent && at_ < text_.size()) return depth < kDeepest && read_block(value, spaces, depth + 1);
    at_ = start;
    return true;
  }

  bool read_plain(YamlNode& value, unsigned char place) {
    if (!is(kStartsValue)) return false;
    const std::size_t start = at_;
    for (;; ++at_) {
      pass(place);
      if (place != kInValue || peek() != ':' || !colon_is_text()) break;
    }
    while (text_[at_ - 1] == ' ') --at_;
    const std::string_view text = text_.substr(start, at_ - start);
    if (text.size() > kLongestValue) return false;
    if (is_null(text)) {
      set_null(value, start);
    } else {
      value.kind = Kind::Scalar;
      value.offset = start;
      value.text = text;
    }
    return true;
  }
  // As in 10:30 and https://a.
  [[nodiscard]] bool colon_is_text() const {
    const char next = at_ + 1 < text_.size() ? text_[at_ + 1] : '\n';
    return text_[at_ - 1] != ' ' && (kPlaces[static_cast<unsigned char>(next)] & kStartsValue) != 0;
  }

  static bool is_quote(char c) { return c == '"' || c == '\''; }

  bool read_quoted(YamlNode& value) {
    value.kind = Kind::Scalar;
    value.quoted = true;
    value.offset = at_;
    return read_quotes(value.text);
  }
  // What stands in quotes on one line.
  bool read_quotes(std::string_view& inside) {
    const char quote = text_[at_++];
    const std::size_t begin = at_;
    std::string* escaped = nullptr;
    std::size_t copied = begin;
    while (at_ < text_.size() && text_[at_] != quote && text_[at_] != '\n' && text_[at_] != '\t') {
      if (text_[at_] != '\\') {
        ++at_;
        continue;
      }
      if (quote != '"') return false;
      if (escaped == nullptr) escaped = &rewritten_.emplace_back();
      escaped->append(text_, copied, at_ - copied);
      if (!read_escape(*escaped)) return false;
      copied = at_;
    }
    if (peek() != quote || at_ - begin > kLongestValue) return false;
    inside = text_.substr(begin, at_ - begin);
    if (escaped != nullptr) inside = escaped->append(text_, copied, at_ - copied);
    ++at_;
    return true;
  }
  // Those of JSON, but for control characters and the halves of a pair of \u.
  bool read_escape(std::string& text) {
    constexpr std::string_view kThemselves = "\"\\/";
    const std::string_view code = text_.substr(at_ + 1);
    if (code.empty()) return false;
    if (kThemselves.find(code[0]) != std::string_view::npos) {
      text += code[0];
      at_ += 2;
      return true;
    }
    unsigned character = 0;
    const auto digits = code.substr(1, 4);
    const auto end = std::from_chars(digits.data(), digits.data() + digits.size(), character, 16);
    if (code[0] != 'u' || digits.size() != 4 || end.ptr != digits.data() + digits.size()) return false;
    if (character < ' ' || character == 0x7F || (character >= 0xD800 && character < 0xE000)) return false;
    append_character(text, static_cast<char32_t>(character));
    at_ += 6;
    return true;
  }

  // {ideal: 4, actual: b}, or {"ideal":4,"actual":"b"}.
  bool read_flow(YamlNode& map, int depth) {
    start_map(map, at_);
    map.entries.reserve(depth == 2 ? 40 : 2);
    std::size_t largest = 0;
    do {
      ++at_;  // the '{' or ','
      skip_flow_space();
      if (peek() == '}' && map.entries.empty()) break;
      if (!read_key(map) || !is_new_key(map, largest) || !read_flow_value(map.entries.back().value, depth)) return false;
      skip_flow_space();
    } while (peek() == ',');
    if (peek() != '}') return false;
    ++at_;
    return true;
  }
  // From the colon on, which a space follows unless the key is in quotes.
  bool read_flow_value(YamlNode& value, int depth) {
    const bool quoted_key = is_quote(text_[at_ - 2]);
    const std::size_t colon = at_;
    skip_flow_space();
    if (at_ == colon && !quoted_key) return false;
    if (peek() == '{') return depth < kDeepest && read_flow(value, depth + 1);
    if (is_quote(peek())) return read_quoted(value);
    const std::size_t start = at_;
    if (peek() == ',' || peek() == '}')
      set_null(value, at_);
    else if (!read_plain(value, kInFlowValue))
      return false;
    // For yaml-cpp no value stands behind its colon where that is in a line above.
    return value.kind != Kind::Null || text_.substr(colon, start - colon).find('\n') == std::string_view::npos;
  }
  void skip_flow_space() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\t')) ++at_;
  }

  std::string_view text_;
  std::size_t at_;
  std::deque<std::string>& rewritten_;
};

}  // namespace

const YamlNode* PlainYaml::read(YamlPiece piece) {
  if (piece.end - piece.begin > kPlainPieceBytes) return nullptr;
  record_ = YamlNode{};
  rewritten_.clear();
  return PlainReader(text_.substr(0, piece.end), piece.begin, rewritten_).read(record_) ? &record_ : nullptr;
}

}  // namespace partnership
