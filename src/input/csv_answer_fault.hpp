// The fault of a cell of a table whose answer cannot be read.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>

#include "input/csv_scanner.hpp"
#include "partnership/fault.hpp"
#include "partnership/instrument.hpp"

namespace partnership {

enum class FaultDetail : std::uint8_t { Full, Brief };  // Brief: without hint and excerpt
[[nodiscard]] Fault answer_fault(const std::string& file, const CsvRecord& row, std::size_t field, Side side, const Instrument& instrument,
                                 std::size_t practice, FaultDetail detail);

}  // namespace partnership
