// Finds numbers by what they stand for, which the caller keeps: an open hash table of 8 bytes an entry, at most half full.
#pragma once
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace partnership {

class NumberTable {
 public:
  static constexpr std::uint32_t kNone = 0xFFFF'FFFFU;

  // The number with this hash for which `is_it(number)` holds, or kNone.
  template <class IsIt>
  [[nodiscard]] std::uint32_t find(std::uint32_t hash, const IsIt& is_it) const {
    if (slots_.empty()) return kNone;
    for (std::size_t at = hash & (slots_.size() - 1);; at = (at + 1) & (slots_.size() - 1)) {
      const Slot& slot = slots_[at];
      if (slot.number == kNone || (slot.hash == hash && is_it(slot.number))) return slot.number;
    }
  }

  [[nodiscard]] std::size_t bytes() const { return slots_.size() * sizeof(Slot); }

  // One that find() does not find yet.
  void add(std::uint32_t hash, std::uint32_t number) {
    if (2 * ++size_ > slots_.size()) grow();
    place({hash, number});
  }

 private:
  struct Slot {
    std::uint32_t hash = 0, number = kNone;
  };

  void place(Slot slot) {
    std::size_t at = slot.hash & (slots_.size() - 1);
    while (slots_[at].number != kNone) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = slot;
  }

  void grow() {
    const auto before = std::exchange(slots_, std::vector<Slot>(slots_.empty() ? 64 : 2 * slots_.size()));
    for (const Slot& slot : before)
      if (slot.number != kNone) place(slot);
  }

  std::vector<Slot> slots_;  // a power of two of them
  std::size_t size_ = 0;
};

}  // namespace partnership
