// The wide layout: a row is a response. The file is cut into pieces of whole rows, which threads share; in each, the row
// decoder takes what it can, and the plain scanner reads the rest, with all rules and messages.
#include <algorithm>
#include <atomic>
#include <cstring>
#include <deque>
#include <limits>
#include <mutex>
#include <optional>

#include "input/csv_fault.hpp"
#include "input/csv_rows.hpp"
#include "input/lanes.hpp"
#include "input/row_cutter.hpp"
#include "input/row_decoder/row_decoder.hpp"
#include "input/trim.hpp"

namespace partnership {
namespace {

constexpr int kAlone = 16;                // pieces read before other threads are worth their start
constexpr std::size_t kMostPlain = 1024;  // rows for the scanner before the decoder is tried again

// The shape of the rows, if the decoder takes them: metadata, then nothing but answers in pairs.
std::optional<RowShape> shape_of(const CsvHeader& header, char delimiter) {
  const std::size_t answers = 2 * header.asked.size();
  if (header.metadata.size() + answers != header.size) return std::nullopt;
  const RowShape shape{delimiter, header.metadata.size(), header.asked.size()};
  for (std::size_t i = 0; i < header.asked.size(); ++i) {
    const std::size_t ideal = shape.metadata + 2 * i;
    if (header.asked[i].field[0] != ideal || header.asked[i].field[1] != ideal + 1) return std::nullopt;
  }
  return RowDecoder::takes(shape) ? std::optional(shape) : std::nullopt;
}

// Cells of a row with too few or too many fields may have slipped into other columns: none of them is taken.
void refuse(Response& response, Fault fault) {
  for (auto& datum : response.metadata) datum.value.clear();
  for (auto& rating : response.ratings)
    if (rating.asked()) rating = Rating(Answer::Blank, Answer::Blank);
  response.faults.push_back(std::move(fault));
}

// One thread's share.
class WideReading {
 public:
  WideReading(const CsvInput& input, Intake& intake)
      : input_(input), intake_(intake), scanner_(input.file, input.scanner.delimiter()), rows_(scanner_, input.header, input.file, intake) {
    const auto& header = input.header;
    if (const auto shape = shape_of(header, input.scanner.delimiter())) decoder_.emplace(*shape);
    response_.instrument = header.instrument;
    response_.file = input.file;
    response_.metadata = rows_.metadata();
    response_.ratings.resize(header.instrument->practices.size());
    for (const auto& asked : header.asked) response_.ratings[asked.practice] = Rating(Answer::Blank, Answer::Blank);
    for (const auto& column : header.metadata) columns_.push_back(column.name);
    lines_.resize(DecodedRows::kMostRows);
    codes_.resize(DecodedRows::kMostRows * response_.ratings.size() + DecodedRows::kMostPractices, ResponseBlock::kNotAsked);
    asks_all_in_order_ = header.asked.size() == response_.ratings.size();
    for (std::size_t i = 0; i < header.asked.size(); ++i) asks_all_in_order_ = asks_all_in_order_ && header.asked[i].practice == i;
    block_.instrument = header.instrument;
    block_.file = input.file;
    block_.columns = columns_;
  }

  // The next piece; false at the end, or where the file ends with a fault.
  bool read(RowCutter& cutter) { return cutter.next(piece_) && read_piece(); }
  // Where the file has turned out unusable: rows behind this line were not read.
  [[nodiscard]] std::uint64_t end_line() const { return reading().fault_line > 0 ? reading().fault_line : line_; }
  [[nodiscard]] const CsvReading& reading() const { return rows_.reading(); }

 private:
  bool read_piece() {
    intake_.begin_file(input_.number, input_.file, piece_.first_line);
    line_ = piece_.first_line;
    undoubled_.clear();
    if (!input_.text.is_checked()) end_at_bad_text(piece_, input_.file, input_.scanner.delimiter());
    read_rows(piece_.text);
    if (piece_.fault && rows_.is_sound() && !intake_.full()) rows_.reject(std::move(*piece_.fault));
    return rows_.is_sound() && !intake_.full();
  }

  void read_rows(std::string_view text) {
    std::size_t plain = 1;  // rows for the scanner, the more the less use the decoder is
    while (!text.empty() && rows_.is_sound() && !intake_.full()) {
      if (decoder_) {
        decoder_->decode(text, decoded_);
        if (decoded_.rows > 0) {
          accept_block();
          text.remove_prefix(decoded_.bytes);
          plain = 1;
          continue;
        }
      }
      const auto rest = text.substr(0, decoder_ ? find_row_end(text, plain) : text.size());
      read_plainly(rest);
      text.remove_prefix(rest.size());
      plain = std::min(2 * plain, kMostPlain);
    }
  }

  void read_plainly(std::string_view text) {
    scanner_.restart(text, line_);
    while (const CsvRecord* const row = rows_.next()) accept_row(*row);
    line_ = scanner_.next_line();
  }

