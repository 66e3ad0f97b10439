#include "unit/input/reading.hpp"

#include "input/csv_header.hpp"
#include "input/csv_rows.hpp"
#include "unit/input/pieces.hpp"

namespace partnership {
namespace {

InstrumentText empty_form(std::string name, std::string stage) {
  InstrumentText text;
  text.name = std::move(name);
  text.stage = std::move(stage);
  text.scales[0] = {{"Inappropriate", "Partially appropriate", "Desirable", "Very desirable"}, "Not applicable"};
  text.scales[1] = {{"Not practiced at all", "Occasionally practiced", "Practised frequently", "Standard practice"}, "Not applicable"};
  return text;
}

char letter(Side side, Answer answer) {
  if (answer == Answer::Blank) return '.';
  return answer == Answer::NotApplicable ? 'N' : sign_of(side, answer).front();
}

}  // namespace

InstrumentPtr small_established() {
  auto text = empty_form("established", "E");
  text.principles = {{"goals", "Goals", "cultural scoping", {"", ""}}, {"relations", "Relations", "connection building", {"", ""}}};
  text.practices = {{"E1P1", "Share goals", 0, Actor::Partnership},
                    {"E1P2", "Review goals", 0, Actor::Partnership},
                    {"E2S1", "Trust", 1, Actor::Sponsor}};
  return std::make_shared<const Instrument>(std::move(text));
}

InstrumentPtr small_developing() {
  auto text = empty_form("developing", "D");
  text.principles = {{"goals", "Goals", "cultural scoping", {"", ""}}};
  text.practices = {{"D1P1", "Find goals", 0, Actor::Partnership}, {"D1S1", "Fund goals", 0, Actor::Sponsor}};
  return std::make_shared<const Instrument>(std::move(text));
}

InputOptions small_options() {
  InputOptions options;
  options.instruments = {small_developing(), small_established()};
  return options;
}

std::string line_of(const Fault& fault) {
  std::string line(code_of(fault.kind).code);
  line += " " + fault.file;
  if (fault.position.line > 0) line += ":" + std::to_string(fault.position.line);
  if (fault.position.column > 0) line += ":" + std::to_string(fault.position.column);
  if (!fault.practice.empty()) line += " " + fault.practice;
  line += ": " + fault.message;
  if (!fault.hint.empty()) line += " (" + fault.hint + ")";
  return line;
}

std::vector<std::string> lines_of(const std::vector<Fault>& faults) {
  std::vector<std::string> lines;
  for (const auto& fault : faults) lines.push_back(line_of(fault));
  return lines;
}

std::string answers_of(const Response& response) {
  std::string answers;
  for (const auto& rating : response.ratings) {
    if (!answers.empty()) answers += ' ';
    if (rating.asked())
      answers += {letter(Side::Ideal, rating.ideal()), letter(Side::Actual, rating.actual())};
    else
      answers += "--";
  }
  return answers;
}

std::string metadata_of(const std::vector<Metadatum>& metadata) {
  std::string line;
  for (const auto& [column, value] : metadata) line += column + "=" + value + " ";
  return line;
}

std::string line_of(const Response& response) {
  return std::to_string(response.position.line) + " " + metadata_of(response.metadata) + "| " + answers_of(response);
}

std::vector<std::string> lines_of(const std::vector<Response>& responses) {
  std::vector<std::string> lines;
  for (const auto& response : responses) lines.push_back(line_of(response));
  return lines;
}

Kept read_table(std::string_view text, std::size_t room, const InputOptions& options) {
  Kept kept;
  kept.room = room;
  Pieces pieces(text, 64);
  read_csv(pieces, "answers.csv", 0, find_delimiter(text, options.instruments).character, options, kept);
  return kept;
}

Kept read_table(TextStream& text, std::size_t room) {
  Kept kept;
  kept.room = room;
  read_csv(text, "answers.csv", 0, ',', small_options(), kept);
  return kept;
}

InputOptions options_with(std::vector<InstrumentPtr> instruments) {
  InputOptions options;
  options.instruments = std::move(instruments);
  return options;
}

}  // namespace partnership
