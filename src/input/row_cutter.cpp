#include "input/row_cutter.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "input/csv_scanner.hpp"
#include "input/row_decoder/row_decoder.hpp"

namespace partnership {
namespace {

std::uint64_t line_ends(const TextCounts& counts) { return counts.line_feeds + counts.lone_returns; }

// Up to the last of these line ends that quotes do not enclose; `quotes` are those of the whole text. 0 for none.
std::size_t find_last_row_end(std::string_view text, std::uint64_t quotes, char line_end) {
  std::size_t end = text.size();
  for (auto at = text.rfind(line_end); at != std::string_view::npos; at = at == 0 ? std::string_view::npos : text.rfind(line_end, at - 1)) {
    quotes -= static_cast<std::uint64_t>(std::count(text.begin() + static_cast<std::ptrdiff_t>(at), text.begin() + static_cast<std::ptrdiff_t>(end), '"'));
    end = at;
    // A CR at the very end may be half a line end.
    if (quotes % 2 == 0 && (line_end == '\n' || at + 1 < text.size())) return at + 1;
  }
  return 0;
}

std::size_t find_last_row_end(std::string_view text, std::uint64_t quotes) {
  const auto end = find_last_row_end(text, quotes, '\n');
  return end > 0 ? end : find_last_row_end(text, quotes, '\r');  // rows that end in CR may hold LF in quotes
}

}  // namespace

std::size_t find_row_end(std::string_view text, std::size_t rows) {
  std::size_t end = 0;
  for (std::uint64_t quotes = 0; rows > 0;) {
    const auto at = text.find('\n', end);
    if (at == std::string_view::npos) return text.size();
    quotes += static_cast<std::uint64_t>(std::count(text.begin() + static_cast<std::ptrdiff_t>(end), text.begin() + static_cast<std::ptrdiff_t>(at), '"'));
    end = at + 1;
    if (quotes % 2 == 0) --rows;
  }
  return end;
}

void end_at_bad_text(TextPiece& piece, const std::string& file, char delimiter) {
  auto bad = find_bad_text(piece.text, file, piece.first_line);
  if (!bad) return;
  const auto good = piece.text.substr(0, bad->offset);
  CsvScanner scanner(file, delimiter);
  scanner.restart(good, piece.first_line);
  for (std::size_t end = 0;;) {
    piece.text = good.substr(0, end);
    const auto row = scanner.next();
    // With any other fault the file ends before it comes to the bad byte.
    if (!row && row.error().kind != FaultKind::UnclosedQuote) piece.text = good;
    if (!row || *row == nullptr) break;
    end = good.size() - scanner.rest().size();
    if (good[end - 1] != '\n' && good[end - 1] != '\r') break;
  }
  piece.fault = std::move(bad->fault);
}

RowCutter::RowCutter(TextStream& text, std::string_view start, std::uint64_t first_line, bool skip_line_feed, std::size_t piece_size)
    : text_(text), carried_(start), line_(first_line), skip_line_feed_(skip_line_feed), piece_size_(piece_size) {}

bool RowCutter::next(TextPiece& piece) {
  const std::lock_guard lock(mutex_);
  piece.text = {};
  piece.fault.reset();
  if (ended_) return false;
  std::size_t size = carried_.size(), end = 0;
  TextCounts counts;
  piece.buffer.reserve(std::max(piece_size_, size) + RowDecoder::kPadding);
  if (size > 0) {
    std::memcpy(piece.buffer.data(), carried_.data(), size);
    skip_line_feed(piece.buffer, size);
  }
  while (end == 0 && !ended_) {
    const bool more = fill(piece, size);
    const std::string_view all(piece.buffer.data(), size);
    counts = count_text(all);
    // Without any more text, the last row may lack its end; a row beyond all limits is for the scanner to refuse.
    ended_ = !more;
    end = ended_ && !fault_ ? size : find_last_row_end(all, counts.quotes);
    if (end == 0 && size > kLargestRecord) end = size;
    if (end == 0 && !ended_) piece.buffer.reserve(piece.buffer.size() * 2, size);
  }
  piece.text = std::string_view(piece.buffer.data(), end);
  piece.first_line = line_;
  carried_.assign(piece.buffer.data() + end, size - end);
  std::memset(piece.buffer.data() + end, 0, RowDecoder::kPadding);  // nothing depends on it, but checkers of memory cannot know
  line_ += line_ends(counts) - line_ends(count_text(carried_));
  if (ended_) piece.fault = fault_;
  return end > 0 || piece.fault;
}

// Reads until the buffer is full. False at the end of the text, or with fault_.
bool RowCutter::fill(TextPiece& piece, std::size_t& size) {
  const std::size_t room = piece.buffer.size() - RowDecoder::kPadding;
  while (size < room) {
    const auto count = text_.read(piece.buffer.part(size, room - size));
    if (!count) fault_ = count.error();
    if (!count || *count == 0) return false;
    size += *count;
    skip_line_feed(piece.buffer, size);
  }
  return true;
}

void RowCutter::skip_line_feed(RawBuffer& buffer, std::size_t& size) {
  if (!skip_line_feed_) return;
  skip_line_feed_ = false;
  if (*buffer.data() != '\n') return;
  std::memmove(buffer.data(), buffer.data() + 1, --size);
}

void RowCutter::stop() {
  const std::lock_guard lock(mutex_);
  ended_ = true;
}

}  // namespace partnership
