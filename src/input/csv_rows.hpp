// What the three layouts have in common: the rows behind a header, read one after another, and the answers in them.
// A new layout is one more function of a CsvInput and one line in csv_rows.cpp.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "input/csv_header.hpp"
#include "input/csv_scanner.hpp"
#include "input/row_cutter.hpp"
#include "instrument/limits.hpp"
#include "partnership/input.hpp"
#include "partnership/response.hpp"

namespace partnership {

// A CSV file behind its header.
struct CsvInput {
  TextStream& text;
  CsvScanner& scanner;  // of that text
  const CsvHeader& header;
  const std::string& file;
  std::size_t number;   // of the file among the inputs
  const InputOptions& options;
  Intake& intake;
};

// What came of its rows.
struct CsvReading {
  bool any = false;    // there were rows
  bool sound = true;   // the file is usable
  std::uint64_t fault_line = 0;  // of the fault that made it unusable; 0 if that has no line
  std::uint64_t r_missing = 0;  // cells
};

class CsvRows {
 public:
  CsvRows(CsvScanner& scanner, const CsvHeader& header, const std::string& file, Intake& intake);
  explicit CsvRows(const CsvInput& input) : CsvRows(input.scanner, input.header, input.file, input.intake) {}

  // The next row with anything in it; nullptr at the end, when the intake is full, and after a fault that ends the file,
  // which the intake has then been told. The number of fields is not checked: see is_complete().
  [[nodiscard]] const CsvRecord* next();
  void note_any() { reading_.any = true; }  // of rows that did not come from next()
  [[nodiscard]] bool is_complete(const CsvRecord& row) const { return row.size() == header_.size; }
  // True once next() has met a fault that ends the file.
  [[nodiscard]] bool is_over() const { return over_; }
  // False once the file has turned out unusable.
  [[nodiscard]] bool is_sound() const { return reading_.sound; }
  [[nodiscard]] const CsvReading& reading() const { return reading_; }  // so far
  // Tells the intake of a fault of the file and goes on, to find further ones.
  void reject(Fault fault);

  // One answer of `practice`. An unreadable one is blank, and its fault is appended to `faults`.
  [[nodiscard]] Answer answer(const CsvRecord& row, std::size_t field, Side side, const Instrument& instrument, std::size_t practice,
                              std::vector<Fault>& faults) {
    const auto text = row.text(field);
    if (text.size() == 1) {
      const auto sign = signs_[static_cast<std::size_t>(side)][static_cast<unsigned char>(text.front())];
      if (sign != kNoSign) return static_cast<Answer>(sign);
    }
    return parse_longer_answer(row, field, side, instrument, practice, faults);
  }
  // The metadata columns, with their values once read.
  [[nodiscard]] std::vector<Metadatum> metadata() const;
  void read_metadata(const CsvRecord& row, std::vector<Metadatum>& into) const;

  // By Side and byte: the answer that a text of this one byte is, kNoSign for none.
  using Signs = std::array<std::array<std::uint8_t, 256>, 2>;
  static constexpr std::uint8_t kNoSign = 255;
  [[nodiscard]] const Signs& signs() const { return signs_; }

  [[nodiscard]] const CsvHeader& header() const { return header_; }
  [[nodiscard]] const std::string& file() const { return file_; }
  [[nodiscard]] Intake& intake() const { return intake_; }

 private:
  [[nodiscard]] Answer parse_longer_answer(const CsvRecord& row, std::size_t field, Side side, const Instrument& instrument,
                                           std::size_t practice, std::vector<Fault>& faults);

  Signs signs_{};
  CsvScanner& scanner_;
  const CsvHeader& header_;
  const std::string& file_;
  Intake& intake_;
  CsvReading reading_;
  bool over_ = false;
  std::uint64_t unreadable_ = 0;  // cells so far
};

// Finds the practice of a row of the long and counts layouts. All practices of a file are of one instrument.
class CsvPractices {
 public:
  CsvPractices(CsvRows& rows, const std::vector<InstrumentPtr>& instruments) : rows_(rows), instruments_(instruments) {}
  // Nothing if the row names no practice of the instrument; the file is then rejected, once for every wrong name up to
  // 1000 of them.
  [[nodiscard]] std::optional<std::size_t> find(const CsvRecord& row);
  [[nodiscard]] const InstrumentPtr& instrument() const { return instrument_; }  // nullptr before the first practice

 private:
  CsvRows& rows_;
  const std::vector<InstrumentPtr>& instruments_;
  InstrumentPtr instrument_;
  std::unordered_set<std::string> told_;  // wrong names
};

// The layouts, each up to the end of the rows.
[[nodiscard]] CsvReading read_csv_wide(const CsvInput& input);
[[nodiscard]] CsvReading read_csv_long(const CsvInput& input);
struct CsvLongOptions {  // for tests
  bool repeated_rows = true;  // false: the plain scanner reads every row
  std::size_t piece_size = RowCutter::kPieceSize;
  std::uint32_t most_responses = kMostLongResponses;
};
[[nodiscard]] CsvReading read_csv_long(const CsvInput& input, const CsvLongOptions& options);
[[nodiscard]] CsvReading read_csv_counts(const CsvInput& input);

// A whole CSV file, the `number`th input: header, then the rows in the layout that it announces.
void read_csv(TextStream& text, const std::string& file, std::size_t number, char delimiter, const InputOptions& options, Intake& intake);

}  // namespace partnership
