// Text is read from the left, numbers are compared from the right: a column's cells decide, not its name.
#pragma once
#include <cstdint>

#include "partnership/table.hpp"

namespace partnership {

enum class Alignment : std::uint8_t { Unknown, Left, Right };

// Text wins over numbers; cells that are not available say nothing.
[[nodiscard]] inline Alignment align_with(Alignment so_far, const Cell& cell) {
  if (std::holds_alternative<std::string>(cell)) return Alignment::Left;
  if (so_far == Alignment::Unknown && !std::holds_alternative<Unavailable>(cell)) return Alignment::Right;
  return so_far;
}

// For a column without any available cell: only columns of numbers have a style of their own.
[[nodiscard]] inline Alignment settle(Alignment alignment, NumberStyle style) {
  if (alignment != Alignment::Unknown) return alignment;
  return style == NumberStyle::Plain ? Alignment::Left : Alignment::Right;
}

}  // namespace partnership
