// What the formulas share among themselves.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "partnership/estimate.hpp"
#include "partnership/statistics.hpp"

namespace partnership {

inline constexpr double kZ = 1.959963984540054;  // standard normal quantile of .975

__extension__ typedef __int128 Wide;  // products of three counts

[[nodiscard]] Scores magnitudes_of(const Scores& scores);
[[nodiscard]] Scores as_scores(const std::array<std::uint64_t, 4>& points);  // how often each of the points 1..4 was given

// p-values after `adjust`, one of the step-wise adjustments; all else stays as it is.
[[nodiscard]] std::vector<Estimate> adjusted(const std::vector<Estimate>& p, std::vector<double> (*adjust)(std::span<const double>));

// `sum_of_squares`: squared deviations from `mean`, > 0; n >= 2.
[[nodiscard]] Estimate mean_with_t_interval(double mean, double sum_of_squares, std::uint64_t n, Range range);

// Squared deviations from the mean, in two passes: no cancellation.
[[nodiscard]] double squared_deviations(const Scores& scores, double mean);

// b - a with Welch's interval, from means and variances of `n` values each; n of the estimate = both together.
struct Sample {
  double mean = 0, variance = 0;
  std::uint64_t n = 0;
};
[[nodiscard]] Estimate welch_difference(const Sample& b, const Sample& a);

// A p-value as it may be printed: never 0, never above 1.
[[nodiscard]] double printable_p(double p);

}  // namespace partnership
