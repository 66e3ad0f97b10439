// UTF-8 at the level the readers and messages need: is it valid, how many characters, which character is at a place.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace partnership {

inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

[[nodiscard]] bool is_ascii(std::string_view text);

// Byte offset of the first byte that is not part of valid UTF-8 (overlong forms, surrogates and values beyond U+10FFFF
// count as invalid), or nullopt.
[[nodiscard]] std::optional<std::size_t> find_invalid_utf8(std::string_view text);

// Number of code points; an invalid byte counts as one.
[[nodiscard]] std::size_t count_characters(std::string_view text);

struct Character {
  char32_t value = 0;      // U+FFFD for an invalid byte
  std::size_t length = 1;  // in bytes
  bool valid = true;
};
// The character at the start of `text`, which must not be empty.
[[nodiscard]] Character first_character(std::string_view text);

void append_character(std::string& text, char32_t character);  // which must be a Unicode scalar value

}  // namespace partnership
