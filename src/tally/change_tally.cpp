#include "partnership/change_tally.hpp"

#include <optional>
#include <utility>

#include "tally/scope_sums.hpp"

namespace partnership {
namespace {

std::optional<int> point(std::uint8_t code, ItemValue value) {
  if (code == ResponseBlock::kNotAsked) return std::nullopt;
  const auto ideal = static_cast<Answer>(code / kAnswerStates), actual = static_cast<Answer>(code % kAnswerStates);
  if (value != ItemValue::Actual && !is_point(ideal)) return std::nullopt;
  if (value != ItemValue::Ideal && !is_point(actual)) return std::nullopt;
  return value == ItemValue::Ideal ? point_of(ideal) : value == ItemValue::Actual ? point_of(actual) : point_of(ideal) - point_of(actual);
}

Sums sums_on(const Scope& scope, std::span<const std::uint8_t> codes) {
  Sums sums;
  for (const std::size_t i : scope.practices) sums.add(sums_by_code()[codes[i]]);
  return sums;
}

Fraction difference(const Sums& a, const Sums& b, Measure measure) {
  const std::int32_t pairs_a = a.of[Sums::kPairs], pairs_b = b.of[Sums::kPairs];
  return {b.sum(measure) * pairs_a - a.sum(measure) * pairs_b, pairs_a * pairs_b};
}

}  // namespace

ChangeTally::ChangeTally(InstrumentPtr instrument)
    : instrument_(std::move(instrument)), practices_(instrument_->practices.size()), scopes_(instrument_->scopes().size()) {}

void ChangeTally::add(std::span<const std::uint8_t> a, std::span<const std::uint8_t> b) {
  ++linked_;
  for (std::size_t i = 0; i < practices_.size(); ++i) {
    auto& practice = practices_[i];
    for (const ItemValue value : {ItemValue::Ideal, ItemValue::Actual, ItemValue::Gap}) {
      const auto before = point(a[i], value), after = point(b[i], value);
      if (!before || !after) continue;
      practice.differences[static_cast<std::size_t>(value)].add(*after - *before);
      if (value != ItemValue::Actual) continue;
      ++practice.rated;
      practice.risen += *before < 3 && *after >= 3 ? 1 : 0;
      practice.fallen += *before >= 3 && *after < 3 ? 1 : 0;
    }
  }
  for (std::size_t i = 0; i < scopes_.size(); ++i) {
    const auto& scope = instrument_->scopes()[i];
    const Sums before = sums_on(scope, a), after = sums_on(scope, b);
    if (!at_least_half(before.of[Sums::kPairs], scope.practices.size()) || !at_least_half(after.of[Sums::kPairs], scope.practices.size())) continue;
    scopes_[i].ideal.add(difference(before, after, Measure::Ideal));
    scopes_[i].actual.add(difference(before, after, Measure::Actual));
    scopes_[i].gap.add(difference(before, after, Measure::Gap));
    scopes_[i].absgap.add(difference(before, after, Measure::AbsGap));
  }
}

void ChangeTally::add(const ChangeTally& other) {
  for (std::size_t i = 0; i < practices_.size(); ++i) {
    for (std::size_t v = 0; v < kItemValues; ++v) practices_[i].differences[v].add(other.practices_[i].differences[v]);
    practices_[i].risen += other.practices_[i].risen;
    practices_[i].fallen += other.practices_[i].fallen;
    practices_[i].rated += other.practices_[i].rated;
  }
  for (std::size_t i = 0; i < scopes_.size(); ++i) {
    scopes_[i].ideal.add(other.scopes_[i].ideal);
    scopes_[i].actual.add(other.scopes_[i].actual);
    scopes_[i].gap.add(other.scopes_[i].gap);
    scopes_[i].absgap.add(other.scopes_[i].absgap);
  }
  linked_ += other.linked_;
  first_only_ += other.first_only_;
  second_only_ += other.second_only_;
}

}  // namespace partnership
