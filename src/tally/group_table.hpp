// The groups of one instrument and grouping while responses come in. Each group keeps the codes of its next respondents and
// tallies a batch of them at a time: a group's counts are several thousand bytes, which one respondent after another would
// pull through the processor's cache.
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
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
  [[nodiscard]] Entry& find(std::string_view wave, std::span<const std::string_view> values) { return find(prepare(wave, values), wave, values); }
  // The same in two steps: what the first returns, the second wants; between them the processor fetches. Of 128 bits, so
  // that equal hashes are taken for equal names, unless these are very long: to look at all would cost more than the rest.
  struct Hash {
    std::uint64_t low = 0, high = 0;
    bool operator==(const Hash&) const = default;
  };
  [[nodiscard]] Hash prepare(std::string_view wave, std::span<const std::string_view> values);
  [[nodiscard]] Entry& find(Hash hash, std::string_view wave, std::span<const std::string_view> values);
  void add(GroupTable& other);  // which may give away its groups

  // By wave and then values in natural order, with nothing left to tally.
  [[nodiscard]] std::vector<const Group*> groups();
  [[nodiscard]] const Instrument& instrument() const { return *instrument_; }
  [[nodiscard]] const InstrumentPtr& instrument_ptr() const { return instrument_; }
  [[nodiscard]] std::size_t grouping() const { return grouping_; }

  class Entry {
   public:
    // Depth of a tally that nothing has been added to: a deep one takes several thousand bytes even then.
    static constexpr TallyDepth kNotMade = TallyDepth::Practices;
    Entry(Group group, TallyDepth depth) : group_(std::move(group)), depth_(depth) {}
    void add_codes(std::span<const std::uint8_t> codes, std::uint64_t invalid_cells);  // one respondent
    void add_codes(std::span<const std::uint8_t> codes) { tally().add_codes(codes); }  // many
    void add(Entry& other);  // which is empty then
    void fetch() const { __builtin_prefetch(pending_.data() + pending_.size()); }
    [[nodiscard]] Tally& settled() {  // everything tallied
      if (!pending_.empty()) settle();
      pending_ = {};
      return tally();
    }
    [[nodiscard]] const Group& group() const { return group_; }
    [[nodiscard]] bool is_of(std::string_view wave, std::span<const std::string_view> values) const {
      return wave == group_.wave && std::equal(values.begin(), values.end(), group_.values.begin(), group_.values.end());
    }

   private:
    void settle();
    [[nodiscard]] bool is_made() const { return group_.tally.depth() == depth_; }
    [[nodiscard]] Tally& tally() {
      if (!is_made()) group_.tally = Tally(group_.tally.instrument_ptr(), depth_);
      return group_.tally;
    }
    static constexpr std::size_t kBatch = 64;  // respondents
    std::vector<std::uint8_t> pending_;
    std::uint64_t invalid_cells_ = 0;  // of the pending respondents
    Group group_;
    TallyDepth depth_;
  };

 private:
  struct Slot {
    Hash hash;
    Entry* entry = nullptr;
  };
  void grow();

  InstrumentPtr instrument_;
  std::size_t grouping_;
  TallyDepth depth_;
  std::vector<std::unique_ptr<Entry>> entries_;
  std::optional<std::string> last_wave_;  // mostly that of the next response too
  Hash last_wave_hash_;
  std::vector<Slot> slots_;  // open addressing: a power of two, at most half of them taken
};

}  // namespace partnership
