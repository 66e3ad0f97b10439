// What the header of a CSV file says: which layout it has (wide, long or counts), which column holds what, and for the
// wide layout which instrument is answered. Nothing is guessed: a name that looks like a practice, an answer or a known
// column and is none is a fault, everything else is metadata.
#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "input/csv_scanner.hpp"
#include "partnership/fault.hpp"
#include "partnership/instrument.hpp"

namespace partnership {

enum class CsvLayout : std::uint8_t {
  Wide,   // one row per response: <code>_ideal, <code>_actual, ...
  Long,   // one row per response and practice: practice (or item), ideal, actual
  Counts  // one row per pair of answers to a practice: practice (or item), ideal, actual, count
};

struct CsvColumn {
  std::size_t field;
  std::string name;
};

struct CsvHeader {
  struct Asked {  // a practice of the wide layout
    std::size_t practice;
    std::size_t field[2];  // by Side
  };

  CsvLayout layout = CsvLayout::Wide;
  std::size_t size = 0;            // fields
  InstrumentPtr instrument;        // Wide
  std::vector<Asked> asked;        // Wide, in the order of the file
  std::size_t practice = 0;        // Long, Counts: fields
  std::size_t answer[2] = {0, 0};  // Long, Counts: fields by Side
  std::size_t count = 0;           // Counts: field
  std::vector<CsvColumn> metadata;
  std::vector<std::size_t> nameless;  // fields that must stay empty
};

// All faults of the header, in the order of the file; never empty.
using CsvHeaderFaults = std::vector<Fault>;

[[nodiscard]] tl::expected<CsvHeader, CsvHeaderFaults> parse_csv_header(const CsvRecord& record, const std::string& file,
                                                                        std::span<const InstrumentPtr> instruments);

// Which of , ; tab | separates the fields of a file that starts with `text`: the one that yields the most columns with a
// meaning, then the most columns. `known` is the number of columns with a meaning.
struct CsvDelimiter {
  char character = ',';
  std::size_t known = 0;
  std::size_t fields = 0;
};
[[nodiscard]] CsvDelimiter find_delimiter(std::string_view text, std::span<const InstrumentPtr> instruments);

}  // namespace partnership
