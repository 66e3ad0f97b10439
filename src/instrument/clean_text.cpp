#include "clean_text.hpp"

#include <utf8proc.h>

#include <algorithm>

#include "instrument/limits.hpp"
#include "utf8.hpp"

namespace partnership {

bool is_hazard(char32_t character) {
  if (character < 0x7F) return character < 0x20;
  if (character < 0xA0) return true;
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(character))) {
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
      return true;
    case UTF8PROC_CATEGORY_CF:
      break;
    default:
      return false;
  }
  const bool bidi = character == U'\u061C' || character == U'\u200E' || character == U'\u200F' ||
                    (character >= U'\u202A' && character <= U'\u202E') || (character >= U'\u2066' && character <= U'\u2069');
  const bool invisible = character == U'\u200B' || (character >= U'\u2060' && character <= U'\u206F') || character == U'\uFEFF';
  return bidi || invisible;
}

std::size_t column_width(char32_t character) {
  if (character >= 0x20 && character < 0x7F) return 1;
  const auto point = static_cast<utf8proc_int32_t>(character);
  // Terminals show characters newer than the tables of the library as a box.
  if (utf8proc_category(point) == UTF8PROC_CATEGORY_CN) return 1;
  return static_cast<std::size_t>(std::max(0, utf8proc_charwidth(point)));
}

std::string clean_text(std::string_view text) {
  std::string clean;
  clean.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto character = first_character(text.substr(at));
    if (character.value == U'\t') {
      clean += ' ';
    } else if (!character.valid || is_hazard(character.value)) {
      clean += "\uFFFD";
    } else {
      clean += text.substr(at, character.length);
    }
    at += character.length;
  }
  return clean;
}

std::string_view first_characters(std::string_view text) {
  std::size_t end = 0;
  for (std::size_t n = 0; n < kLongestValue && end < text.size(); ++n) end += first_character(text.substr(end)).length;
  return text.substr(0, end);
}

std::string quoted_text(std::string_view text) {
  const auto shown = first_characters(text);
  return "'" + std::string(shown) + (shown.size() < text.size() ? "…'" : "'");
}

}  // namespace partnership
