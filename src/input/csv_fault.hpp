// Faults found in a CSV record: they carry the place, the value and the line of the field concerned.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include "input/csv_scanner.hpp"
#include "partnership/fault.hpp"

namespace partnership {

[[nodiscard]] Fault field_fault(FaultKind kind, const std::string& file, const CsvRecord& record, std::size_t field, std::string message,
                                std::string hint = "");
// The same without hint and excerpt, and with the value cut: for a file with very many faults.
[[nodiscard]] Fault brief_field_fault(FaultKind kind, const std::string& file, const CsvRecord& record, std::size_t field,
                                      std::string message);

// For a record whose number of fields is not the header's.
[[nodiscard]] Fault field_count_fault(const std::string& file, const CsvRecord& record, std::size_t expected);

}  // namespace partnership
