#include "tally/group_table.hpp"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <utility>

#include "tally/natural_order.hpp"
#include "tally/short_text.hpp"

namespace partnership {
namespace {

// Bytes. Equal XXH3 hashes of longer texts can be made on purpose.
constexpr std::size_t kMostTrusted = 240;

bool is_of(const Group& group, std::string_view wave, std::span<const std::string_view> values) {
  return wave == group.wave && std::equal(values.begin(), values.end(), group.values.begin(), group.values.end());
}

// A text beyond fifteen bytes stands in memory of its own.
std::size_t bytes_of_names(std::string_view wave, std::span<const std::string_view> values) {
  constexpr std::size_t kHandedOut = 16;  // what the allocator adds
  const auto outside = [](std::string_view text) { return text.size() < sizeof(std::string) / 2 ? 0 : text.size() + 1 + kHandedOut; };
  std::size_t bytes = outside(wave);
  for (const auto value : values) bytes += sizeof(std::string) + outside(value);
  return bytes;
}

}  // namespace

GroupTable::Hash GroupTable::prepare(std::string_view wave, std::span<const std::string_view> values) {
  if (!last_wave_ || !is_same_short(*last_wave_, wave)) {
    last_wave_ = wave;
    const XXH128_hash_t of_wave = XXH3_128bits(wave.data(), wave.size());
    last_wave_hash_ = {of_wave.low64, of_wave.high64};
  }
  XXH128_hash_t hash{last_wave_hash_.low, last_wave_hash_.high};
  for (const auto value : values) {
    const auto of_value = XXH3_128bits_withSeed(value.data(), value.size(), hash.low64);
    hash = {of_value.low64, of_value.high64 ^ (hash.high64 * 0x9E37'79B9'7F4A'7C15U)};
  }
  if (!slots_.empty()) __builtin_prefetch(&slots_[hash.low64 & (slots_.size() - 1)]);
  return {hash.low64, hash.high64};
}

// Of the group with these names, or free for it.
GroupTable::Slot& GroupTable::slot_of(Hash hash, std::string_view wave, std::span<const std::string_view> values) {
  if (2 * (groups_.size() + 1) > slots_.size()) grow();
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash.low & mask;
  const bool is_long = wave.size() > kMostTrusted || std::any_of(values.begin(), values.end(), [](std::string_view value) { return value.size() > kMostTrusted; });
  while (slots_[at].group != nullptr && (slots_[at].hash != hash || (is_long && !is_of(*slots_[at].group, wave, values)))) at = (at + 1) & mask;
  return slots_[at];
}

Group& GroupTable::find(Hash hash, std::string_view wave, std::span<const std::string_view> values) {
  Slot& slot = slot_of(hash, wave, values);
  if (slot.group == nullptr) {
    Group group{std::string(wave), bytes_of_names(wave, values), 0, {values.begin(), values.end()}, Tally(instrument_, depth_)};
    slot = {hash, groups_.emplace_back(std::make_unique<Group>(std::move(group))).get()};
  }
  return *slot.group;
}

void GroupTable::grow() {
  const std::vector<Slot> old = std::exchange(slots_, std::vector<Slot>(std::max<std::size_t>(16, 2 * slots_.size())));
  for (const auto& slot : old) {
    if (slot.group == nullptr) continue;
    std::size_t at = slot.hash.low & (slots_.size() - 1);
    while (slots_[at].group != nullptr) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = slot;
  }
}

// Group by group, because two tables of many groups at once would be twice the memory.
void GroupTable::add(GroupTable& other) {
  for (auto& group : other.groups_) {
    const std::vector<std::string_view> values(group->values.begin(), group->values.end());
    const Hash hash = prepare(group->wave, values);
    Slot& slot = slot_of(hash, group->wave, values);
    if (slot.group == nullptr) {
      bytes_ += group->bytes;
      slot = {hash, groups_.emplace_back(std::move(group)).get()};
    } else {
      slot.group->tally.add(group->tally);
      has_grown(*slot.group);
      group.reset();
    }
  }
  other.groups_.clear();
  other.slots_.clear();
}

// Where there are counts already, so that nothing waits any more: to ask for practice after practice would cost more, too.
void GroupTable::settle() {
  for (const auto& group : groups_) {
    if (group->tally.is_small()) continue;
    group->tally.settle();
    has_grown(*group);
  }
}

std::vector<const Group*> GroupTable::groups() const {
  std::vector<const Group*> found;
  found.reserve(groups_.size());
  for (const auto& group : groups_) found.push_back(group.get());
  std::sort(found.begin(), found.end(), [](const Group* a, const Group* b) {
    if (natural_less(a->wave, b->wave)) return true;
    if (natural_less(b->wave, a->wave)) return false;
    return NaturalOrder()(a->values, b->values);
  });
  return found;
}

}  // namespace partnership
