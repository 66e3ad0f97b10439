#include "input/file_fault.hpp"
#include "partnership/input.hpp"
#include "partnership/response.hpp"

namespace partnership {

void ResponseBlock::copy(std::size_t row, Response& response) const {
  response = Response();
  response.instrument = instrument;
  response.file = file;
  response.position = {lines[row], 0};
  for (std::size_t column = 0; column < columns.size(); ++column)
    response.metadata.push_back({columns[column], std::string(values[row * columns.size() + column])});
  const std::size_t practices = instrument->practices.size();
  for (const std::uint8_t code : codes.subspan(row * practices, practices))
    response.ratings.push_back(code == kNotAsked ? Rating() : Rating(static_cast<Answer>(code / kAnswerStates), static_cast<Answer>(code % kAnswerStates)));
}

void Intake::accept(const ResponseBlock& block) {
  Response response;
  for (std::size_t row = 0; row < block.rows && !full(); ++row) {
    block.copy(row, response);
    accept(response);
  }
}

void Intake::begin_tally(const std::string& file, const TallyHeader&) {
  reject(file_fault(FaultKind::FormatMismatch, file, "tally files cannot be read here"));
}

}  // namespace partnership
