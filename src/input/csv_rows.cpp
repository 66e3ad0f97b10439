#include "input/csv_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "input/csv_answer_fault.hpp"
#include "input/csv_fault.hpp"
#include "input/csv_names.hpp"
#include "input/file_fault.hpp"
#include "input/trim.hpp"
#include "instrument/clean_text.hpp"
#include "instrument/look_alike.hpp"
#include "partnership/nearest.hpp"

namespace partnership {
namespace {

constexpr std::uint64_t kMostInFull = 10'000;  // unreadable cells of a file told with hint and excerpt
constexpr std::size_t kMostNames = 1000;       // wrong names of a file that are told: with more, the column holds something else
constexpr std::size_t kMostHints = 20;         // of them told with the name that was probably meant

bool is_empty(const CsvRecord& row) {
  for (std::size_t field = 0; field < row.size(); ++field)
    if (!trimmed(row.text(field)).empty()) return false;
  return true;
}

using CsvLayoutReader = CsvReading (*)(const CsvInput&);
constexpr CsvLayoutReader kLayoutReaders[] = {read_csv_wide, read_csv_long, read_csv_counts};  // by CsvLayout

bool is_known(const std::string& column) {
  return std::find(std::begin(kKnownColumns), std::end(kKnownColumns), column) != std::end(kKnownColumns);
}

void read_rows(const CsvInput& input) {
  for (const auto& column : input.header.metadata)
    if (!is_known(column.name)) input.intake.note_metadata(input.file, column.name);
  const auto reading = kLayoutReaders[static_cast<int>(input.header.layout)](input);
  if (reading.r_missing > 0) input.intake.note_r_missing(input.file, reading.r_missing);
  if (reading.sound && !reading.any && !input.intake.full())
    input.intake.reject(file_fault(FaultKind::NoResponses, input.file, "there are no responses: the file is a header only"));
}

}  // namespace

CsvRows::CsvRows(CsvScanner& scanner, const CsvHeader& header, const std::string& file, Intake& intake)
    : scanner_(scanner), header_(header), file_(file), intake_(intake) {
  // Signs do not depend on the instrument's labels, and nearly all cells are one sign.
  for (const Side side : {Side::Ideal, Side::Actual}) {
    for (std::size_t byte = 0; byte < 256; ++byte) {
      const char text = static_cast<char>(static_cast<unsigned char>(byte));
      const auto parsed = parse_answer(side, {&text, 1}, Scale{});
      signs_[static_cast<std::size_t>(side)][byte] = parsed ? static_cast<std::uint8_t>(parsed->answer) : kNoSign;
    }
  }
}

const CsvRecord* CsvRows::next() {
  while (!intake_.full()) {
    const auto row = scanner_.next();
    if (!row) {
      over_ = true;
      reject(row.error());
    }
    if (!row || *row == nullptr) return nullptr;
    if (is_empty(**row)) continue;
    reading_.any = true;
    for (const auto field : header_.nameless) {
      if (field >= (*row)->size() || trimmed((*row)->text(field)).empty()) continue;
      reject(field_fault(
          FaultKind::NamelessColumn, file_, **row, field,
          fmt::format("column {} has no name in the header, but a value here: {}", field + 1, quoted_text(trimmed((*row)->text(field)))),
          "name the column in the header, or empty it"));
      over_ = true;
      return nullptr;
    }
    return *row;
  }
  return nullptr;
}

void CsvRows::reject(Fault fault) {
  if (reading_.sound) reading_.fault_line = fault.position.line;
  reading_.sound = false;
  intake_.reject(std::move(fault));
}

Answer CsvRows::parse_longer_answer(const CsvRecord& row, std::size_t field, Side side, const Instrument& instrument, std::size_t practice,
                                    std::vector<Fault>& faults) {
  const auto parsed = parse_answer(side, row.text(field), instrument.scales[static_cast<int>(side)]);
  if (!parsed) {
    const auto detail = unreadable_++ < kMostInFull ? FaultDetail::Full : FaultDetail::Brief;
    faults.push_back(answer_fault(file_, row, field, side, instrument, practice, detail));
    return Answer::Blank;
  }
  reading_.r_missing += parsed->r_missing ? 1 : 0;
  return parsed->answer;
}

std::vector<Metadatum> CsvRows::metadata() const {
  std::vector<Metadatum> metadata;
  for (const auto& column : header_.metadata) metadata.push_back({column.name, ""});
  return metadata;
}

void CsvRows::read_metadata(const CsvRecord& row, std::vector<Metadatum>& into) const {
  for (std::size_t i = 0; i < header_.metadata.size(); ++i) into[i].value = trimmed(row.text(header_.metadata[i].field));
}

std::optional<std::size_t> CsvPractices::find(const CsvRecord& row) {
  const auto field = rows_.header().practice;
  const auto code = trimmed(row.text(field));
  if (instrument_) {
    if (const auto practice = instrument_->find(code)) return practice;
  }
  const std::string name(code);
  const auto other = find_instrument(instruments_, std::vector{name});
  if (!instrument_ && other) {
    instrument_ = other;
    return other->find(code);
  }
  if (told_.size() == kMostNames || !told_.insert(name).second) return std::nullopt;
  const bool is_hinted = told_.size() <= kMostHints;
  const auto plain = plain_look(code);
  const bool is_look_alike = is_hinted && plain != code && find_instrument(instruments_, std::vector{plain}) != nullptr;
  auto fault = other          ? field_fault(FaultKind::MixedInstruments, rows_.file(), row, field,
                                            fmt::format("{} is of the instrument '{}', but the rows before it are of '{}'", quoted_text(name),
                                                        other->name, instrument_->name),
                                            "put each instrument into a file of its own")
               : name.empty() ? field_fault(FaultKind::UnknownPractice, rows_.file(), row, field, "this row names no practice")
                              : field_fault(FaultKind::UnknownPractice, rows_.file(), row, field,
                                            quoted_text(name) + " is not a practice of any instrument" +
                                                (is_look_alike ? ": " + name_look_alike(code).value_or("") : ""),
                                            is_hinted ? did_you_mean(is_look_alike ? plain : name, practice_codes(instruments_)) : "");
  fault.practice = name;
  rows_.reject(std::move(fault));
  return std::nullopt;
}

void read_csv(TextStream& text, const std::string& file, std::size_t number, char delimiter, const InputOptions& options, Intake& intake) {
  CsvScanner scanner(text, file, delimiter);
  const auto first = scanner.next();
  if (!first) return intake.reject(first.error());
  if (*first == nullptr) return intake.reject(file_fault(FaultKind::EmptyFile, file, "the file is empty"));
  auto header = parse_csv_header(**first, file, options.instruments);
  if (header) return read_rows({text, scanner, *header, file, number, options, intake});
  for (auto& fault : header.error()) {
    if (intake.full()) return;
    intake.reject(std::move(fault));
  }
}

}  // namespace partnership
