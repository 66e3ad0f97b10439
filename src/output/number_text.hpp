// Numbers for machines: the fewest digits that read back as the same number, in CSV, TSV and JSON alike. Numbers for
// people are format_cell() of render.hpp.
#pragma once
#include <cstddef>
#include <string>

#include "partnership/table.hpp"

namespace partnership {

// False for Unavailable, and for NaN and infinity, which no format but JavaScript's can write.
[[nodiscard]] bool is_available(const Cell& cell);

// Text and unavailable cells add nothing; -0 is written 0.
void append_number(std::string& out, const Cell& cell);
// The same to a place with room for kMostDigits bytes; returns the end.
inline constexpr std::size_t kMostDigits = 32;
[[nodiscard]] char* write_number(char* to, const Cell& cell);

}  // namespace partnership
