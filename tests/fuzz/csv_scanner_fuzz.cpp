// Delimited text; the first byte is the delimiter. However the text is cut into pieces, the records are the same, with the same
// places and the same fault at the end. Fields follow each other in their order.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "fuzz/reading.hpp"
#include "input/csv_scanner.hpp"
#include "unit/input/pieces.hpp"

namespace {

using namespace partnership;

void expect_whole(const CsvRecord& record) {
  const auto last = record.size() - 1;
  fuzz::expect(record.before(0).empty() && record.behind(last).empty(), "a record begins with its first field and ends with its last");
  for (std::size_t i = 0; i < last; ++i)
    fuzz::expect(record.before(i).size() < record.before(i + 1).size() && record.behind(i).size() > record.behind(i + 1).size(),
                 "a field stands behind the one before it");
}

// Everything that a reader can ask of the records, as one text to compare.
std::string records_of(std::string_view text, std::size_t piece, char delimiter) {
  Pieces pieces(text, piece);
  CsvScanner scanner(pieces, "fuzz.csv", delimiter);
  std::string told;
  std::uint64_t line = 0;
  for (;;) {
    const auto next = scanner.next();
    if (!next) return told + format_error(next.error());
    if (*next == nullptr) return told;
    const CsvRecord& record = **next;
    fuzz::expect(record.size() != 0 && record.line() > line, "a record has fields and begins on a line of its own");
    line = record.line();
    expect_whole(record);
    for (std::size_t i = 0; i < record.size(); ++i) {
      const auto [row, column] = record.position(i);
      told += std::to_string(row) + ':' + std::to_string(column) + ' ' + std::string(record.text(i)) + '\x1F';
    }
    const auto [row, column] = record.end_position();
    told += std::to_string(row) + ':' + std::to_string(column) + ' ' + record.excerpt(0) + '\x1F' + record.end_excerpt() + '\x1E';
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const char delimiter = ",;\t|"[data[0] % 4];
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::string whole = records_of(text, text.size() + 1, delimiter);
  for (const std::size_t piece : {1U, 2U, 3U, 7U, 16U, 61U})
    if (piece <= text.size()) fuzz::expect_equal("pieces of any size give the same records", records_of(text, piece, delimiter), whole);
  return 0;
}
