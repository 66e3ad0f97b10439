// Rows of the long layout that repeat the row before them. In a long file most rows differ from the one before in their
// practice and its two answers only:
//
//     R1,Harbour,coach,E1P1,4,b
//     R1,Harbour,coach,E1P2,3,N/A
//     ^^^^^^^^^^^^^^^^^ the same bytes: the same respondent, role and so on
//
// So a row is compared with the last one that the plain reader (csv_scanner.hpp) has read, and the practice with the one
// that is likely to follow: no fields, no names, no look-up. Whatever this room is not sure of it leaves to the plain
// reader, which owns the rules and the messages: it never takes a row that the plain reader would refuse or read otherwise.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "input/csv_header.hpp"
#include "input/csv_rows.hpp"
#include "input/csv_scanner.hpp"
#include "partnership/instrument.hpp"

namespace partnership {

class RepeatedRows {
 public:
  // False: practice, ideal and actual do not stand side by side.
  [[nodiscard]] static bool takes(const CsvHeader& header);
  RepeatedRows(const CsvHeader& header, char delimiter, const CsvRows::Signs& signs);

  // What comes next is compared with this row, complete and read plainly. Always the same instrument.
  void follow(const CsvRecord& row, const Instrument& instrument, std::size_t practice);

  struct Taken {
    std::size_t rows = 0;   // each a line
    std::size_t bytes = 0;  // of those rows with their line ends, all from the start of the text
  };
  // Takes rows of valid text from its start on, the start of a row, up to the first that does not repeat the one followed,
  // or rates a practice that has been rated, or is not quite plain: practice and answers bare or in quotes, without
  // spaces, the row ending in LF or CRLF. `codes`, by practice: of the response of the row followed, kNotAsked where it has
  // none yet. Behind the text RowDecoder::kPadding bytes must be readable.
  [[nodiscard]] Taken take(std::string_view text, std::uint8_t* codes);

 private:
  struct Code {                         // of a practice
    std::uint64_t start = 0, mask = 0;  // its first eight bytes, and which of them are its own
    std::string_view text;
    std::size_t next = 0;  // the practice that came behind this one, or is likely to
  };
  struct Repeated {  // a part of all the rows, in words of eight bytes
    std::size_t size = 0;
    std::vector<std::uint64_t> words;  // one more than whole ones; the last one ends in zeros
    std::uint64_t last_mask = 0;       // which of its bytes count
    void set(std::string_view text);
    [[nodiscard]] bool is_at(const char* at, const char* end) const;
  };
  [[nodiscard]] const char* take_row(const char* at, const char* end, std::uint8_t* codes);
  [[nodiscard]] const char* take_practice(const char* at, const char* end);
  [[nodiscard]] bool is_code(const Code& code, const char* at, const char* end) const;
  [[nodiscard]] bool find_practice(const char* at, const char* end);
  [[nodiscard]] const char* take_answer(const char* at, Side side, unsigned& answer) const;

  std::array<std::uint8_t, 256> ends_{};  // 1: ends a bare cell, or is a quote
  CsvRows::Signs signs_;
  std::size_t first_, last_;  // fields: practice and actual
  char delimiter_;
  const Instrument* instrument_ = nullptr;
  std::vector<Code> codes_;
  std::size_t practice_ = 0;  // of the row before
  bool following_ = false;
  Repeated before_, behind_;  // the practice and the answers, with delimiters
};

}  // namespace partnership
