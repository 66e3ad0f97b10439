#include "input/csv_fault.hpp"

#include <fmt/format.h>

#include <utility>

#include "input/trim.hpp"
#include "instrument/clean_text.hpp"

namespace partnership {
namespace {

std::string fields(std::size_t number) { return fmt::format("{} {}", number, number == 1 ? "field" : "fields"); }

}  // namespace

Fault field_fault(FaultKind kind, const std::string& file, const CsvRecord& record, std::size_t field, std::string message,
                  std::string hint) {
  auto fault = brief_field_fault(kind, file, record, field, std::move(message));
  fault.value = trimmed(record.text(field));
  fault.hint = std::move(hint);
  fault.excerpt = record.excerpt(field);
  return fault;
}

Fault brief_field_fault(FaultKind kind, const std::string& file, const CsvRecord& record, std::size_t field, std::string message) {
  Fault fault;
  fault.kind = kind;
  fault.file = file;
  fault.position = record.position(field);
  fault.value = first_characters(trimmed(record.text(field)));
  fault.message = std::move(message);
  return fault;
}

Fault field_count_fault(const std::string& file, const CsvRecord& record, std::size_t expected) {
  auto message = fmt::format("this row has {}, the header has {}", fields(record.size()), expected);
  if (record.size() > expected)
    return field_fault(FaultKind::FieldCount, file, record, expected, std::move(message),
                       "a value that holds the delimiter must be in quotes");
  Fault fault;
  fault.kind = FaultKind::FieldCount;
  fault.file = file;
  fault.position = record.end_position();
  fault.message = std::move(message);
  fault.excerpt = record.end_excerpt();
  return fault;
}

}  // namespace partnership
