// Who has answered: 24 bytes for each named response, enough to find responses given twice and to count people. Entries are
// only collected while reading, in parts by their hash, and compared part by part at the end, when each part fits the
// processor's cache; a table looked up for every response would cost more than reading it. Logs add, like tallies.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "partnership/saved_tally.hpp"

namespace partnership {

// Where a response starts: the number of its input and the line in it. Ordered as read.
struct Place {
  static constexpr std::uint64_t kMostFiles = std::uint64_t{1} << 23U;
  static constexpr std::uint64_t kMostLines = std::uint64_t{1} << 39U;
  std::uint64_t file = 0, line = 0;
  auto operator<=>(const Place&) const = default;
};

// True if `place` is behind the line at which its file ends; `ends` by number of file.
[[nodiscard]] inline bool is_behind(const std::map<std::size_t, std::uint64_t>& ends, Place place) {
  if (ends.empty()) return false;
  const auto end = ends.find(place.file);
  return end != ends.end() && place.line > end->second;
}

// A respondent is a name in a partnership; a cell is an instrument in a wave, by a number that the caller gives out.
class RespondentLog {
 public:
  static constexpr std::uint32_t kMostCells = std::uint32_t{1} << 24U;

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
  struct Entry {
    std::uint64_t hash;           // of the respondent, with hash_and_cell's upper bits 104 bits of it
    std::uint64_t hash_and_cell;  // 40 bits and 24 bits
    std::uint64_t place;          // 23 bits of file, 39 of line, 2 of standing
    [[nodiscard]] std::uint32_t cell() const { return static_cast<std::uint32_t>(hash_and_cell & (kMostCells - 1)); }
    [[nodiscard]] Standing standing() const { return static_cast<Standing>(place & 3U); }
    [[nodiscard]] Place where() const { return {place >> 41U, (place >> 2U) & (Place::kMostLines - 1)}; }
    [[nodiscard]] bool is_of_one_person(const Entry& other) const {
      return hash == other.hash && hash_and_cell / kMostCells == other.hash_and_cell / kMostCells;
    }
  };
  static_assert(sizeof(Entry) == 24);
  static constexpr std::size_t kParts = 64;
  static constexpr std::size_t kBlock = 64;        // entries a part grows by
  static constexpr std::size_t kNamed = 65'536;    // entries up to which names are kept

  // Memory for blocks of kBlock entries, many at a time.
  class Blocks {
   public:
    [[nodiscard]] Entry* next() {
      if (left_ == 0) {
        slabs_.push_back(std::make_unique_for_overwrite<Entry[]>(kSlab * kBlock));
        left_ = kSlab;
      }
      return slabs_.back().get() + --left_ * kBlock;
    }
    void take(Blocks& other) {  // what is in use stays where it is
      slabs_.insert(slabs_.begin(), std::make_move_iterator(other.slabs_.begin()), std::make_move_iterator(other.slabs_.end()));
    }

   private:
    static constexpr std::size_t kSlab = 32;  // blocks
    std::vector<std::unique_ptr<Entry[]>> slabs_;
    std::size_t left_ = 0;  // blocks of the last slab
  };

  // Grows without copying its entries, so that their memory is never needed twice.
  struct Part {
    Entry* next = nullptr;  // where the next one goes, up to the end of the last block
    Entry* end = nullptr;
    std::vector<Entry*> blocks;
    void add(const Entry& entry, Blocks& memory) {
      if (next == end) {
        next = blocks.emplace_back(memory.next());
        end = next + kBlock;
      }
      *next++ = entry;
    }
    void take_full(Entry* block) {
      blocks.push_back(block);
      if (next != end) std::swap(blocks.back(), blocks[blocks.size() - 2]);  // only the last block is ever not full
    }
    [[nodiscard]] std::size_t size() const { return blocks.size() * kBlock - static_cast<std::size_t>(end - next); }
    [[nodiscard]] const Entry& operator[](std::size_t i) const { return blocks[i / kBlock][i % kBlock]; }
    // In order; the processor fetches ahead.
    template <class F>
    void for_each(F&& f) const {
      constexpr std::size_t kLine = 64;  // bytes
      for (std::size_t i = 0; i < blocks.size(); ++i) {
        if (i + 1 < blocks.size())
          for (std::size_t byte = 0; byte < kBlock * sizeof(Entry); byte += kLine) __builtin_prefetch(reinterpret_cast<const char*>(blocks[i + 1]) + byte);
        const Entry* const stop = i + 1 < blocks.size() ? blocks[i] + kBlock : next;
        for (const Entry* entry = blocks[i]; entry != stop; ++entry) f(*entry);
      }
    }
  };
  // Looks for entries of one person, part by part.
  class Comparison {
   public:
    Comparison(const RespondentLog& log, const std::map<std::size_t, std::uint64_t>& ends) : log_(log), ends_(ends) {}
    void add(const Part& part);
    [[nodiscard]] Findings finish(std::size_t most);

   private:
    struct Repeated {
      const Entry* entry;
      const Entry* first;
    };
    [[nodiscard]] bool counts(const Entry& entry) const { return ends_.empty() || !is_behind(ends_, entry.where()); }
    [[nodiscard]] std::uint64_t find_suspects(const Part& part);

    const RespondentLog& log_;
    const std::map<std::size_t, std::uint64_t>& ends_;
    Findings findings_;
    std::vector<Repeated> repeated_;
    // Of the current part.
    std::vector<std::uint64_t> bits_;
    std::vector<const Entry*> suspects_, table_;
  };
  struct Named {
    std::uint64_t place;
    std::size_t partnership, respondent;  // sizes
  };
  struct Names {  // of answerers that were added together
    std::string keys;
    std::vector<Named> named;
  };

  void add(const Entry& entry) {
    parts_[entry.hash / (~std::uint64_t{0} / kParts + 1)].add(entry, memory_);
  }
  [[nodiscard]] std::optional<std::pair<std::string, std::string>> names_of(const Entry& entry) const;
  void keep_names(std::span<const Answerer> answerers, std::string_view keys, std::uint64_t place);

  std::vector<Part> parts_;  // by the upper bits of the hash; empty before the first entry
  std::size_t size_ = 0;
  Blocks memory_;
  std::deque<Names> names_;
  std::vector<char> keys_;  // of the answerers that are being added
};

}  // namespace partnership
