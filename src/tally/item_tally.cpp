#include "partnership/item_tally.hpp"

#include <utility>

#include "partnership/response.hpp"

namespace partnership {

void CrossProducts::add(std::span<const std::int32_t> values) {
  ++n_;
  auto product = products_.begin();
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::int64_t value = values[i];
    sums_[i] += value;
    for (std::size_t j = 0; j <= i; ++j) *product++ += value * values[j];
  }
}

void CrossProducts::add(const CrossProducts& other) {
  // Enough files that lie about their respondents come to more than fits, which only unsigned numbers may.
  const auto add_up = [](std::int64_t& into, std::int64_t number) {
    into = static_cast<std::int64_t>(static_cast<std::uint64_t>(into) + static_cast<std::uint64_t>(number));
  };
  n_ += other.n_;
  for (std::size_t i = 0; i < sums_.size(); ++i) add_up(sums_[i], other.sums_[i]);
  for (std::size_t i = 0; i < products_.size(); ++i) add_up(products_[i], other.products_[i]);
}

ItemTally::ItemTally(std::vector<std::size_t> practices) : practices_(std::move(practices)) {
  for (auto& value : values_) value = CrossProducts(practices_.size());
}

void ItemTally::add(std::span<const std::uint8_t> codes) {
  constexpr std::size_t kMost = 64;  // practices of a principle that need no allocation
  std::array<std::int32_t, kItemValues * kMost> near;  // NOLINT(cppcoreguidelines-pro-type-member-init): filled below as far as it is read
  std::vector<std::int32_t> far;
  const std::size_t k = practices_.size();
  if (k > kMost) far.resize(kItemValues * k);
  std::int32_t* const ideal = k > kMost ? far.data() : near.data();
  std::int32_t* const actual = ideal + k;
  std::int32_t* const gap = actual + k;
  bool has_ideal = true, has_actual = true;
  for (std::size_t i = 0; i < k; ++i) {
    const std::uint8_t code = codes[practices_[i]];
    if (code == ResponseBlock::kNotAsked) return;
    const auto of_ideal = static_cast<Answer>(code / kAnswerStates), of_actual = static_cast<Answer>(code % kAnswerStates);
    has_ideal = has_ideal && is_point(of_ideal);
    has_actual = has_actual && is_point(of_actual);
    if (!has_ideal && !has_actual) return;
    ideal[i] = point_of(of_ideal);
    actual[i] = point_of(of_actual);
    gap[i] = ideal[i] - actual[i];
  }
  if (has_ideal) values_[0].add({ideal, k});
  if (has_actual) values_[1].add({actual, k});
  if (has_ideal && has_actual) values_[2].add({gap, k});
}

void ItemTally::add(const ItemTally& other) {
  for (std::size_t i = 0; i < kItemValues; ++i) values_[i].add(other.values_[i]);
}

}  // namespace partnership
