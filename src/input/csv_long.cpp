// The long layout: a row is one practice of a response. The rows of a named response may be anywhere in the file, and
// which practices were asked is known at its end only, so the whole file is kept and handed on then, in the order in which
// the responses first appear. Rows that repeat the one before them are taken as they stand (long_rows.hpp); the plain
// scanner reads the others, with all rules and messages.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "input/csv_fault.hpp"
#include "input/csv_rows.hpp"
#include "input/lanes.hpp"
#include "input/long_responses.hpp"
#include "input/long_rows.hpp"
#include "input/row_cutter.hpp"
#include "input/trim.hpp"
#include "instrument/clean_text.hpp"
#include "instrument/limits.hpp"

namespace partnership {
namespace {

constexpr std::size_t kMostFaults = 10'000;       // kept in full; beyond, one for each response
static_assert(kMostLongResponses == 10'000'000);  // as a message says
constexpr std::size_t kNoColumn = static_cast<std::size_t>(-1);

std::vector<LongResponses::Column> columns_of(const CsvHeader& header) {
  std::vector<LongResponses::Column> columns;
  for (const auto& [field, name] : header.metadata)
    columns.push_back({name, name == "respondent" || name == "partnership" || name == "wave", name == "respondent"});
  return columns;
}

// What a reading may keep of a file. Outlives what is kept: before another thread's reading may keep much, it is given back.
class Room {
 public:
  explicit Room(Intake& intake) : intake_(intake) {}
  Room(const Room&) = delete;
  Room& operator=(const Room&) = delete;
  ~Room() {
    if (asked_ > kWorthGivingBack) give_back_freed_memory();
    (void)intake_.hold(0);
  }
  // Asks while `bytes` grow, and at the end whatever they are.
  [[nodiscard]] bool is_there_for(std::size_t bytes, bool is_end = false) {
    if (!is_end && bytes <= asked_ + kWorthAsking) return is_there_;
    asked_ = bytes;
    return is_there_ = is_there_ && intake_.hold(bytes);
  }

 private:
  static constexpr std::size_t kWorthAsking = 64U << 10U, kWorthGivingBack = 16 * kMebibyte;
  Intake& intake_;
  std::size_t asked_ = 0;
  bool is_there_ = true;
};

class LongReading {
 public:
  LongReading(const CsvInput& input, const CsvLongOptions& options)
      : input_(input),
        options_(options),
        room_(input.intake),
        scanner_(input.file, input.scanner.delimiter()),
        rows_(scanner_, input.header, input.file, input.intake),
        practices_(rows_, input.options.instruments),
        columns_(columns_of(input.header)),
        responses_(input.file, columns_, options.most_responses),
        values_(columns_.size()) {
    for (std::size_t i = 0; i < columns_.size(); ++i)
      if (columns_[i].is_name) respondent_ = i;
    if (options.repeated_rows && RepeatedRows::takes(input.header))
      repeated_.emplace(input.header, input.scanner.delimiter(), rows_.signs());
  }

  CsvReading read() {
    const auto& scanner = input_.scanner;
    RowCutter cutter(input_.text, scanner.rest(), scanner.next_line(), scanner.is_after_return(), options_.piece_size);
    TextPiece piece;
    while (!over_ && cutter.next(piece)) read_piece(piece);
    if (rows_.is_sound() && room_.is_there_for(responses_.bytes(), true)) responses_.hand_on(input_.intake);
    return rows_.reading();
  }

 private:
  void read_piece(TextPiece& piece) {
    if (!input_.text.is_checked()) end_at_bad_text(piece, input_.file, input_.scanner.delimiter());
    line_ = piece.first_line;
    read_rows(piece.text);
    over_ = over_ || piece.fault || input_.intake.full();
    if (piece.fault && !rows_.is_over() && !input_.intake.full()) rows_.reject(std::move(*piece.fault));
  }

  void read_rows(std::string_view text) {
    while (!over_ && !text.empty()) {
      if (repeated_ && last_ != LongResponses::kNone) {
        const auto taken = repeated_->take(text, responses_.codes(last_));
        line_ += taken.rows;
        text.remove_prefix(taken.bytes);
      }
      text = read_row_plainly(text);
    }
  }

  // What is behind the next row.
  std::string_view read_row_plainly(std::string_view text) {
    scanner_.restart(text, line_);
    const CsvRecord* const row = rows_.next();
    if (row != nullptr) read_row(*row);
    over_ = over_ || rows_.is_over();
    line_ = scanner_.next_line();
    text = row == nullptr ? std::string_view() : scanner_.rest();
    if (scanner_.is_after_return() && text.starts_with('\n')) text.remove_prefix(1);
    return text;
  }

