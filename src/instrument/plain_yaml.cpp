#include "instrument/plain_yaml.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <vector>

#include "instrument/utf8.hpp"

namespace partnership {
namespace {

using Kind = YamlNode::Kind;

constexpr std::size_t kLongestPlainKey = 128;  // below the 1024 characters that YAML allows a key
constexpr int kDeepest = 3;                    // maps within each other: a response, its ratings, a rating
constexpr std::size_t kAnyIndent = static_cast<std::size_t>(-1);

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
  add("/+()~<", kStartsValue | kInFlowValue | kInValue);
  add("$=", kStartsValue | kInValue);
  add(" ", kInKey | kInFlowValue | kInValue);
  add(",;&@%'\"!?*", kInValue);
  places[0xEF] &= static_cast<unsigned char>(~kStartsKey);  // starts a byte order mark, which yaml-cpp takes off a piece
  return places;
}();

// What yaml-cpp takes for no value, as far as it can start a plain scalar here.
bool is_null(std::string_view text) { return text == "~" || text == "null" || text == "Null" || text == "NULL"; }

class PlainReader {
 public:
  // `text` up to the end of the piece, which starts at `at`.
  PlainReader(std::string_view text, std::size_t at, std::deque<std::string>& rewritten) : text_(text), at_(at), rewritten_(rewritten) {}

  bool read_document(YamlNode& record) {
    skip_idle_lines(0);
    std::size_t indent = 0;
    if (text_.substr(at_).starts_with("---")) {
      at_ += 3;
      if (ends_line()) {
        skip_idle_lines(0);
        indent = skip_spaces();
      } else if (skip_spaces() == 0 || (peek() != '{' && !end_of_null())) {
        return false;
      }
    } else {
      indent = skip_spaces();
    }
    if (peek() == '-') {
      ++at_;
      if (ends_line()) {
        skip_idle_lines(kAnyIndent);
        const std::size_t spaces = skip_spaces();
        if (at_ < text_.size() && spaces <= indent) return false;
        indent = spaces;
      } else {
        const std::size_t spaces = skip_spaces();
        if (spaces == 0) return false;
        indent += 1 + spaces;
      }
    } else if (indent != 0) {
      return false;
    }
    return read_record(record, indent) && at_ == text_.size();
  }

  // Of a list in brackets, without spaces before it.
  bool read_item(YamlNode& record) {
    if (peek() == '{') {
      if (!read_flow(record, 1)) return false;
    } else {
      const auto end = end_of_null();
      if (!end) return false;
      set_null(record, at_);
      at_ = *end;
    }
    skip_flow_space();
    return at_ == text_.size();
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
  void pass_line() { at_ = std::min(text_.find('\n', at_), text_.size() - 1) + 1; }  // not of an empty text

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

  // Passes the line end behind a value, and a comment before it; or stays here.
  bool ends_line() {
    const std::size_t spaces = skip_spaces();
    if (peek() != '\n' && (peek() != '#' || spaces == 0)) {
      at_ -= spaces;
      return false;
    }
    if (at_ < text_.size()) pass_line();
    return true;
  }

  static void start_map(YamlNode& map, std::size_t offset) {
    map.kind = Kind::Map;
    map.offset = offset;
  }
  // As many as there mostly are: columns, practices, two sides.
  static void reserve(YamlNode& map, int depth) { map.entries.reserve(depth == 1 ? 8 : depth == 2 ? 40 : 2); }
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
    if (depth > kDeepest) return false;
    start_map(map, at_);
    reserve(map, depth);
    bool rises = true;
    for (;;) {
      if (!read_key(map, rises) || !read_block_value(map.entries.back().value, indent, depth)) return false;
      skip_idle_lines(indent);
      const std::size_t line = at_;
      const std::size_t spaces = skip_spaces();
      if (at_ == text_.size() || spaces < indent) {
        at_ = line;
        return rises || has_unique_keys(map);
      }
      if (spaces != indent) return false;
    }
  }

  static bool has_unique_keys(const YamlNode& map) {
    const auto& entries = map.entries;
    if (entries.size() == 2) return entries[0].key != entries[1].key;  // ideal and actual
    std::vector<std::string_view> keys;
    keys.reserve(entries.size());
    for (const auto& entry : entries) keys.push_back(entry.key);
    std::sort(keys.begin(), keys.end());
    return std::adjacent_find(keys.begin(), keys.end()) == keys.end();
  }

  // With its colon. `rises`: whether every key has been beyond the one before, as they mostly are; then none is given twice.
  bool read_key(YamlNode& map, bool& rises) {
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
    if (peek() != ':' || at_ - start > kLongestPlainKey) return false;
    ++at_;
    rises = rises && (map.entries.empty() || map.entries.back().key < key);
    map.entries.emplace_back(key, start);
    return true;
  }

  bool read_block_value(YamlNode& value, std::size_t indent, int depth) {
    const std::size_t colon = at_;
    const std::size_t spaces = skip_spaces();
    if (peek() == '\n' || (peek() == '#' && spaces > 0)) {
      if (spaces > 0 && text_.find('\n', at_) == std::string_view::npos) return false;  // yaml-cpp puts that null elsewhere
      set_null(value, colon);
      return read_below(value, indent, depth);
    }
    if (spaces == 0) return false;
    if (peek() == '{') return read_flow(value, depth + 1) && ends_line();
    return (is_quote(peek()) ? read_quoted(value) : read_plain(value, kInValue)) && ends_line();
  }

