// Saved tallies: the text file that `partnership-tally` writes and every tool reads as one more input layout. Since
// tallies add, files made of parts of the responses say together what one run over all of them says. The format is
// described in the README; here is what a file holds, as values.
#pragma once
#include <array>
#include <compare>
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "partnership/fault.hpp"
#include "partnership/instrument.hpp"
#include "partnership/tally.hpp"

namespace partnership {

inline constexpr int kTallyVersion = 2;  // of the format; another one is refused

// An input of responses, and the rules under which it was read.
struct TallySource {
  std::string name;
  std::uint64_t bytes = 0;
  std::string xxh3_128;
  std::string on_error;            // "stop", "skip", "blank"
  std::vector<std::string> where;  // COLUMN=VALUE
  auto operator<=>(const TallySource&) const = default;
};

struct TallyHeader {
  std::vector<TallySource> sources;        // in ascending order
  std::vector<InstrumentPtr> instruments;
  std::vector<std::string> columns;        // of metadata that the responses had, sorted
  std::vector<std::string> kept;           // those by which the groups are told apart; waves always are
  std::uint64_t responses = 0, scored = 0, rejected = 0, filtered = 0;
  std::optional<std::uint64_t> named = 0;  // different respondents of scored responses; none: files without hashes were added up
  std::uint64_t unnamed = 0;               // scored responses without a respondent
  bool hashes = false;                     // of respondents and of sets of answers follow, so that what is given twice is found
  std::uint64_t r_missing = 0;             // cells
};

// All scored responses of one instrument and wave with the same values in the kept columns.
struct TalliedGroup {
  InstrumentPtr instrument;
  std::string wave;
  std::vector<std::string> values;  // of TallyHeader::kept
  TallyCounts counts;
  Position position;
};

enum class Standing : std::uint8_t { Rejected, Filtered, Scored };  // what became of a response

// 104 bits of XXH3-128 of partnership and respondent, joined by NUL.
struct RespondentHash {
  std::uint64_t upper = 0;  // all 64 bits
  std::uint64_t lower = 0;  // 40 bits
  auto operator<=>(const RespondentHash&) const = default;
};

struct HashedRespondent {
  RespondentHash hash;
  InstrumentPtr instrument;
  std::string wave;
  Standing standing = Standing::Scored;
  Position position;
};

class Survey;

// Writes what a survey holds, grouped as its first grouping says; its groups must have been tallied at
// TallyDepth::Everything, or TallyDepth::Items if without hashes. The same responses give the same bytes, whatever their order was. A column that no input has is left
// out. Hashes of names and of sets of answers can be kept only if the survey knows all of them.
enum class TallyHashes : std::uint8_t { Left, Kept };
void write_tally(std::ostream& out, const Survey& survey, TallyHashes hashes);

}  // namespace partnership
