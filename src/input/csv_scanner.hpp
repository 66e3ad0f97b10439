// Records of delimited text, after RFC 4180: fields in quotes may hold delimiters, line ends and doubled quotes; lines end
// in LF, CRLF or CR, in any mixture; blank lines are no records. Stricter than most readers: a quote where none can be is
// a fault that ends the file, since what follows it cannot be read with certainty. Knows nothing of what fields mean.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "input/text_position.hpp"
#include "input/text_source.hpp"
#include "instrument/limits.hpp"
#include "partnership/fault.hpp"

namespace partnership {

// One record, by views into the scanner: good until the next one is read.
class CsvRecord {
 public:
  [[nodiscard]] std::size_t size() const { return fields_.size(); }
  // What the field says: without its quotes, doubled quotes undone.
  [[nodiscard]] std::string_view text(std::size_t field) const {
    const auto& found = fields_[field];
    return (found.unescaped ? std::string_view(unescaped_) : raw_).substr(found.begin, found.size);
  }
  // As they came: what stands before the field, and what stands behind it, its delimiter included.
  [[nodiscard]] std::string_view before(std::size_t field) const { return raw_.substr(0, fields_[field].start); }
  [[nodiscard]] std::string_view behind(std::size_t field) const {
    return field + 1 == fields_.size() ? std::string_view() : raw_.substr(fields_[field + 1].start - 1);
  }
  [[nodiscard]] std::uint64_t line() const { return line_; }  // of the first field
  // Places are worked out when asked for, which is for faults only.
  [[nodiscard]] Position position(std::size_t field) const { return position_at(fields_[field].start); }
  [[nodiscard]] Position end_position() const { return position_at(raw_.size()); }
  // The physical line on which the field starts, as it came; empty if longer than kLongestExcerpt.
  [[nodiscard]] std::string excerpt(std::size_t field) const { return excerpt_at(fields_[field].start); }
  [[nodiscard]] std::string end_excerpt() const { return excerpt_at(raw_.size()); }

 private:
  friend class CsvScanner;
  struct Field {
    std::uint32_t start = 0;  // in raw_, opening quote included
    std::uint32_t begin = 0;  // of the text, in raw_ or unescaped_
    std::uint32_t size = 0;
    bool unescaped = false;
  };
  [[nodiscard]] Position position_at(std::size_t offset) const;
  [[nodiscard]] std::string excerpt_at(std::size_t offset) const;

  std::string_view raw_;  // as it came, without the line end
  std::vector<Field> fields_;
  std::string unescaped_;
  std::uint64_t line_ = 1;
  mutable std::size_t known_offset_ = 0;  // the place last asked for, because they are mostly asked for in rising order
  mutable TextPosition known_;
};

class CsvScanner {
 public:
  CsvScanner(TextStream& text, std::string file, char delimiter);
  // Without a stream: restart() gives the text.
  CsvScanner(std::string file, char delimiter);
  // A text of its own from here on, all of it, beginning with a record on this line. It is not copied.
  void restart(std::string_view text, std::uint64_t line);

  // The next record, nullptr at the end. Fails with UnclosedQuote, StrayQuote, TooLarge or what the text fails with; then
  // the file is over.
  [[nodiscard]] Result<const CsvRecord*> next();
  // What has been read behind the last record, and whether a LF right there belongs to its line end.
  [[nodiscard]] std::string_view rest() const { return read_.substr(at_); }
  [[nodiscard]] bool is_after_return() const { return after_return_; }
  [[nodiscard]] char delimiter() const { return delimiter_; }
  [[nodiscard]] std::uint64_t next_line() const { return next_line_; }  // on which that begins

 private:
  enum class State : std::uint8_t { RecordStart, FieldStart, Unquoted, Quoted, QuoteInQuoted };
  enum class Outcome : std::uint8_t { NeedMore, RecordEnd, StrayQuote, TooLarge };

  [[nodiscard]] Outcome scan();
  [[nodiscard]] bool end_field(std::size_t at);  // false: too large
  void unquote(CsvRecord::Field& field);
  [[nodiscard]] bool is_field_too_large(std::size_t at) const { return at - start_ - field_start_ > kLargestField; }
  [[nodiscard]] Result<bool> refill();  // false at the end of the text
  [[nodiscard]] Result<const CsvRecord*> finish_text();
  void begin_record();
  void finish_record(std::size_t end);
  [[nodiscard]] Fault stray_quote();
  [[nodiscard]] Fault too_large() const;
  [[nodiscard]] Fault fault_at(FaultKind kind, std::size_t offset, std::string message, std::string hint) const;

  TextStream* text_;  // nullptr: the text is all there
  std::string file_;
  std::array<bool, 256> special_{};  // bytes that may end an unquoted field
  char delimiter_;
  std::string buffer_;           // from the current record on, as far as read
  std::string_view read_;        // the same, or the text that restart() gave
  std::size_t start_ = 0;        // of the record, in read_
  std::size_t at_ = 0;           // next byte to look at, in read_
  std::size_t field_start_ = 0;  // counted from start_
  State state_ = State::RecordStart;
  bool after_return_ = false;  // the last record ended in CR: a LF that follows belongs to its line end
  bool has_quoted_ = false;    // the record may span lines
  bool has_doubled_ = false;   // the field has doubled quotes
  std::uint64_t next_line_ = 1;
  CsvRecord record_;
};

}  // namespace partnership
