// What the row decoder must keep to, checked against the plain reader: every row it takes is one that CsvScanner and
// parse_answer() read in the same way, every row of the kind it promises to take is taken, and all kernels do the same.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "input/row_decoder/row_decoder.hpp"

namespace partnership {

// What is wrong, if anything is. Leaves the last kernel in use.
[[nodiscard]] std::optional<std::string> decoder_fault(std::string_view text, const RowShape& shape);

}  // namespace partnership
