// The entries of a log of respondents (respondent_log.hpp), and how they are kept: in blocks that never move.
#pragma once
#include <algorithm>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "partnership/saved_tally.hpp"
#include "tally/large_pages.hpp"

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

struct RespondentEntry {
  static constexpr std::uint32_t kMostCells = std::uint32_t{1} << 24U;
  static constexpr std::size_t kBlock = 64;  // entries that are kept side by side

  std::uint64_t hash;           // of the respondent, with hash_and_cell's upper bits 104 bits of it
  std::uint64_t hash_and_cell;  // 40 bits and 24 bits
  std::uint64_t place;          // 23 bits of file, 39 of line, 2 of standing
  [[nodiscard]] std::uint32_t cell() const { return static_cast<std::uint32_t>(hash_and_cell & (kMostCells - 1)); }
  [[nodiscard]] Standing standing() const { return static_cast<Standing>(place & 3U); }
  [[nodiscard]] Place where() const { return {place >> 41U, (place >> 2U) & (Place::kMostLines - 1)}; }
  [[nodiscard]] bool is_of_one_person(const RespondentEntry& other) const {
    return hash == other.hash && hash_and_cell / kMostCells == other.hash_and_cell / kMostCells;
  }
};
static_assert(sizeof(RespondentEntry) == 24);

// Memory for blocks, many at a time: little at first, then large pages.
class EntryBlocks {
 public:
  [[nodiscard]] RespondentEntry* next() {
    if (left_ == 0) add_slab();
    --left_;
    return std::exchange(next_, next_ + RespondentEntry::kBlock);
  }
  void take(EntryBlocks& other) {  // what is in use stays where it is
    std::move(other.slabs_.begin(), other.slabs_.end(), std::back_inserter(slabs_));
    std::move(other.pages_.begin(), other.pages_.end(), std::back_inserter(pages_));
  }

 private:
  static constexpr std::size_t kSlab = 32;   // blocks
  static constexpr std::size_t kSlabs = 32;  // before the first page

  void add_slab() {
    if (slabs_.size() < kSlabs) {
      next_ = slabs_.emplace_back(std::make_unique_for_overwrite<RespondentEntry[]>(kSlab * RespondentEntry::kBlock)).get();
      left_ = kSlab;
    } else {
      next_ = reinterpret_cast<RespondentEntry*>(pages_.emplace_back(make_large_page())->bytes);
      left_ = kLargePage / (RespondentEntry::kBlock * sizeof(RespondentEntry));
    }
  }

  std::vector<std::unique_ptr<RespondentEntry[]>> slabs_;
  std::vector<std::unique_ptr<LargePage>> pages_;
  RespondentEntry* next_ = nullptr;  // where `left_` blocks are still free
  std::size_t left_ = 0;
};

// Grows without copying its entries, so that their memory is never needed twice. Only the last block is ever not full.
class EntryPart {
 public:
  static constexpr std::size_t kBlock = RespondentEntry::kBlock;

  void add(const RespondentEntry& entry, EntryBlocks& memory) {
    if (next_ == end_) {
      next_ = blocks_.emplace_back(memory.next());
      end_ = next_ + kBlock;
    }
    const auto ahead = reinterpret_cast<std::uintptr_t>(next_) + kAhead * sizeof(RespondentEntry);
    __builtin_prefetch(reinterpret_cast<const void*>(ahead), 1);  // NOLINT(performance-no-int-to-ptr): it may lie behind all blocks
    *next_++ = entry;
  }
  // All the blocks of the other, which stay where they are, and a copy of what is in its last one if that is not full.
  // `change` is applied to each entry.
  template <class F>
  void take(EntryPart& other, EntryBlocks& memory, F&& change) {
    for (std::size_t i = 0; i < other.blocks_.size(); ++i) {
      RespondentEntry* const block = other.blocks_[i];
      const std::size_t size = other.size_of_block(i);
      for (std::size_t at = 0; at < size; ++at) change(block[at]);
      if (size == kBlock)
        take_full(block);
      else
        for (std::size_t at = 0; at < size; ++at) add(block[at], memory);
    }
    other = {};
  }
  [[nodiscard]] std::size_t size() const { return blocks_.size() * kBlock - static_cast<std::size_t>(end_ - next_); }
  // In order; the processor fetches ahead.
  template <class F>
  void for_each(F&& f) const {
    constexpr std::size_t kLine = 64;  // bytes
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      if (i + 1 < blocks_.size())
        for (std::size_t byte = 0; byte < kBlock * sizeof(RespondentEntry); byte += kLine)
          __builtin_prefetch(reinterpret_cast<const char*>(blocks_[i + 1]) + byte);
      for (std::size_t at = 0, size = size_of_block(i); at < size; ++at) f(blocks_[i][at]);
    }
  }

 private:
  void take_full(RespondentEntry* block) {
    blocks_.push_back(block);
    if (next_ != end_) std::swap(blocks_.back(), blocks_[blocks_.size() - 2]);
  }
  [[nodiscard]] std::size_t size_of_block(std::size_t i) const {
    return i + 1 < blocks_.size() ? kBlock : kBlock - static_cast<std::size_t>(end_ - next_);
  }

  // Entries come to many parts in turn, so the processor does not see that each part is written in order.
  static constexpr std::size_t kAhead = 6;

  RespondentEntry* next_ = nullptr;  // where the next one goes, up to the end of the last block
  RespondentEntry* end_ = nullptr;
  std::vector<RespondentEntry*> blocks_;
};

}  // namespace partnership
