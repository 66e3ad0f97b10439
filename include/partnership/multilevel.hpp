// Respondents within partnerships: how much of the differences lies between partnerships, a mean that allows for it, and a test
// with the partnership as the unit. From the scores of each partnership, in a fixed order.
#pragma once
#include <cstdint>
#include <span>

#include "partnership/estimate.hpp"
#include "partnership/scores.hpp"

namespace partnership {

// One-way intraclass correlations (Shrout & Fleiss 1979; Bliese 2000), for partnerships of unequal size with
// n0 = (N - sum n_j^2/N)/(k - 1) (Searle 1971). n = partnerships with scores.
struct Intraclass {
  Estimate single;  // ICC(1): (MSB - MSW)/(MSB + (n0 - 1) MSW), with its interval from the F distribution; none if MSW = 0
  Estimate mean;    // ICC(2): (MSB - MSW)/MSB; far below 0 if MSB is small, to be read as 0
};
// Unavailable with fewer than two partnerships, with one respondent in each, and if all scores are equal.
[[nodiscard]] Intraclass intraclass_of(std::span<const Scores> partnerships);

// Mean of a random-intercept model by restricted maximum likelihood, with Wald's interval, and the variance between
// partnerships (Searle, Casella & McCulloch 1992). Unavailable with fewer than three partnerships or if nothing differs within
// them. Good to 1e-6. n = partnerships with scores.
struct MixedMean {
  Estimate mean, variance;
};
[[nodiscard]] MixedMean mixed_mean_of(std::span<const Scores> partnerships);

// Exact permutation test of a difference of means, two-sided: the share of ways to deal the values out that give as large a
// difference (Fisher 1935; Gail et al. 1996). Unavailable if a side is empty or there are more than kMostPermutations ways.
[[nodiscard]] Estimate permutation_p_of(std::span<const double> b, std::span<const double> a);
inline constexpr double kMostPermutations = 1e5;

}  // namespace partnership
