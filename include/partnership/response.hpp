// A response: one respondent's answers to one instrument in one wave, with what the file says of the respondent.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "partnership/fault.hpp"
#include "partnership/instrument.hpp"

namespace partnership {

// Columns with a meaning of their own. `respondent`, `partnership` and `wave` may be absent: answers are often anonymous.
inline constexpr std::string_view kKnownColumns[] = {"respondent", "partnership", "organisation", "role", "wave"};

struct Metadatum {
  std::string column;  // "role", or any other column of the file
  std::string value;   // as it came, without surrounding spaces
};

struct Response {
  InstrumentPtr instrument;
  std::vector<Metadatum> metadata;  // in file order, without practices; a column may be there with an empty value
  std::vector<Rating> ratings;      // one per practice of the instrument
  std::uint64_t invalid_cells = 0;  // answers that could not be read and stand as blank in `ratings`
  std::vector<Fault> faults;        // of this response and its cells, in file order
  std::string file;
  Position position;                // where the response starts

  // The value of a column, "" where the file has none.
  [[nodiscard]] std::string_view value_of(std::string_view column) const {
    for (const auto& datum : metadata)
      if (datum.column == column) return datum.value;
    return {};
  }
};

// Consecutive responses of one file side by side, all without faults: how large files arrive. Everything lives with the
// reader until the block has been accepted.
struct ResponseBlock {
  static constexpr std::uint8_t kNotAsked = kAnswerStates * kAnswerStates;  // in `codes`, beside Rating::joint_index()

  InstrumentPtr instrument;
  std::string_view file;
  std::span<const std::string> columns;      // of metadata, in file order
  std::size_t rows = 0;
  std::span<const std::string_view> values;  // rows x columns, without surrounding spaces
  std::span<const std::uint8_t> codes;       // rows x practices of the instrument
  std::span<const std::uint64_t> lines;      // by row

  // Row `row` as a response of its own, into `response`.
  void copy(std::size_t row, Response& response) const;
};

// One row of a published table: so many respondents gave this pair of answers to this practice.
struct CountedRating {
  InstrumentPtr instrument;
  std::vector<Metadatum> metadata;
  std::size_t practice = 0;
  Rating rating;
  std::uint64_t count = 0;
  std::string file;
  Position position;
};

}  // namespace partnership
