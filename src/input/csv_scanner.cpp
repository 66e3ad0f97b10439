#include "input/csv_scanner.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace partnership {

Position CsvRecord::position_at(std::size_t offset) const {
  if (offset < known_offset_ || known_offset_ == 0) {
    known_offset_ = 0;
    known_ = TextPosition(line_);
  }
  known_.pass(raw_.substr(known_offset_, offset - known_offset_));
  known_offset_ = offset;
  return known_.position();
}

std::string CsvRecord::excerpt_at(std::size_t offset) const {
  // No further than an excerpt may be long: a header of a megabyte can have a thousand faults.
  const auto window = raw_.substr(offset - std::min(offset, kLongestExcerpt + 1), 2 * (kLongestExcerpt + 1));
  const auto at = std::min(offset, kLongestExcerpt + 1);
  const auto before = at == 0 ? std::string_view::npos : window.find_last_of("\r\n", at - 1);
  const auto begin = before == std::string_view::npos ? 0 : before + 1;
  const auto line = window.substr(begin, window.find_first_of("\r\n", at) - begin);
  return line.size() <= kLongestExcerpt ? std::string(line) : std::string();
}

CsvScanner::CsvScanner(TextStream& text, std::string file, char delimiter) : CsvScanner(std::move(file), delimiter) { text_ = &text; }

CsvScanner::CsvScanner(std::string file, char delimiter) : text_(nullptr), file_(std::move(file)), delimiter_(delimiter) {
  for (const char c : {delimiter, '"', '\r', '\n'}) special_[static_cast<unsigned char>(c)] = true;
}

void CsvScanner::restart(std::string_view text, std::uint64_t line) {
  read_ = text;
  at_ = 0;
  after_return_ = false;
  next_line_ = line;
}

Result<const CsvRecord*> CsvScanner::next() {
  begin_record();
  for (;;) {
    switch (scan()) {
      case Outcome::RecordEnd: {
        const bool is_return = read_[at_] == '\r';
        const bool is_blank = record_.fields_.size() == 1 && at_ == start_;
        finish_record(at_++);
        after_return_ = is_return;
        if (!is_blank) return &record_;
        begin_record();
        break;
      }
      case Outcome::StrayQuote:
        return tl::unexpected(stray_quote());
      case Outcome::TooLarge:
        return tl::unexpected(too_large());
      case Outcome::NeedMore: {
        if (is_field_too_large(at_)) return tl::unexpected(too_large());
        const auto more = refill();
        if (!more) return tl::unexpected(more.error());
        if (!*more) return finish_text();
      }
    }
  }
}

// Once for every cell of a file, hence short and inline; what only quoted fields need is apart.
inline bool CsvScanner::end_field(std::size_t at) {
  const std::size_t end = at - start_, size = end - field_start_;
  if (size > kLargestField || end > kLargestRecord || record_.fields_.size() == kMostFields) return false;
  const auto start = static_cast<std::uint32_t>(field_start_);
  auto& field = record_.fields_.emplace_back(CsvRecord::Field{start, start, static_cast<std::uint32_t>(size), false});
  if (state_ == State::QuoteInQuoted) unquote(field);
  field_start_ = end + 1;
  state_ = State::FieldStart;
  return true;
}

void CsvScanner::unquote(CsvRecord::Field& field) {
  field.begin += 1;
  field.size -= 2;
  if (!std::exchange(has_doubled_, false)) return;
  const auto text = read_.substr(start_ + field.begin, field.size);
  field.begin = static_cast<std::uint32_t>(record_.unescaped_.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    record_.unescaped_ += text[i];
    if (text[i] == '"') ++i;  // the second of the two
  }
  field.size = static_cast<std::uint32_t>(record_.unescaped_.size()) - field.begin;
  field.unescaped = true;
}

