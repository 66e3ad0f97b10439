#include "tally/group_table.hpp"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <utility>

#include "tally/natural_order.hpp"

namespace partnership {

std::size_t GroupTable::Hash::operator()(std::string_view key) const { return XXH3_64bits(key.data(), key.size()); }

GroupTable::Entry& GroupTable::find(std::string_view wave, std::span<const std::string_view> values) {
  buffer_.assign(wave);
  for (const auto value : values) {
    buffer_ += '\0';
    buffer_ += value;
  }
  if (last_ != nullptr && buffer_ == key_) return *last_;
  auto found = entries_.find(std::string_view(buffer_));
  if (found == entries_.end()) {
    Group group{std::string(wave), grouping_, {values.begin(), values.end()}, Tally(instrument_, depth_)};
    found = entries_.emplace(buffer_, std::make_unique<Entry>(std::move(group))).first;
  }
  key_ = buffer_;
  last_ = found->second.get();
  return *last_;
}

void GroupTable::add(GroupTable& other) {
  for (auto& [key, entry] : other.entries_) {
    const auto [place, is_new] = entries_.try_emplace(key, nullptr);
    if (is_new)
      place->second = std::move(entry);
    else
      place->second->settled().add(entry->settled());
    entry.reset();  // two tables of many groups at once would be twice the memory
  }
  other.entries_.clear();
  other.last_ = nullptr;
}

std::vector<const Group*> GroupTable::groups() {
  std::vector<const Group*> found;
  found.reserve(entries_.size());
  for (auto& [key, entry] : entries_) {
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
