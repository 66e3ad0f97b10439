#include "partnership/agreement.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "partnership/statistics.hpp"
#include "statistics/internal.hpp"

namespace partnership {
namespace {

struct Sums {
  std::uint64_t n = 0;
  Wide sum = 0, squares = 0;
  // (n - 1) n times the sample variance, as a whole number.
  [[nodiscard]] Wide spread() const { return squares * n - sum * sum; }
  [[nodiscard]] double variance() const { return static_cast<double>(spread()) / static_cast<double>(Wide{n} * (n - 1)); }  // n >= 2
};

Sums sums_of(const Points& points) {
  Sums found;
  for (unsigned i = 0; i < points.size(); ++i) {
    found.n += points[i];
    found.sum += Wide{points[i]} * (i + 1);
    found.squares += Wide{points[i]} * (i + 1) * (i + 1);
  }
  return found;
}

Estimate too_few_answers(std::uint64_t n) { return {.n = n, .reason = n == 0 ? Reason::NoAnswers : Reason::FewerThanTwo}; }

// Mean variance over the practices with two or more answers.
struct MeanVariance {
  double value = 0;
  std::uint64_t practices = 0;
};

MeanVariance mean_variance_of(std::span<const Points> practices) {
  MeanVariance found;
  for (const auto& points : practices) {
    const Sums sums = sums_of(points);
    if (sums.n < 2) continue;
    found.value += sums.variance();
    ++found.practices;
  }
  if (found.practices > 0) found.value /= static_cast<double>(found.practices);
  return found;
}

// Squared ordinal distance of two points, times 4: of the answers that lie between them, their own counted half.
Wide doubled_distance(const std::array<Wide, 4>& counts, std::size_t a, std::size_t b) {
  Wide between = 0;
  for (std::size_t i = std::min(a, b); i <= std::max(a, b); ++i) between += 2 * counts[i];
  return between - counts[a] - counts[b];
}

}  // namespace

Estimate within_group_agreement_of(const Points& points, double null_variance) {
  const Sums sums = sums_of(points);
  if (sums.n < 2) return too_few_answers(sums.n);
  return {.value = 1 - std::min(sums.variance(), null_variance) / null_variance, .n = sums.n};
}

Estimate mean_adjusted_agreement_of(const Points& points) {
  const Sums sums = sums_of(points);
  if (sums.n < 2) return too_few_answers(sums.n);
  if (sums.sum == sums.n || sums.sum == 4 * Wide{sums.n}) return {.value = 1, .n = sums.n};
  if (sums.sum < Wide{sums.n} + 3 || sums.sum > 4 * Wide{sums.n} - 3) return {.n = sums.n, .reason = Reason::OutOfRange};
  // With sums S = n M: 5M - M^2 - 4 = (5nS - S^2 - 4n^2)/n^2, s2 = spread/(n(n-1)); the factors n and n - 1 cancel.
  const Wide n = sums.n, most = 5 * n * sums.sum - sums.sum * sums.sum - 4 * n * n;
  return {.value = 1 - 2 * static_cast<double>(sums.spread()) / static_cast<double>(most), .n = sums.n};
}

Estimate joint_agreement_of(std::span<const Points> practices, double null_variance) {
  const MeanVariance found = mean_variance_of(practices);
  if (found.practices == 0) return {.n = 0, .reason = Reason::FewerThanTwo};
  const auto j = static_cast<double>(found.practices);
  const double q = std::min(found.value, null_variance) / null_variance;
  return {.value = j * (1 - q) / (j * (1 - q) + q), .n = found.practices};
}

Estimate linear_joint_agreement_of(std::span<const Points> practices) {
  const MeanVariance found = mean_variance_of(practices);
  if (found.practices == 0) return {.n = 0, .reason = Reason::FewerThanTwo};
  return {.value = 1 - found.value / kUniformVariance, .n = found.practices};
}

Estimate mean_average_deviation_of(std::span<const Points> practices) {
  double sum = 0;
  std::uint64_t j = 0;
  for (const auto& points : practices) {
    const Estimate deviation = average_deviation_of(points);
    if (!deviation.available()) continue;
    sum += deviation.value;
    ++j;
  }
  if (j == 0) return {.n = 0, .reason = Reason::FewerThanTwo};
  return {.value = sum / static_cast<double>(j), .n = j};
}

Estimate krippendorff_alpha_of(std::span<const Points> practices) {
  std::array<Wide, 4> counts{};
  Wide n = 0;
  const auto size_of = [](const Points& points) { return points[0] + points[1] + points[2] + points[3]; };
  for (const auto& points : practices) {
    if (size_of(points) < 2) continue;
    for (std::size_t c = 0; c < 4; ++c) counts[c] += points[c];
    n += size_of(points);
  }
  Wide quadrupled[4][4] = {};  // squared distances times 4
  double expected = 0;
  for (std::size_t c = 0; c < 4; ++c)
    for (std::size_t k = 0; k < 4; ++k) {
      const Wide distance = doubled_distance(counts, c, k);
      quadrupled[c][k] = distance * distance;
      expected += static_cast<double>(counts[c]) * static_cast<double>(counts[k]) * static_cast<double>(quadrupled[c][k]);
    }
  const auto answers = static_cast<std::uint64_t>(n);
  if (expected <= 0) return {.n = answers, .reason = answers == 0 ? Reason::FewerThanTwo : Reason::NoVariation};
  double observed = 0;
  for (const auto& points : practices) {
    const std::uint64_t m = size_of(points);
    if (m < 2) continue;
    double of_unit = 0;
    for (std::size_t c = 0; c < 4; ++c)
      for (std::size_t k = 0; k < 4; ++k) of_unit += static_cast<double>(points[c]) * static_cast<double>(points[k]) * static_cast<double>(quadrupled[c][k]);
    observed += of_unit / static_cast<double>(m - 1);  // d_cc = 0, so the answer itself need not be taken out
  }
  return {.value = 1 - static_cast<double>(n - 1) * observed / expected, .n = answers};
}

}  // namespace partnership