// Looks at the bytes from at_ on. Stops on the byte that decides, or behind the last one; everything it needs to go on
// there with the next piece of text is in the members.
CsvScanner::Outcome CsvScanner::scan() {
  const char* const bytes = read_.data();
  const std::size_t size = read_.size();
  for (; at_ < size; ++at_) {
    const char c = bytes[at_];
    switch (state_) {
      case State::RecordStart:
        state_ = State::FieldStart;
        if (std::exchange(after_return_, false) && c == '\n') {
          start_ = at_ + 1;
          break;
        }
        [[fallthrough]];
      case State::FieldStart:
        state_ = c == '"' ? State::Quoted : State::Unquoted;
        if (c == '"') break;
        [[fallthrough]];
      case State::Unquoted:
        while (!special_[static_cast<unsigned char>(bytes[at_])])
          if (++at_ == size) return Outcome::NeedMore;
        if (bytes[at_] == '"') return is_field_too_large(at_) ? Outcome::TooLarge : Outcome::StrayQuote;
        if (!end_field(at_)) return Outcome::TooLarge;
        if (bytes[at_] != delimiter_) return Outcome::RecordEnd;
        break;
      case State::Quoted: {
        has_quoted_ = true;
        const auto* const quote = static_cast<const char*>(std::memchr(bytes + at_, '"', size - at_));
        at_ = quote == nullptr ? size : static_cast<std::size_t>(quote - bytes);
        if (quote == nullptr) return Outcome::NeedMore;
        state_ = State::QuoteInQuoted;
        break;
      }
      case State::QuoteInQuoted:
        if (c == '"') {
          has_doubled_ = true;
          state_ = State::Quoted;
          break;
        }
        if (c != delimiter_ && c != '\n' && c != '\r') return is_field_too_large(at_) ? Outcome::TooLarge : Outcome::StrayQuote;
        if (!end_field(at_)) return Outcome::TooLarge;
        if (c != delimiter_) return Outcome::RecordEnd;
        break;
    }
  }
  return Outcome::NeedMore;
}

Result<bool> CsvScanner::refill() {
  if (text_ == nullptr) return false;
  const auto piece = text_->next();
  if (!piece) return tl::unexpected(piece.error());
  if (piece->empty()) return false;
  buffer_.erase(0, start_);
  at_ -= start_;
  start_ = 0;
  buffer_.append(*piece);
  read_ = buffer_;
  return true;
}

// The last line may lack its end.
Result<const CsvRecord*> CsvScanner::finish_text() {
  if (state_ == State::Quoted)
    return tl::unexpected(fault_at(FaultKind::UnclosedQuote, field_start_, "the quote opened here is never closed",
                                   "close it, or remove it; a quote inside quotes is written twice"));
  if (at_ == start_) return nullptr;
  if (!end_field(at_)) return tl::unexpected(too_large());
  finish_record(at_);
  return &record_;
}

void CsvScanner::begin_record() {
  start_ = at_;
  field_start_ = 0;
  state_ = State::RecordStart;
  has_quoted_ = false;
  record_.fields_.clear();
  record_.unescaped_.clear();
  record_.line_ = next_line_;
  record_.known_offset_ = 0;
}

void CsvScanner::finish_record(std::size_t end) {
  record_.raw_ = read_.substr(start_, end - start_);
  if (has_quoted_) next_line_ = record_.end_position().line;
  ++next_line_;
}

Fault CsvScanner::stray_quote() {
  const bool after_closing = state_ == State::QuoteInQuoted;
  const std::size_t offset = at_ - start_;
  // The excerpt wants the whole line. A failure to read on does not matter: the file is over.
  while (read_.find_first_of("\r\n", at_) == std::string_view::npos && read_.size() - start_ <= kLongestExcerpt) {
    const auto more = refill();
    if (!more || !*more) break;
  }
  return after_closing ? fault_at(FaultKind::StrayQuote, offset, "there is text after the closing quote of a field",
                                  "a quote inside quotes is written twice")
                       : fault_at(FaultKind::StrayQuote, offset, "there is a quote inside a field that does not begin with one",
                                  "put the whole field in quotes and write the quote inside twice");
}

Fault CsvScanner::too_large() const {
  if (record_.fields_.size() == kMostFields)
    return fault_at(FaultKind::TooLarge, field_start_, "there are more than 100,000 fields on this line", "");
  if (!is_field_too_large(at_)) return fault_at(FaultKind::TooLarge, 0, "this row is larger than 64 MiB", "");
  const bool quoted = read_[start_ + field_start_] == '"';
  return fault_at(FaultKind::TooLarge, field_start_, "this field is larger than 1 MiB",
                  quoted ? "is the quote that opens it ever closed?" : "");
}

Fault CsvScanner::fault_at(FaultKind kind, std::size_t offset, std::string message, std::string hint) const {
  CsvRecord record;
  record.raw_ = read_.substr(start_);
  record.line_ = record_.line_;
  Fault fault;
  fault.kind = kind;
  fault.file = file_;
  fault.position = record.position_at(offset);
  fault.message = std::move(message);
  fault.hint = std::move(hint);
  fault.excerpt = record.excerpt_at(offset);
  return fault;
}

}  // namespace partnership
