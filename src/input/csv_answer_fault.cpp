#include "input/csv_answer_fault.hpp"

#include <utility>

#include "input/answer_slip.hpp"
#include "input/csv_fault.hpp"
#include "input/trim.hpp"
#include "instrument/clean_text.hpp"

namespace partnership {

Fault answer_fault(const std::string& file, const CsvRecord& row, std::size_t field, Side side, const Instrument& instrument,
                   std::size_t practice, FaultDetail detail) {
  const auto& code = instrument.practices[practice].code;
  const auto text = trimmed(row.text(field));
  const auto kind = side == Side::Ideal ? FaultKind::InvalidIdeal : FaultKind::InvalidActual;
  Fault fault;
  if (detail == FaultDetail::Full) {
    auto slip = answer_slip(side, text, quoted_text(text), instrument, practice);
    fault = field_fault(kind, file, row, field, std::move(slip.message), std::move(slip.hint));
  } else {
    fault = brief_field_fault(kind, file, row, field, answer_message(side, quoted_text(text), code));
  }
  fault.practice = code;
  return fault;
}

}  // namespace partnership
