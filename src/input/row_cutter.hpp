// Cuts the rows of a CSV text into pieces that can be read apart, by several threads. Exact: a line end is that of a row if
// the quotes before it are even in number. Where this is wrong there is a stray quote before, and a stray quote ends the
// file; a piece may then grow to the size of the largest row before the scanner sees it. Every piece knows its first line, so that messages have their place.
#pragma once
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "input/raw_buffer.hpp"
#include "input/text_source.hpp"
#include "partnership/fault.hpp"

namespace partnership {

struct TextPiece {
  std::string_view text;         // whole rows; behind it RowDecoder::kPadding bytes are readable
  std::uint64_t first_line = 1;
  std::optional<Fault> fault;    // with which the text ends behind these rows
  RawBuffer buffer;
};

// For text that is not checked yet: if it holds a byte that no text may hold, the piece ends behind the last row before it.
void end_at_bad_text(TextPiece& piece, const std::string& file, char delimiter);

class RowCutter {
 public:
  static constexpr std::size_t kPieceSize = std::size_t{256} << 10U;  // fits the second cache; rows may be longer

  // `start`: what has been read already, the start of a row on `first_line`, and whether a LF that comes first belongs to
  // the line end before.
  RowCutter(TextStream& text, std::string_view start, std::uint64_t first_line, bool skip_line_feed, std::size_t piece_size = kPieceSize);

  // The next rows into `piece`, which may be used again. False at the end. May be called by several threads at once.
  [[nodiscard]] bool next(TextPiece& piece);
  void stop();  // next() finds nothing any more

 private:
  [[nodiscard]] bool fill(TextPiece& piece, std::size_t& size);
  void skip_line_feed(RawBuffer& buffer, std::size_t& size);

  std::mutex mutex_;
  TextStream& text_;
  std::string carried_;  // the start of the next row
  std::uint64_t line_;
  bool skip_line_feed_;
  std::size_t piece_size_;
  std::optional<Fault> fault_;
  bool ended_ = false;
};

// How many bytes of `text` the first `rows` rows take; all, if there are no more. The text starts with a row. Rows that end in
// CR alone count as one with those behind them, up to the next LF.
[[nodiscard]] std::size_t find_row_end(std::string_view text, std::size_t rows);

}  // namespace partnership