  // Nothing more, or a block of lines that are indented more.
  bool read_below(YamlNode& value, std::size_t indent, int depth) {
    if (at_ < text_.size()) pass_line();
    skip_idle_lines(kAnyIndent);
    const std::size_t start = at_;
    const std::size_t spaces = skip_spaces();
    if (spaces > indent && at_ < text_.size()) return read_block(value, spaces, depth + 1);
    at_ = start;
    return true;
  }

  bool read_plain(YamlNode& value, unsigned char place) {
    const bool is_negative = text_.substr(at_, 1) == "-" && at_ + 1 < text_.size() && text_[at_ + 1] >= '0' && text_[at_ + 1] <= '9';
    if (!is(kStartsValue) && !is_negative) return false;
    const std::size_t start = at_;
    for (;; ++at_) {
      pass(place);
      if (place != kInValue || peek() != ':' || !colon_is_text()) break;
    }
    while (text_[at_ - 1] == ' ') --at_;
    const std::string_view text = text_.substr(start, at_ - start);
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
    std::string* rewritten = nullptr;
    std::size_t copied = begin;
    while (at_ < text_.size() && text_[at_] != '\n' && text_[at_] != '\t') {
      const bool escapes = quote == '"' ? text_[at_] == '\\' : text_.substr(at_, 2) == "''";
      if (!escapes) {
        if (text_[at_] == quote) break;
        ++at_;
        continue;
      }
      if (rewritten == nullptr) rewritten = &rewritten_.emplace_back();
      rewritten->append(text_, copied, at_ - copied);
      if (quote == '"') {
        if (!read_escape(*rewritten)) return false;
      } else {
        *rewritten += quote;
        at_ += 2;
      }
      copied = at_;
    }
    if (peek() != quote) return false;
    inside = text_.substr(begin, at_ - begin);
    if (rewritten != nullptr) inside = rewritten->append(text_, copied, at_ - copied);
    ++at_;
    return true;
  }

  // Those of JSON, and \x00 to \xFF.
  bool read_escape(std::string& text) {
    constexpr std::string_view kLetters = "\"\\/ntrbf", kMeant = "\"\\/\n\t\r\b\f";
    if (++at_ == text_.size()) return false;
    const char letter = text_[at_++];
    if (const auto known = kLetters.find(letter); known != std::string_view::npos) {
      text += kMeant[known];
      return true;
    }
    if (letter != 'u' && letter != 'x') return false;
    const auto character = read_hexadecimal(letter == 'u' ? 4 : 2);
    if (!character || *character == 0) return false;
    if (*character < 0xD800 || *character >= 0xE000) {
      append_character(text, *character);
      return true;
    }
    // A character beyond U+FFFF, which JSON writes in two halves; yaml-cpp does not read them.
    if (!text_.substr(at_).starts_with("\\u")) return false;
    at_ += 2;
    const auto low = read_hexadecimal(4);
    if (!low || *character >= 0xDC00 || *low < 0xDC00 || *low >= 0xE000) return false;
    append_character(text, 0x10000 + ((*character - 0xD800) << 10U) + (*low - 0xDC00));
    return true;
  }
  std::optional<char32_t> read_hexadecimal(std::size_t count) {
    const auto digits = text_.substr(at_, count);
    std::uint32_t value = 0;
    const auto end = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    if (digits.size() != count || end.ptr != digits.data() + count) return std::nullopt;
    at_ += count;
    return value;
  }

  // {ideal: 4, actual: b}, or {"ideal":4,"actual":"b"}.
  bool read_flow(YamlNode& map, int depth) {
    if (depth > kDeepest) return false;
    start_map(map, at_);
    reserve(map, depth);
    bool rises = true;
    do {
      ++at_;  // the '{' or ','
      skip_flow_space();
      if (peek() == '}' && map.entries.empty()) break;
      if (!read_key(map, rises) || !read_flow_value(map.entries.back().value, depth)) return false;
      skip_flow_space();
    } while (peek() == ',');
    if (peek() != '}') return false;
    ++at_;
    return rises || has_unique_keys(map);
  }
  // From the colon on, which a space follows unless the key is in quotes.
  bool read_flow_value(YamlNode& value, int depth) {
    const bool quoted_key = is_quote(text_[at_ - 2]);
    const std::size_t colon = at_;
    skip_flow_space();
    if (at_ == colon && !quoted_key) return false;
    if (peek() == '{') return read_flow(value, depth + 1);
    if (is_quote(peek())) return read_quoted(value);
    const std::size_t start = at_;
    if (peek() == ',' || peek() == '}')
      set_null(value, at_);
    else if (!read_plain(value, kInFlowValue))
      return false;
    // The same place as that of a key in a block whose value is missing (yaml_events.cpp).
    if (value.kind == Kind::Null && text_.substr(colon, start - colon).find('\n') != std::string_view::npos) value.offset = colon;
    return true;
  }
  void skip_flow_space() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\t')) ++at_;
  }

  std::string_view text_;
  std::size_t at_;
  std::deque<std::string>& rewritten_;
};

}  // namespace

const YamlNode* PlainYaml::read(const YamlPiece& piece) {
  if (piece.end - piece.begin > kPlainPieceBytes) return nullptr;
  record_ = YamlNode{};
  rewritten_.clear();
  PlainReader reader(text_.substr(0, piece.end), piece.begin, rewritten_);
  return (piece.in_brackets ? reader.read_item(record_) : reader.read_document(record_)) ? &record_ : nullptr;
}

}  // namespace partnership
