// Rows of the wide layout, decoded many bytes at a time with vector instructions. This room knows one kind of row, the kind
// that large files consist of: some fields of metadata, then nothing but signs. Whatever it is not sure of it leaves to the
// plain reader (csv_scanner.hpp), which owns the rules and the messages: the decoder never takes a row that the plain reader
// would refuse or read otherwise. README.md in this folder explains the method with a drawn example.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace partnership {

struct RowShape {
  char delimiter = ',';
  std::size_t metadata = 0;   // fields before the ratings
  std::size_t practices = 0;  // two fields each, ideal then actual; the last of them ends the row
};

// Up to kMostRows consecutive rows.
struct DecodedRows {
  static constexpr std::size_t kMostRows = 64;
  static constexpr std::size_t kMostPractices = 64;  // also the bytes from one row of `codes` to the next
  static constexpr std::size_t kMostMetadata = 32;
  std::size_t rows = 0;
  std::size_t bytes = 0;     // of those rows with their line ends, all from the start of the text
  std::uint64_t doubled = 0;  // a bit for each row, the first one lowest: some of its quoted metadata hold doubled quotes
  alignas(64) std::array<std::uint8_t, kMostRows * kMostPractices> codes{};  // Rating::joint_index(), practices in the order of the columns
  std::array<std::string_view, kMostRows * kMostMetadata> metadata;        // row by row: as in the text but without quotes around

  [[nodiscard]] const std::uint8_t* codes_of(std::size_t row) const { return codes.data() + row * kMostPractices; }
  // `fields`: RowShape::metadata.
  [[nodiscard]] std::span<std::string_view> metadata_of(std::size_t row, std::size_t fields) { return std::span(metadata).subspan(row * fields, fields); }
  [[nodiscard]] bool has_doubled(std::size_t row) const { return (doubled >> row & 1U) != 0; }
};

class RowDecoder {
 public:
  static constexpr std::size_t kPadding = 256;  // bytes behind a text that must be readable; what they are does not matter

  // False: rows of this shape are for the plain reader.
  [[nodiscard]] static bool takes(const RowShape& shape);
  explicit RowDecoder(const RowShape& shape);

  // Decodes rows from the start of `text` on, which must be the start of a row, valid UTF-8 and without NUL. Stops after
  // kMostRows rows, at the end of the text, and before the first row that is not of the known kind:
  //   metadata + 2 x practices fields; the row ends in LF or CRLF, and no other line end is in it;
  //   metadata: without quotes, or in quotes with no line end and no quotes but doubled ones inside, which are left doubled;
  //   surrounding spaces are kept;
  //   ratings: 1-4 (ideal), a-d or A-D (actual), N/A or empty, each bare or in quotes, without spaces.
  // Zero rows: the first one is not of this kind.
  void decode(std::string_view text, DecodedRows& into) const;

 private:
  RowShape shape_;
};

// What cutting a text into pieces needs to know of a stretch of it.
struct TextCounts {
  std::uint64_t quotes = 0;
  std::uint64_t line_feeds = 0;
  std::uint64_t lone_returns = 0;  // CR without LF behind it; one at the very end counts
};
[[nodiscard]] TextCounts count_text(std::string_view text);
// Where the first byte stands that is NUL or not ASCII; the size of the text if there is none.
[[nodiscard]] std::size_t find_unusual_byte(std::string_view text);

}  // namespace partnership
