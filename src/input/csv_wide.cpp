// The wide layout: a row is a response. Streams; one Response is used for all rows.
#include "input/csv_fault.hpp"
#include "input/csv_rows.hpp"

namespace partnership {
namespace {

// Cells of a row with too few or too many fields may have slipped into other columns: none of them is taken.
void refuse(Response& response, Fault fault) {
  for (auto& datum : response.metadata) datum.value.clear();
  for (auto& rating : response.ratings)
    if (rating.asked()) rating = Rating(Answer::Blank, Answer::Blank);
  response.faults.push_back(std::move(fault));
}

}  // namespace

void read_csv_wide(CsvRows& rows, const std::vector<InstrumentPtr>& /*instruments*/) {
  const auto& header = rows.header();
  const auto& instrument = *header.instrument;
  Response response;
  response.instrument = header.instrument;
  response.file = rows.file();
  response.metadata = rows.metadata();
  response.ratings.resize(instrument.practices.size());
  for (const auto& asked : header.asked) response.ratings[asked.practice] = Rating(Answer::Blank, Answer::Blank);

  while (const CsvRecord* const row = rows.next()) {
    response.position.line = row->line();
    response.faults.clear();
    if (rows.is_complete(*row)) {
      rows.read_metadata(*row, response.metadata);
      for (const auto& [practice, field] : header.asked) {
        const auto ideal = rows.answer(*row, field[0], Side::Ideal, instrument, practice, response.faults);
        const auto actual = rows.answer(*row, field[1], Side::Actual, instrument, practice, response.faults);
        response.ratings[practice] = Rating(ideal, actual);
      }
      response.invalid_cells = response.faults.size();
    } else {
      refuse(response, field_count_fault(rows.file(), *row, header.size));
      response.invalid_cells = 0;
    }
    rows.intake().accept(response);
  }
}

}  // namespace partnership
