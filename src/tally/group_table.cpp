#include "tally/group_table.hpp"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <utility>

#include "tally/natural_order.hpp"

namespace partnership {

GroupTable::Entry& GroupTable::find(std::string_view wave, std::span<const std::string_view> values) {
  if (last_ != nullptr && values.empty() && last_->key() == wave) return *last_;
  buffer_.assign(wave);
  for (const auto value : values) {
    buffer_ += '\0';
    buffer_ += value;
  }
  if (last_ != nullptr && last_->key() == buffer_) return *last_;
  if (2 * (entries_.size() + 1) > slots_.size()) grow();
  const std::uint64_t hash = XXH3_64bits(buffer_.data(), buffer_.size());
  auto& slot = slot_of(hash, buffer_);
  if (slot.entry == nullptr) {
    Group group{std::string(wave), grouping_, {values.begin(), values.end()}, Tally(instrument_, depth_)};
    slot = {hash, entries_.emplace_back(std::make_unique<Entry>(buffer_, std::move(group))).get()};
  }
  return *(last_ = slot.entry);
}

GroupTable::Slot& GroupTable::slot_of(std::uint64_t hash, std::string_view key) {
  std::size_t at = hash & (slots_.size() - 1);
  while (slots_[at].entry != nullptr && (slots_[at].hash != hash || slots_[at].entry->key() != key)) at = (at + 1) & (slots_.size() - 1);
  return slots_[at];
}

void GroupTable::grow() {
  const std::vector<Slot> old = std::exchange(slots_, std::vector<Slot>(std::max<std::size_t>(16, 2 * slots_.size())));
  for (const auto& slot : old)
    if (slot.entry != nullptr) slot_of(slot.hash, slot.entry->key()) = slot;
}

void GroupTable::add(GroupTable& other) {
  for (auto& entry : other.entries_) {
    const Group& group = entry->group();
    const std::vector<std::string_view> values(group.values.begin(), group.values.end());
    find(group.wave, values).settled().add(entry->settled());
    entry.reset();  // two tables of many groups at once would be twice the memory
  }
  other.entries_.clear();
  other.slots_.clear();
  other.last_ = nullptr;
}

std::vector<const Group*> GroupTable::groups() {
  std::vector<const Group*> found;
  found.reserve(entries_.size());
  for (auto& entry : entries_) {
    (void)entry->settled();
    found.push_back(&entry->group());
  }
  std::sort(found.begin(), found.end(), [](const Group* a, const Group* b) {
    if (natural_less(a->wave, b->wave)) return true;
    if (natural_less(b->wave, a->wave)) return false;
    return NaturalOrder()(a->values, b->values);
  });
  return found;
}

void GroupTable::Entry::add_codes(std::span<const std::uint8_t> codes, std::uint64_t invalid_cells) {
  pending_.insert(pending_.end(), codes.begin(), codes.end());
  invalid_cells_ += invalid_cells;
  if (pending_.size() >= kBatch * codes.size()) settle();
}

void GroupTable::Entry::settle() {
  group_.tally.add_codes(pending_, std::exchange(invalid_cells_, 0));
  pending_.clear();
}

}  // namespace partnership
