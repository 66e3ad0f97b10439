// The groups of one instrument and grouping while responses come in. Each group keeps the codes of its next respondents and
// tallies a batch of them at a time: a group's counts are several thousand bytes, which one respondent after another would
// pull through the processor's cache.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "partnership/survey.hpp"

namespace partnership {

class GroupTable {
 public:
  GroupTable(InstrumentPtr instrument, std::size_t grouping, TallyDepth depth)
      : instrument_(std::move(instrument)), grouping_(grouping), depth_(depth) {}

  // The group of a wave and the values of the grouping's columns; made if need be.
  class Entry;
  [[nodiscard]] Entry& find(std::string_view wave, std::span<const std::string_view> values);
  void add(GroupTable& other);  // which may give away its groups

  // By wave and then values in natural order, with nothing left to tally.
  [[nodiscard]] std::vector<const Group*> groups();
  [[nodiscard]] const Instrument& instrument() const { return *instrument_; }
  [[nodiscard]] const InstrumentPtr& instrument_ptr() const { return instrument_; }
  [[nodiscard]] std::size_t grouping() const { return grouping_; }

  class Entry {
   public:
    Entry(std::string key, Group group) : key_(std::move(key)), group_(std::move(group)) {}
    [[nodiscard]] const std::string& key() const { return key_; }  // wave and values, with NUL between
    void add_codes(std::span<const std::uint8_t> codes, std::uint64_t invalid_cells);
    [[nodiscard]] Tally& settled() {  // everything tallied
      if (!pending_.empty()) settle();
      pending_ = {};
      return group_.tally;
    }
    [[nodiscard]] const Group& group() const { return group_; }

   private:
    void settle();
    static constexpr std::size_t kBatch = 64;  // respondents
    std::string key_;
    Group group_;
    std::vector<std::uint8_t> pending_;
    std::uint64_t invalid_cells_ = 0;  // of the pending respondents
  };

 private:
  // Open addressing over the hashes alone: at most a look at one key for each search that finds something.
  struct Slot {
    std::uint64_t hash = 0;
    Entry* entry = nullptr;
  };
  [[nodiscard]] Slot& slot_of(std::uint64_t hash, std::string_view key);
  void grow();

  InstrumentPtr instrument_;
  std::size_t grouping_;
  TallyDepth depth_;
  std::vector<std::unique_ptr<Entry>> entries_;
  std::vector<Slot> slots_;  // a power of two, at most half of them taken
  Entry* last_ = nullptr;    // the one found last
  std::string buffer_;
};

}  // namespace partnership
