// The counts layout, for published tables: so many respondents gave this pair of answers to this practice. There is no
// response that a fault could be blamed on, so every fault makes the file unusable.
#include <charconv>
#include <optional>
#include <utility>

#include "input/csv_fault.hpp"
#include "input/csv_rows.hpp"
#include "input/trim.hpp"

namespace partnership {
namespace {

constexpr std::uint64_t kCountLimit = std::uint64_t{1} << 53U;  // beyond it a double, as JSON readers have them, is not exact

std::optional<std::uint64_t> parse_count(std::string_view text) {
  std::uint64_t count = 0;
  const auto* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, count);  // takes digits only: no sign, no space
  if (error != std::errc() || stop != end || count >= kCountLimit) return std::nullopt;
  return count;
}

}  // namespace

CsvReading read_csv_counts(const CsvInput& input) {
  CsvRows rows(input);
  const auto& header = rows.header();
  CsvPractices practices(rows, input.options.instruments);
  CountedRating counted;
  counted.file = rows.file();
  counted.metadata = rows.metadata();
  std::vector<Fault> faults;

  while (const CsvRecord* const row = rows.next()) {
    if (!rows.is_complete(*row)) {
      rows.reject(field_count_fault(rows.file(), *row, header.size));
      continue;
    }
    const auto practice = practices.find(*row);
    if (!practice) continue;
    const auto& instrument = *practices.instrument();
    const auto ideal = rows.answer(*row, header.answer[0], Side::Ideal, instrument, *practice, faults);
    const auto actual = rows.answer(*row, header.answer[1], Side::Actual, instrument, *practice, faults);
    const auto text = trimmed(row->text(header.count));
    const auto count = parse_count(text);
    if (!count) {
      faults.push_back(field_fault(FaultKind::InvalidCount, rows.file(), *row, header.count,
                                   quoted(text) + " is not a count: a whole number from 0 on, digits only"));
      faults.back().practice = instrument.practices[*practice].code;
    }
    for (auto& fault : std::exchange(faults, {})) rows.reject(std::move(fault));
    if (!rows.is_sound()) continue;
    counted.instrument = practices.instrument();
    counted.practice = *practice;
    counted.rating = Rating(ideal, actual);
    counted.count = *count;
    counted.position.line = row->line();
    rows.read_metadata(*row, counted.metadata);
    rows.intake().accept(counted);
  }
  return rows.reading();
}

}  // namespace partnership
