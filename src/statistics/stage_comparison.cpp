// Comparisons of stages: E minus D on the scopes that both instruments have.
#include <algorithm>

#include "partnership/group_statistics.hpp"
#include "partnership/multilevel.hpp"
#include "partnership/statistics.hpp"
#include "statistics/exact.hpp"
#include "statistics/internal.hpp"
#include "statistics/partnership_means.hpp"

namespace partnership {
namespace {

std::vector<Quotient> means_of_partnerships(const GroupStatistics& group, std::size_t scope, Measure measure) {
  std::vector<Quotient> found;
  for (const Tally* partnership : group.partnerships())
    if (const auto mean = exact_mean_if_any(partnership->scope(scope).of(measure))) found.push_back(*mean);
  return found;
}

// Values as doubles, with what Welch's interval needs. Equal ones have no variance at all.
struct Means {
  std::vector<double> values;
  Sample sample;
};

Means means_of(const std::vector<Quotient>& exact) {
  Means found;
  for (const auto& value : exact) found.values.push_back(value.value());
  found.sample.n = exact.size();
  if (exact.empty()) return found;
  found.sample.mean = exact_mean(exact).value();
  if (exact.size() < 2 || std::all_of(exact.begin(), exact.end(), [&](const Quotient& q) { return q == exact.front(); })) return found;
  for (const double value : found.values) found.sample.variance += (value - found.sample.mean) * (value - found.sample.mean);
  found.sample.variance /= static_cast<double>(exact.size() - 1);
  return found;
}

Estimate as_congruence(const Estimate& absgap) { return {-absgap.value / 3 + 0.0, -absgap.upper / 3, -absgap.lower / 3, absgap.n, absgap.reason}; }

}  // namespace

Estimate mean_over_partnerships(const std::vector<Quotient>& values, Range range, Reason none) {
  Estimate estimate{.n = values.size(), .reason = none};
  if (values.empty()) return estimate;
  estimate.value = exact_mean(values).value();
  estimate.reason = values.size() < 2 ? Reason::OnePartnership : Reason::ZeroVariance;
  if (std::all_of(values.begin(), values.end(), [&](const Quotient& v) { return v == values.front(); })) return estimate;
  double squares = 0;
  for (const auto& value : values) squares += (value.value() - estimate.value) * (value.value() - estimate.value);
  return mean_with_t_interval(estimate.value, squares, values.size(), range);
}

std::vector<StageDifference> stage_differences(const ScopeTally& developing, const ScopeTally& established) {
  const auto difference = [&](Measure measure) { return welch_difference_of(established.of(measure), developing.of(measure)); };
  return {{"stage_diff_ideal", difference(Measure::Ideal)},
          {"stage_diff_actual", difference(Measure::Actual)},
          {"stage_diff_gap", difference(Measure::Gap)},
          {"stage_diff_congruence", as_congruence(difference(Measure::AbsGap))}};
}

std::vector<StageDifference> stage_differences_of_partnerships(const GroupStatistics& developing, std::size_t developing_scope,
                                                               const GroupStatistics& established, std::size_t established_scope) {
  struct Names {
    Measure measure;
    std::string_view difference, p;
  };
  constexpr Names kNames[] = {{Measure::Ideal, "stage_diff_ideal_partnerships", "stage_perm_p_ideal"},
                              {Measure::Actual, "stage_diff_actual_partnerships", "stage_perm_p_actual"},
                              {Measure::Gap, "stage_diff_gap_partnerships", "stage_perm_p_gap"},
                              {Measure::AbsGap, "stage_diff_congruence_partnerships", "stage_perm_p_congruence"}};
  std::vector<StageDifference> found;
  for (const auto& [measure, difference_name, p_name] : kNames) {
    const Means a = means_of(means_of_partnerships(developing, developing_scope, measure));
    const Means b = means_of(means_of_partnerships(established, established_scope, measure));
    const Reason none = developing.partnerships().empty() || established.partnerships().empty() ? Reason::PartnershipsUnknown : Reason::NoneScored;
    Estimate difference{.n = a.sample.n + b.sample.n, .reason = none};
    if (a.sample.n > 0 && b.sample.n > 0) difference = welch_difference(b.sample, a.sample);
    found.push_back({difference_name, measure == Measure::AbsGap ? as_congruence(difference) : difference});
    Estimate p = permutation_p_of(b.values, a.values);
    if (p.reason == Reason::NoneScored) p.reason = none;
    found.push_back({p_name, p, Quantity::Probability});
  }
  const auto& gaps_a = developing.tally().scope(developing_scope).of(Measure::Gap);
  const auto& gaps_b = established.tally().scope(established_scope).of(Measure::Gap);
  found.push_back({"stage_cliff_gap", dominance_of(gaps_b, gaps_a)});
  return found;
}

}  // namespace partnership
