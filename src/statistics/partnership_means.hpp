// Values of partnerships, each counting once, kept exact so that equal ones are known to be equal.
#pragma once
#include <algorithm>
#include <optional>
#include <vector>

#include "partnership/statistics.hpp"
#include "statistics/exact.hpp"

namespace partnership {

// In ascending order: sums of squares in the order of names would depend on these in their last bits.
[[nodiscard]] inline std::vector<Quotient> in_order(std::vector<Quotient> values) {
  std::sort(values.begin(), values.end(), [](const Quotient& a, const Quotient& b) { return a.value() < b.value(); });
  return values;
}

// Their mean with a t interval over partnerships (Snijders & Bosker 2012). `none` is the reason without any.
[[nodiscard]] Estimate mean_over_partnerships(const std::vector<Quotient>& values, Range range, Reason none);

[[nodiscard]] inline std::optional<Quotient> exact_mean_if_any(const Scores& scores) {
  return scores.n() == 0 ? std::nullopt : std::optional(exact_mean(scores));
}

}  // namespace partnership
