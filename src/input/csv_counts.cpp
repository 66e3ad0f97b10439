// The counts layout, for published tables: so many respondents gave this pair of answers to this practice. There is no
// response that a fault could be blamed on, so every fault makes the file unusable.
#include <fmt/format.h>

#include <charconv>
#include <limits>
#include <optional>
#include <utility>

#include "input/csv_fault.hpp"
#include "input/csv_rows.hpp"
#include "input/trim.hpp"
#include "instrument/clean_text.hpp"
#include "instrument/limits.hpp"

namespace partnership {
namespace {

// Takes digits only: no sign, no space. A number beyond all counts is the largest there is.
std::optional<std::uint64_t> parse_count(std::string_view text) {
  std::uint64_t count = 0;
  const auto* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, count);
  if (stop != end || text.empty()) return std::nullopt;
  if (error == std::errc::result_out_of_range) return std::numeric_limits<std::uint64_t>::max();
  return count;
}

// What is wrong with it, "" if nothing is. `before`: of the file so far.
std::string refuse_count(std::string_view text, std::optional<std::uint64_t> count, std::uint64_t before) {
  if (!count) return quoted_text(text) + " is not a count: a whole number from 0 on, digits only";
  if (*count > kMostTallied) return fmt::format("{} is too large: the counts of a file add up to at most {}", quoted_text(text), kMostTalliedText);
  if (*count > kMostTallied - before) return fmt::format("with this the counts of the file add up to more than {}", kMostTalliedText);
  return "";
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
  std::uint64_t counted_in_all = 0;

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
    if (auto wrong = refuse_count(text, count, counted_in_all); !wrong.empty()) {
      faults.push_back(field_fault(FaultKind::InvalidCount, rows.file(), *row, header.count, std::move(wrong)));
      faults.back().practice = instrument.practices[*practice].code;
    }
    for (auto& fault : std::exchange(faults, {})) rows.reject(std::move(fault));
    if (!rows.is_sound()) continue;
    counted_in_all += *count;
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
