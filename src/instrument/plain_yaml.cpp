#include "instrument/plain_yaml.hpp"

#include <algorithm>
#include <array>

namespace partnership {
namespace {

using Kind = YamlNode::Kind;

// Below the 1024 characters that YAML allows a key, and few enough to look for duplicates one by one.
constexpr std::size_t kLongestKey = 128;
constexpr std::size_t kLongestValue = 1000;
constexpr std::size_t kMostEntries = 256;

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
  add("/+()", kStartsValue | kInFlowValue | kInValue);
  add(" ", kInKey | kInFlowValue | kInValue);
  add(",;&@%'=!?*$", kInValue);
  places[0xEF] &= static_cast<unsigned char>(~kStartsKey);  // starts a byte order mark, which yaml-cpp takes off a piece
  return places;
}();

// What yaml-cpp takes for no value, as far as it can start a plain scalar here.
bool is_null(std::string_view text) { return text == "null" || text == "Null" || text == "NULL"; }

class PlainReader {
 public:
  PlainReader(std::string_view text, std::size_t at) : text_(text), at_(at) {}

  bool read(YamlNode& record) {
    skip_idle_lines(0);
    if (text_.substr(at_).starts_with("---")) {
      at_ += 3;
      if (!ends_line()) return false;
      skip_idle_lines(0);
    }
    return at_ < text_.size() && read_block(record, 0) && at_ == text_.size();
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

  // The lines indented by `indent`, up to one that is indented less.
  bool read_block(YamlNode& map, std::size_t indent) {
    start_map(map, at_ + indent);
    map.entries.reserve(indent == 0 ? 8 : 40);
    std::size_t largest = 0;
    while (at_ < text_.size()) {
      const std::size_t spaces = skip_spaces();
      if (spaces == 0 && indent > 0) return true;
      if (spaces != indent || !read_key(map) || !is_new_key(map, largest)) return false;
      if (!read_block_value(map.entries.back().value, indent)) return false;
      skip_idle_lines(indent);
    }
    return true;
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

  static void start_map(YamlNode& map, std::size_t offset) {
    map.kind = Kind::Map;
    map.offset = offset;
  }
  static void set_null(YamlNode& value, std::size_t offset) {
    value.kind = Kind::Null;
    value.offset = offset;
  }

  bool read_key(YamlNode& map) {
    if (!is(kStartsKey)) return false;
    const std::size_t start = at_;
    pass(kInKey);
    const std::string_view key = text_.substr(start, at_ - start);
    if (peek() != ':' || key.back() == ' ' || key.size() > kLongestKey || is_null(key)) return false;
    map.entries.emplace_back(key, start);
    ++at_;
    return true;
  }

  bool read_block_value(YamlNode& value, std::size_t indent) {
    if (peek() == '\n') return read_below(value, indent);
    if (skip_spaces() == 0) return false;
    switch (peek()) {
      case '{':
        return read_flow(value) && ends_line();
      case '"':
      case '\'':
        return read_quoted(value) && ends_line();
      default:
        return read_plain(value, kInValue) && ends_line();
    }
  }

  // Nothing, or a block of lines that are indented more.
  bool read_below(YamlNode& value, std::size_t indent) {
    set_null(value, at_);
    if (at_ < text_.size()) pass_line();
    skip_idle_lines(text_.size());
    const std::size_t start = at_;
    const std::size_t spaces = skip_spaces();
    at_ = start;
    if (spaces <= indent) return true;
    return indent == 0 && read_block(value, spaces);
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

  // Without escapes and line breaks.
  bool read_quoted(YamlNode& value) {
    const char quote = text_[at_];
    const std::size_t start = at_++;
    const std::size_t begin = at_;
    while (at_ < text_.size() && text_[at_] != quote && text_[at_] != '\\' && text_[at_] != '\n' && text_[at_] != '\t') ++at_;
    if (peek() != quote || at_ - begin > kLongestValue) return false;
    value.kind = Kind::Scalar;
    value.quoted = true;
    value.offset = start;
    value.text = text_.substr(begin, at_ - begin);
    ++at_;
    return true;
  }

  // {ideal: 4, actual: b}, on one line.
  bool read_flow(YamlNode& map) {
    start_map(map, at_);
    map.entries.reserve(2);
    std::size_t largest = 0;
    do {
      ++at_;  // the '{' or ','
      skip_spaces();
      if (peek() == '}' && map.entries.empty()) break;
      if (!read_key(map) || !is_new_key(map, largest) || skip_spaces() == 0 || !read_flow_value(map.entries.back().value)) return false;
      skip_spaces();
    } while (peek() == ',');
    if (peek() != '}') return false;
    ++at_;
    return true;
  }
  bool read_flow_value(YamlNode& value) {
    const char first = peek();
    if (first == '"' || first == '\'') return read_quoted(value);
    if (first != ',' && first != '}') return read_plain(value, kInFlowValue);
    set_null(value, at_);
    return true;
  }

  std::string_view text_;  // up to the end of the piece
  std::size_t at_;
};

}  // namespace

bool read_plain_yaml(std::string_view text, YamlPiece piece, YamlNode& record) {
  if (piece.end - piece.begin > kPlainPieceBytes) return false;
  record = YamlNode{};
  return PlainReader(text.substr(0, piece.end), piece.begin).read(record);
}

}  // namespace partnership
