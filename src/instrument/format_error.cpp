#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "clean_text.hpp"
#include "limits.hpp"
#include "partnership/fault.hpp"
#include "utf8.hpp"

namespace partnership {
namespace {

constexpr std::string_view kCut = "...";
constexpr std::size_t kExcerptColumns = 76;

// In bytes; with the line of the caret, positions and indents they stay within kLongestMessage.
constexpr std::size_t kFileBytes = 1000;
constexpr std::size_t kMessageBytes = 1400;
constexpr std::size_t kExcerptBytes = 800;
constexpr std::size_t kHintBytes = 600;
static_assert(kFileBytes + kMessageBytes + kExcerptBytes + kHintBytes + 2 * kExcerptColumns + 100 <= kLongestMessage);

bool starts_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }

// Cleaned, and cut at a character border to at most `bytes` with the mark of the cut.
std::string shown(std::string_view text, std::size_t bytes) {
  auto clean = clean_text(text.substr(0, bytes + 1));  // cleaning never makes text shorter
  if (clean.size() <= bytes) return clean;
  auto end = bytes - kCut.size();
  while (!starts_character(clean[end])) --end;
  clean.resize(end);
  return clean.append(kCut);
}

// A file is known by the end of its path.
std::string shown_file(std::string_view file) {
  auto clean = clean_text(file);
  if (clean.size() <= kFileBytes) return clean;
  auto begin = clean.size() - (kFileBytes - kCut.size());
  while (!starts_character(clean[begin])) ++begin;
  return clean.replace(0, begin, kCut);
}

// The message repeats the value as it came; a long one would bury what is said about it.
std::string with_short_value(std::string_view message, std::string_view value) {
  std::string text(message);
  const auto at = value.size() > kLongestValue ? text.find(value) : std::string::npos;
  if (at == std::string::npos || count_characters(value) <= kLongestValue) return text;
  std::size_t end = 0;
  for (std::size_t i = 0; i < kLongestValue - kCut.size(); ++i) end += first_character(value.substr(end)).length;
  return text.replace(at + end, value.size() - end, kCut);
}

// A cleaned line, addressed by character.
class Line {
 public:
  explicit Line(std::string_view text) : text_(clean_text(text)) {
    for (std::size_t at = 0; at < text_.size();) {
      const auto character = first_character(std::string_view(text_).substr(at));
      starts_.push_back(at);
      columns_.push_back(columns_.back() + column_width(character.value));
      at += character.length;
    }
    starts_.push_back(text_.size());
  }
  std::size_t size() const { return starts_.size() - 1; }
  std::size_t columns(std::size_t from, std::size_t to) const { return columns_[to] - columns_[from]; }
  std::string_view slice(std::size_t from, std::size_t to) const {
    return std::string_view(text_).substr(starts_[from], starts_[to] - starts_[from]);
  }

 private:
  std::string text_;
  std::vector<std::size_t> starts_;
  std::vector<std::size_t> columns_ = {0};  // columns before each character
};

struct Window {
  std::size_t begin = 0;
  std::size_t end = 0;
};

// The part of the line to show: all of it, or what fits around the caret.
Window window_around(const Line& line, std::size_t caret) {
  const auto fits = [&](std::size_t from, std::size_t to, std::size_t columns) {
    return line.columns(from, to) <= columns && line.slice(from, to).size() <= kExcerptBytes;
  };
  if (fits(0, line.size(), kExcerptColumns)) return {0, line.size()};
  const auto room = kExcerptColumns - 2 * kCut.size();
  Window window{caret, caret};
  while (window.begin > 0 && fits(window.begin - 1, caret, room / 2)) --window.begin;
  while (window.end < line.size() && fits(window.begin, window.end + 1, room)) ++window.end;
  while (window.begin > 0 && fits(window.begin - 1, window.end, room)) --window.begin;
  return window;
}

std::string format_excerpt(std::string_view excerpt, std::uint64_t column) {
  while (!excerpt.empty() && (excerpt.back() == '\n' || excerpt.back() == '\r')) excerpt.remove_suffix(1);
  if (excerpt.empty()) return {};
  const Line line(excerpt);
  const auto caret = static_cast<std::size_t>(std::min<std::uint64_t>(column > 0 ? column - 1 : 0, line.size()));
  const auto window = window_around(line, caret);
  const auto before = window.begin > 0 ? kCut : "";
  const auto after = window.end < line.size() ? kCut : "";
  auto text = fmt::format("  {}{}{}\n", before, line.slice(window.begin, window.end), after);
  if (column > 0) text += fmt::format("  {:{}}^\n", "", before.size() + line.columns(window.begin, caret));
  return text;
}

}  // namespace

std::string format_error(const Fault& fault) {
  std::string text;
  if (!fault.file.empty()) text += shown_file(fault.file) + ':';
  if (fault.position.line > 0) text += fmt::format("{}:", fault.position.line);
  if (fault.position.line > 0 && fault.position.column > 0) text += fmt::format("{}:", fault.position.column);
  if (!text.empty()) text += ' ';
  text += shown(with_short_value(fault.message, fault.value), kMessageBytes) + '\n';
  text += format_excerpt(fault.excerpt, fault.position.column);
  if (!fault.hint.empty()) text += "  " + shown(fault.hint, kHintBytes) + '\n';
  return text;
}

}  // namespace partnership
