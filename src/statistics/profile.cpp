#include "statistics/profile.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace partnership {
namespace {

double mean(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

// Mean product of deviations from the means.
double covariance(const std::vector<double>& x, const std::vector<double>& y) {
  const double mean_x = mean(x), mean_y = mean(y);
  double sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) sum += (x[i] - mean_x) * (y[i] - mean_y);
  return sum / static_cast<double>(x.size());
}

double pair_mean(const JointCounts& counts, Side side) {
  const auto points = counts.paired_points(side);
  return static_cast<double>(points[0] + 2 * points[1] + 3 * points[2] + 4 * points[3]) / static_cast<double>(counts.pairs());
}

bool is_flat(const std::vector<double>& values) {  // means of equal fractions are equal doubles
  return std::all_of(values.begin(), values.end(), [&](double value) { return value == values.front(); });
}

}  // namespace

Profile profile_of(std::span<const JointCounts> practices) {
  std::vector<double> ideal, actual;
  for (const auto& counts : practices) {
    if (counts.pairs() == 0) continue;
    ideal.push_back(pair_mean(counts, Side::Ideal));
    actual.push_back(pair_mean(counts, Side::Actual));
  }
  const std::uint64_t n = ideal.size();
  Estimate none{.n = n, .reason = Reason::NoPairs};
  if (n == 0) return {none, none, none, none};
  double squares = 0;
  for (std::size_t i = 0; i < n; ++i) squares += (ideal[i] - actual[i]) * (ideal[i] - actual[i]);
  const double spread_ideal = is_flat(ideal) ? 0 : std::sqrt(covariance(ideal, ideal)), spread_actual = is_flat(actual) ? 0 : std::sqrt(covariance(actual, actual));
  none.reason = n < 3 ? Reason::TooFew : Reason::ZeroVariance;
  Profile found{{.value = std::sqrt(squares / static_cast<double>(n)), .n = n}, {.value = mean(ideal) - mean(actual), .n = n},
                {.value = spread_ideal - spread_actual, .n = n}, none};
  if (n >= 3 && spread_ideal > 0 && spread_actual > 0)
    found.r = {.value = std::clamp(covariance(ideal, actual) / (spread_ideal * spread_actual), -1.0, 1.0), .n = n};
  return found;
}

}  // namespace partnership
