// Who has answered: 24 bytes for each named response, enough to find responses given twice and to count people. Entries are
// only collected while reading, in parts by their hash, and compared part by part at the end, when each part fits the
// processor's cache; a table looked up for every response would cost more than reading it. Logs add, like tallies.
#pragma once
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "partnership/saved_tally.hpp"
#include "tally/respondent_entries.hpp"

namespace partnership {

// A respondent is a name in a partnership; a cell is an instrument in a wave, by a number that the caller gives out.
class RespondentLog {
 public:
  // The names are kept as long as there are few.
  void add(std::string_view partnership, std::string_view respondent, std::uint32_t cell, Place place, Standing standing) {
    const Answerer one{partnership, respondent, cell, place.line};
    add(std::span(&one, 1), place.file, standing);
  }
  // Many at once, which is faster.
  struct Answerer {
    std::string_view partnership, respondent;
    std::uint32_t cell;
    std::uint64_t line;
  };
  void add(std::span<const Answerer> answerers, std::uint64_t file, Standing standing);
  void add(const RespondentHash& hash, std::uint32_t cell, Place place, Standing standing);  // of a tally file: without names
  // Takes the entries of the other, which is empty then. `cells`: the number here of each cell of the other.
  void take(RespondentLog& other, std::span<const std::uint32_t> cells);

  struct Duplicate {  // a response whose respondent had answered in the same cell before
    Place place, first;
    std::uint32_t cell = 0;
    std::optional<std::pair<std::string, std::string>> names;  // partnership and respondent
  };
  struct Findings {
    std::vector<Duplicate> duplicates;   // in order of place, the first `most` of them
    std::uint64_t duplicate_count = 0;
    std::uint64_t filtered_duplicates = 0, scored_duplicates = 0;
    std::uint64_t respondents = 0;       // with a scored response
  };
  // `ends`: by number of file, the line behind which nothing counts.
  [[nodiscard]] Findings compare(std::size_t most, const std::map<std::size_t, std::uint64_t>& ends = {}) const;
  // Every entry, by hash and then by cell; `cells`: the number to give instead of each cell's own.
  using Visit = std::function<void(const RespondentHash&, std::uint32_t cell, Standing)>;
  void visit(std::span<const std::uint32_t> cells, const Visit& visit) const;
  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  using Entry = RespondentEntry;
  using Part = EntryPart;
  static constexpr std::size_t kParts = 64;
  static constexpr std::size_t kNamed = 16'384;    // entries up to which names are kept

  class Comparison;
  struct Named {
    std::uint64_t place;
    std::size_t partnership, respondent;  // sizes
  };
  struct Names {  // of answerers that were added together
    std::string keys;
    std::vector<Named> named;
  };

  void add(const Entry& entry) { parts_[entry.hash / (~std::uint64_t{0} / kParts + 1)].add(entry, memory_); }
  void keep_names(std::span<const Answerer> answerers, std::string_view keys, std::uint64_t place);

  std::vector<Part> parts_;  // by the upper bits of the hash; empty before the first entry
  std::size_t size_ = 0;
  EntryBlocks memory_;
  std::deque<Names> names_;
  std::vector<char> keys_;  // of the answerers that are being added
};

}  // namespace partnership