  void read_row(const CsvRecord& row) {
    // Whose row it is cannot be known if its cells may have slipped: the file is not usable.
    if (!rows_.is_complete(row)) return rows_.reject(field_count_fault(input_.file, row, input_.header.size));
    const auto practice = practices_.find(row);
    if (!practice) return;
    if (last_ == LongResponses::kNone) responses_.set_instrument(practices_.instrument());
    for (std::size_t i = 0; i < values_.size(); ++i) values_[i] = trimmed(row.text(input_.header.metadata[i].field));
    const auto response = find_response(row, *practice);
    if (response == LongResponses::kNone) {
      over_ = true;
      return rows_.reject(field_fault(FaultKind::TooLarge, input_.file, row, input_.header.practice,
                                      "there are more than 10,000,000 responses in this file",
                                      "split it, or use the wide layout, which has no limit"));
    }
    add_rating(response, row, *practice);
    over_ = over_ || !room_.is_there_for(responses_.bytes());
    last_ = response;
    if (repeated_) repeated_->follow(row, *practices_.instrument(), *practice);
  }

  // The response the row belongs to, new or not.
  std::uint32_t find_response(const CsvRecord& row, std::size_t practice) {
    if (respondent_ == kNoColumn || values_[respondent_].empty()) return find_unnamed(row, practice);
    const auto found = responses_.find(values_, row.line());
    if (found.response != LongResponses::kNone && !found.is_new) check_metadata(found.response, row);
    return found.response;
  }

  // Answers without a name are one response as long as the rows follow each other, say the same of the respondent and
  // no practice comes again.
  std::uint32_t find_unnamed(const CsvRecord& row, std::size_t practice) {
    bool same = last_ != LongResponses::kNone && responses_.codes(last_)[practice] == ResponseBlock::kNotAsked;
    for (std::size_t i = 0; same && i < values_.size(); ++i) same = values_[i] == responses_.value(last_, i);
    return same ? last_ : responses_.add(values_, row.line());
  }

  void add_rating(std::uint32_t response, const CsvRecord& row, std::size_t practice) {
    const auto& instrument = *practices_.instrument();
    const auto& header = input_.header;
    auto& code = responses_.codes(response)[practice];
    if (code != ResponseBlock::kNotAsked) {
      const auto& name = instrument.practices[practice].code;
      auto fault = field_fault(FaultKind::DuplicateRating, input_.file, row, header.practice,
                               fmt::format("respondent {} rates {} twice", quoted_text(values_[respondent_]), name));
      fault.practice = name;
      return keep(response, {std::move(fault)});
    }
    std::vector<Fault> faults;
    const auto ideal = rows_.answer(row, header.answer[0], Side::Ideal, instrument, practice, faults);
    const auto actual = rows_.answer(row, header.answer[1], Side::Actual, instrument, practice, faults);
    code = Rating(ideal, actual).joint_index();
    if (faults.empty()) return;
    responses_.count_invalid_cells(response, faults.size());
    keep(response, std::move(faults));
  }

  // Columns outside the key are the respondent's too, so all rows of a response must agree on them; told once a column.
  void check_metadata(std::uint32_t response, const CsvRecord& row) {
    for (std::size_t i = 0; i < values_.size(); ++i) {
      const auto before = responses_.value(response, i);
      if (columns_[i].is_key || before == values_[i]) continue;
      if (!responses_.note_conflict(response, i)) continue;
      keep(response, {field_fault(FaultKind::ConflictingMetadata, input_.file, row, input_.header.metadata[i].field,
                                  fmt::format("{} is {} here, but {} on line {} for the same respondent", columns_[i].name,
                                              quoted_text(values_[i]), quoted_text(before), responses_.line(response)))});
    }
  }

  void keep(std::uint32_t response, std::vector<Fault> faults) {
    for (auto& fault : faults)
      if (faults_++ < kMostFaults || responses_.faults(response).empty()) responses_.keep_fault(response, std::move(fault));
  }

  const CsvInput& input_;
  const CsvLongOptions& options_;
  Room room_;           // first, so that it goes last
  CsvScanner scanner_;  // of one row at a time
  CsvRows rows_;
  CsvPractices practices_;
  std::vector<LongResponses::Column> columns_;
  LongResponses responses_;
  std::optional<RepeatedRows> repeated_;
  std::vector<std::string_view> values_;  // of the current row
  std::size_t respondent_ = kNoColumn;
  std::uint32_t last_ = LongResponses::kNone;  // the response of the row before
  std::size_t faults_ = 0;
  std::uint64_t line_ = 1;
  bool over_ = false;
};

}  // namespace

CsvReading read_csv_long(const CsvInput& input, const CsvLongOptions& options) { return LongReading(input, options).read(); }
CsvReading read_csv_long(const CsvInput& input) { return read_csv_long(input, {}); }

}  // namespace partnership
