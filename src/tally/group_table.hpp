// The groups of one instrument and grouping while responses come in.
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "partnership/survey.hpp"

namespace partnership {

class GroupTable {
 public:
  GroupTable(InstrumentPtr instrument, std::size_t grouping, TallyDepth depth)
      : instrument_(std::move(instrument)), grouping_(grouping), depth_(depth) {}

  // The group of a wave and the values of the grouping's columns; made if need be.
  [[nodiscard]] Group& find(std::string_view wave, std::span<const std::string_view> values) { return find(prepare(wave, values), wave, values); }
  // The same in two steps: what the first returns, the second wants; between them the processor fetches. Of 128 bits, so
  // that equal hashes are taken for equal names, unless these are very long: to look at all would cost more than the rest.
  struct Hash {
    std::uint64_t low = 0, high = 0;
    bool operator==(const Hash&) const = default;
  };
  [[nodiscard]] Hash prepare(std::string_view wave, std::span<const std::string_view> values);
  [[nodiscard]] Group& find(Hash hash, std::string_view wave, std::span<const std::string_view> values);
  void add(GroupTable& other);  // of the same instrument, grouping and depth, which gives away its groups

  // By wave and then values in natural order.
  [[nodiscard]] std::vector<const Group*> groups() const;
  void has_grown(Group& group) {  // something has been added to its tally
    const std::size_t bytes = kGroup + group.bytes_of_names + group.tally.bytes();
    bytes_ += bytes - std::exchange(group.bytes, bytes);
  }
  // About how much memory the groups take: by what they are of, not by how it came about, once all is settled.
  [[nodiscard]] std::size_t bytes() const { return bytes_; }
  void settle();
  [[nodiscard]] const Instrument& instrument() const { return *instrument_; }
  [[nodiscard]] const InstrumentPtr& instrument_ptr() const { return instrument_; }
  [[nodiscard]] std::size_t grouping() const { return grouping_; }

 private:
  static constexpr std::size_t kGroup = 320;  // bytes of one without its names: with its place in the table and what the allocator adds, measured

  struct Slot {
    Hash hash;
    Group* group = nullptr;
  };
  [[nodiscard]] Slot& slot_of(Hash hash, std::string_view wave, std::span<const std::string_view> values);
  void grow();

  InstrumentPtr instrument_;
  std::size_t grouping_;
  TallyDepth depth_;
  std::vector<std::unique_ptr<Group>> groups_;
  std::size_t bytes_ = 0;
  std::optional<std::string> last_wave_;  // mostly that of the next response too
  Hash last_wave_hash_;
  std::vector<Slot> slots_;  // open addressing: a power of two, at most half of them taken
};

}  // namespace partnership
