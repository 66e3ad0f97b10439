#include "statistics/partnership_means.hpp"

#include <algorithm>

#include "statistics/internal.hpp"

namespace partnership {

PartnershipMeans partnership_means_of(const std::vector<Quotient>& exact) {
  PartnershipMeans means;
  if (exact.empty()) return means;
  means.values.reserve(exact.size());
  for (const auto& value : exact) means.values.push_back(value.value());
  std::sort(means.values.begin(), means.values.end());
  means.mean = exact_mean(exact).value();
  if (std::all_of(exact.begin(), exact.end(), [&](const Quotient& value) { return value == exact.front(); })) return means;
  for (const double value : means.values) means.squares += (value - means.mean) * (value - means.mean);
  return means;
}

Estimate mean_over_partnerships(const std::vector<Quotient>& exact, Range range, Reason none) {
  if (exact.empty()) return {.reason = none};
  const auto means = partnership_means_of(exact);
  if (means.squares > 0) return mean_with_t_interval(means.mean, means.squares, exact.size(), range);
  return {.value = means.mean, .n = exact.size(), .reason = exact.size() < 2 ? Reason::OnePartnership : Reason::ZeroVariance};
}

}  // namespace partnership
