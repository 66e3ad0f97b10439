#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <utility>

#include "instrument/clean_text.hpp"
#include "instrument/utf8.hpp"
#include "partnership/render.hpp"

namespace partnership {
namespace {

struct Spelling {
  char32_t character;
  std::string_view ascii;
};

// What Unicode's own decompositions do not spell: punctuation, letters with strokes, lines and bars.
constexpr std::array kSpellings = {
    Spelling{U'‘', "'"},  Spelling{U'’', "'"},  Spelling{U'‚', ","},  Spelling{U'“', "\""}, Spelling{U'”', "\""}, Spelling{U'„', "\""},
    Spelling{U'«', "\""}, Spelling{U'»', "\""}, Spelling{U'‐', "-"},  Spelling{U'‑', "-"},  Spelling{U'‒', "-"},  Spelling{U'–', "-"},
    Spelling{U'—', "-"},  Spelling{U'−', "-"},  Spelling{U'─', "-"},  Spelling{U'×', "x"},  Spelling{U'·', "."},  Spelling{U'•', "*"},
    Spelling{U'≥', ">="}, Spelling{U'≤', "<="}, Spelling{U'≠', "!="}, Spelling{U'±', "+-"}, Spelling{U'→', "->"}, Spelling{U'←', "<-"},
    Spelling{U'│', "|"},  Spelling{U'█', "#"},  Spelling{U'░', "."},  Spelling{U'ß', "ss"}, Spelling{U'æ', "ae"}, Spelling{U'Æ', "AE"},
    Spelling{U'œ', "oe"}, Spelling{U'Œ', "OE"}, Spelling{U'ø', "o"},  Spelling{U'Ø', "O"},  Spelling{U'ł', "l"},  Spelling{U'Ł', "L"},
    Spelling{U'đ', "d"},  Spelling{U'Đ', "D"},  Spelling{U'ð', "d"},  Spelling{U'þ', "th"}, Spelling{U'ı', "i"},  Spelling{U'€', "EUR"},
};

// The letter without its accents, the ligature as its letters; a combining mark by itself leaves nothing.
void append_ascii(std::string& out, char32_t character) {
  if (character < 0x80) {
    out += static_cast<char>(character);
    return;
  }
  const auto* spelling = std::find_if(kSpellings.begin(), kSpellings.end(), [&](const Spelling& s) { return s.character == character; });
  if (spelling != kSpellings.end()) {
    out += spelling->ascii;
    return;
  }
  constexpr auto kOptions = static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_STRIPMARK);
  std::array<utf8proc_int32_t, 32> parts{};
  int boundary = 0;
  const auto count = utf8proc_decompose_char(static_cast<utf8proc_int32_t>(character), parts.data(),
                                             static_cast<utf8proc_ssize_t>(parts.size()), kOptions, &boundary);
  const auto* begin = parts.data();
  const auto* end = begin + std::clamp<utf8proc_ssize_t>(count, 0, static_cast<utf8proc_ssize_t>(parts.size()));
  if (count < 0 || std::any_of(begin, end, [](utf8proc_int32_t part) { return part < 0x20 || part > 0x7E; })) {
    out += '?';
  } else {
    std::for_each(begin, end, [&](utf8proc_int32_t part) { out += static_cast<char>(part); });
  }
}

// Bytes at the start of `text` that fill at most `width` columns, but at least one character with its combining marks.
std::size_t prefix_within(std::string_view text, std::size_t width) {
  std::size_t at = 0;
  std::size_t columns = 0;
  while (at < text.size()) {
    const auto character = first_character(text.substr(at));
    columns += column_width(character.value);
    if (columns > width && at > 0) break;
    at += character.length;
  }
  return at;
}

// Takes the next word off `text`; empty when only spaces are left.
std::string_view take_word(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  const auto word = text.substr(0, text.find(' '));
  text.remove_prefix(word.size());
  return word;
}

}  // namespace

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto character = first_character(text.substr(at));
    width += column_width(character.value);
    at += character.length;
  }
  return width;
}

std::string for_terminal(std::string_view text, Charset charset) {
  auto clean = clean_text(text);
  if (charset == Charset::Unicode || is_ascii(clean)) return clean;
  std::string ascii;
  for (std::size_t at = 0; at < clean.size();) {
    const auto character = first_character(std::string_view(clean).substr(at));
    append_ascii(ascii, character.value);
    at += character.length;
  }
  return ascii;
}

std::vector<std::string> wrap(std::string_view text, std::size_t width) {
  std::vector<std::string> lines(1);
  std::size_t used = 0;
  for (auto word = take_word(text); !word.empty(); word = take_word(text)) {
    auto columns = display_width(word);
    const bool begun = !lines.back().empty();
    if (begun && used + 1 + columns <= width) {
      lines.back().append(1, ' ').append(word);
      used += 1 + columns;
      continue;
    }
    if (begun) lines.emplace_back();
    for (; columns > width; columns = display_width(word)) {
      const auto length = prefix_within(word, width);
      if (length == word.size()) break;  // one character, wider than the line
      lines.back() = word.substr(0, length);
      lines.emplace_back();
      word.remove_prefix(length);
    }
    lines.back() = word;
    used = columns;
  }
  return lines;
}

}  // namespace partnership
