// Numbers for machines: the fewest digits that read back as the same number, in CSV, TSV and JSON alike. Numbers for
// people are format_cell() of render.hpp.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <variant>

#include "partnership/table.hpp"

namespace partnership {

// False for Unavailable, and for NaN and infinity, which no format but JavaScript's can write.
[[nodiscard]] bool is_available(const Cell& cell);

// Text and unavailable cells add nothing; -0 is written 0.
void append_number(std::string& out, const Cell& cell);
inline constexpr std::size_t kMostDigits = 32;

// 0 to 999 in digits: most counts of most groups, so they need no call.
struct SmallNumber {
  char digits[3];
  std::uint8_t length;
};
inline constexpr auto kSmallNumbers = [] {
  std::array<SmallNumber, 1000> found{};
  for (std::size_t number = 0; number != found.size(); ++number) {
    auto& [digits, length] = found[number];
    if (number >= 100) digits[length++] = static_cast<char>('0' + number / 100);
    if (number >= 10) digits[length++] = static_cast<char>('0' + number / 10 % 10);
    digits[length++] = static_cast<char>('0' + number % 10);
  }
  return found;
}();
[[nodiscard]] char* write_other_number(char* to, const Cell& cell);  // for write_number() only

// As append_number(), to a place with room for kMostDigits bytes, all of which it may write to; returns the end.
[[nodiscard]] inline char* write_number(char* to, const Cell& cell) {
  const auto* integer = std::get_if<std::int64_t>(&cell);
  if (integer == nullptr || static_cast<std::uint64_t>(*integer) >= kSmallNumbers.size()) return write_other_number(to, cell);
  const auto& small = kSmallNumbers[static_cast<std::size_t>(*integer)];
  std::memcpy(to, &small, sizeof small);  // in one piece, with what is behind the digits
  return to + small.length;
}

}  // namespace partnership
