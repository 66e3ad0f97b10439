// Says of an answer that cannot be read what is allowed, and for the common slips what was probably meant.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "input/csv_scanner.hpp"
#include "partnership/fault.hpp"
#include "partnership/instrument.hpp"

namespace partnership {

// How to mend the text of an unreadable answer; "" if nothing is known about such a text.
[[nodiscard]] std::string answer_hint(Side side, std::string_view text, const Instrument& instrument);

enum class FaultDetail : std::uint8_t { Full, Brief };  // Brief: without hint and excerpt
[[nodiscard]] Fault answer_fault(const std::string& file, const CsvRecord& row, std::size_t field, Side side, const Instrument& instrument,
                                 std::size_t practice, FaultDetail detail);

}  // namespace partnership