  void accept_row(const CsvRecord& row) {
    response_.position.line = row.line();
    response_.faults.clear();
    if (rows_.is_complete(row)) {
      rows_.read_metadata(row, response_.metadata);
      const auto& instrument = *input_.header.instrument;
      for (const auto& [practice, field] : input_.header.asked) {
        const auto ideal = rows_.answer(row, field[0], Side::Ideal, instrument, practice, response_.faults);
        const auto actual = rows_.answer(row, field[1], Side::Actual, instrument, practice, response_.faults);
        response_.ratings[practice] = Rating(ideal, actual);
      }
      response_.invalid_cells = response_.faults.size();
    } else {
      refuse(response_, field_count_fault(input_.file, row, input_.header.size));
      response_.invalid_cells = 0;
    }
    intake_.accept(response_);
  }

  void accept_block() {
    const auto& asked = input_.header.asked;
    const std::size_t columns = columns_.size(), practices = input_.header.instrument->practices.size();
    std::size_t rows = 0;
    for (std::size_t row = 0; row < decoded_.rows; ++row, ++line_) {
      const auto values = decoded_.metadata_of(row, columns);
      for (auto& value : values) value = trimmed(value);
      if (decoded_.has_doubled(row))
        for (auto& value : values) value = undouble(value);
      const std::uint8_t* const found = decoded_.codes_of(row);
      if (is_empty(values, std::span(found, asked.size()))) continue;
      if (rows < row) std::copy(values.begin(), values.end(), decoded_.metadata_of(rows, columns).begin());
      lines_[rows] = line_;
      auto* const codes = codes_.data() + rows * practices;
      if (asks_all_in_order_) {
        std::memcpy(codes, found, DecodedRows::kMostPractices);  // a whole number of words; what is too much the next row overwrites
      } else {
        for (std::size_t i = 0; i < asked.size(); ++i) codes[asked[i].practice] = found[i];
      }
      ++rows;
    }
    if (rows == 0) return;
    block_.rows = rows;
    block_.values = std::span(decoded_.metadata).first(rows * columns);
    block_.lines = std::span(lines_).first(rows);
    block_.codes = std::span(codes_).first(rows * practices);
    rows_.note_any();
    intake_.accept(block_);
  }

  // Without doubled quotes; good until the next piece.
  std::string_view undouble(std::string_view value) {
    if (value.find('"') == std::string_view::npos) return value;
    auto& single = undoubled_.emplace_back(value);
    for (auto at = single.find('"'); at != std::string::npos; at = single.find('"', at + 1)) single.erase(at, 1);
    return single;
  }

  // A row of delimiters only is no response.
  static bool is_empty(std::span<const std::string_view> values, std::span<const std::uint8_t> codes) {
    return std::all_of(values.begin(), values.end(), [](std::string_view value) { return value.empty(); }) &&
           std::all_of(codes.begin(), codes.end(), [](std::uint8_t code) { return code == kBothBlank; });
  }

  static constexpr std::uint8_t kBothBlank = Rating(Answer::Blank, Answer::Blank).joint_index();

  const CsvInput& input_;
  Intake& intake_;
  CsvScanner scanner_;  // of one row or some at a time
  CsvRows rows_;
  std::optional<RowDecoder> decoder_;
  TextPiece piece_;
  DecodedRows decoded_;
  std::uint64_t line_ = 1;
  Response response_;  // read plainly
  ResponseBlock block_;
  std::vector<std::string> columns_;
  std::deque<std::string> undoubled_;     // values of the piece that differ from its text
  std::vector<std::uint64_t> lines_;      // and the rest of a block: room for the most rows
  std::vector<std::uint8_t> codes_;       // those of practices not asked never change
  bool asks_all_in_order_ = true;
};

// What the threads share.
class WideFile {
 public:
  explicit WideFile(const CsvInput& input)
      : input_(input), cutter_(input.text, input.scanner.rest(), input.scanner.next_line(), input.scanner.is_after_return()) {}

  CsvReading read() {
    const unsigned threads = reading_threads(input_.options);
    WideReading first(input_, input_.intake);
    for (int i = 0; i < kAlone && !over_; ++i) read_piece(first);
    if (!over_ && threads > 1)
      run_lanes(threads, input_.intake, [&](Intake& intake) {
        if (&intake == &input_.intake) return read_all(first);
        WideReading other(input_, intake);
        read_all(other);
        add(other.reading());
      });
    else
      read_all(first);
    add(first.reading());
    if (end_ != kNoEnd) input_.intake.end_file_at(input_.number, end_);
    return sum_;
  }

 private:
  void read_all(WideReading& reading) {
    while (!over_) read_piece(reading);
  }

  void read_piece(WideReading& reading) {
    if (reading.read(cutter_)) return;
    over_ = true;
    cutter_.stop();
    const std::lock_guard lock(mutex_);
    if (!reading.reading().sound) end_ = std::min(end_, reading.end_line());
  }

  void add(const CsvReading& reading) {
    const std::lock_guard lock(mutex_);
    sum_.any = sum_.any || reading.any;
    sum_.sound = sum_.sound && reading.sound;
    sum_.r_missing += reading.r_missing;
  }

  static constexpr std::uint64_t kNoEnd = std::numeric_limits<std::uint64_t>::max();

  const CsvInput& input_;
  RowCutter cutter_;
  std::atomic<bool> over_ = false;
  std::mutex mutex_;
  std::uint64_t end_ = kNoEnd;  // the line at which the file ends with a fault
  CsvReading sum_;
};

}  // namespace

CsvReading read_csv_wide(const CsvInput& input) { return WideFile(input).read(); }

}  // namespace partnership
