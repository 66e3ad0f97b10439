// The formulas: pure functions of tallies. Each names its source; statistics keep to one unit each: a pair at practice
// level, a respondent's score above it. Intervals are 95 %. Full references stand in the comments of the functions.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "partnership/estimate.hpp"
#include "partnership/scores.hpp"
#include "partnership/tally.hpp"

namespace partnership {

struct Range {
  double lowest, highest;
};

// Mean with Student's t interval, clamped to `range`. `none` is the reason at n = 0. No interval if n < 2 or if all
// values are equal (it would be a point, which says nothing of the uncertainty).
[[nodiscard]] Estimate mean_of(const Scores& scores, Range range, Reason none);
// Sample standard deviation (n - 1).
[[nodiscard]] Estimate standard_deviation_of(const Scores& scores, Reason none);
// 1 - mean/3 of absolute gaps, its interval turned round. Equals linearly weighted observed agreement (Cohen 1968).
[[nodiscard]] Estimate congruence_of(const Scores& absolute_gaps, Reason none);
// The median of points 1..4: the mean of the two middle ones if n is even.
[[nodiscard]] Estimate median_of(const std::array<std::uint64_t, 4>& points);
// x of n with Wilson's interval (Brown, Cai & DasGupta 2001), exactly 0 at x = 0 and 1 at x = n.
[[nodiscard]] Estimate share_of(std::uint64_t x, std::uint64_t n, Reason none);
// (b - c)/n of pairs with a positive (b) and a negative (c) gap: Cliff's within-pairs dominance (Cliff 1993), with the
// Laplace-adjusted Wald interval for a difference of paired proportions (Bonett & Price 2012).
[[nodiscard]] Estimate net_share_of(std::uint64_t b, std::uint64_t c, std::uint64_t n, Reason none);

// Mean absolute deviation from the mean of points 1..4: how far respondents are apart (Burke, Finkelstein & Dusig 1999).
// Unavailable below two answers; 0 if all agree.
[[nodiscard]] Estimate average_deviation_of(const std::array<std::uint64_t, 4>& points);

struct SignedRank {
  Estimate v;  // sum of the positive mid-ranks
  Estimate p;  // two-sided
  bool exact = true;
};
enum class Zeros : std::uint8_t { Ranked, Dropped };
// Wilcoxon's signed-rank test. Zeros::Ranked: absolute values are ranked with the zeros, whose ranks are then dropped
// (Pratt 1959); Zeros::Dropped: zeros leave before ranking (Wilcoxon 1945). Exact conditional null distribution over tie
// groups up to `most_exact` non-zero values, and kMostExactPairs at most; normal beyond, without continuity correction. All
// zero: V = 0, p = 1. n counts the zeros.
[[nodiscard]] SignedRank signed_rank_of(const Scores& differences, std::uint64_t most_exact, Reason none, Zeros zeros = Zeros::Ranked);
[[nodiscard]] Estimate signed_rank_sum_of(const Scores& differences, Reason none, Zeros zeros = Zeros::Ranked);  // V alone, many times faster
inline constexpr std::uint64_t kMostExactPairs = 1000;   // at practice level: a gap has three sizes, its change six
inline constexpr std::uint64_t kMostExactScores = 200;   // above it

// Sign-flip test of whole-number differences: is their sum larger than under random signs? (Fisher; Pitman 1937.) Exact up to
// kMostExactPairs non-zero differences of at most six sizes, normal beyond. All zero: 1.
[[nodiscard]] Estimate sign_flip_of(const Scores& differences, Reason none);
// Exact binomial test of positive against negative values (Dixon & Mood 1946); 1 if all are zero.
[[nodiscard]] Estimate sign_test_of(const Scores& differences, Reason none);
// 2^(1 - n), at most 1: no two-sided test of n non-zero values can give a smaller p (Tarone 1990).
[[nodiscard]] double smallest_p_of(std::uint64_t non_zero);
inline constexpr double kSignificance = .05;
// The smallest two-sided p that the non-zero values could give, 2^(1 - nz) (Tarone 1990); n = nz.
[[nodiscard]] Estimate smallest_p_of(const Scores& differences, Reason none);
// (R+ - R-)/(R+ + R-), zeros dropped before ranking (Kerby 2014); n = nz.
[[nodiscard]] Estimate rank_biserial_of(const Scores& differences, Reason none);

// Difference of means, `b` - `a`, with Welch's interval (Welch 1947); n = both together.
[[nodiscard]] Estimate welch_difference_of(const Scores& b, const Scores& a);

// Wilcoxon-Mann-Whitney test with mid-ranks, two-sided by distance from the mean. Exact up to kMostExactRankSum values
// together, else normal with ties corrected and no continuity correction. All values equal: 1. Unavailable if a sample is
// empty; n = both together.
[[nodiscard]] Estimate rank_sum_of(const Scores& b, const Scores& a);
inline constexpr std::uint64_t kMostExactRankSum = 50;
// Cliff's delta: P(b > a) - P(b < a) (Cliff 1993). Unavailable if a sample is empty.
[[nodiscard]] Estimate dominance_of(const Scores& b, const Scores& a);

// Friedman's test over the principles (Friedman 1937), ties corrected (Conover 1999): chi-square, its upper tail and
// Kendall's W. n = respondents scored on all of them; unavailable below two, or if each of them scored all alike.
struct Friedman {
  Estimate chi2, p, w;
};
[[nodiscard]] Friedman friedman_of(const PrincipleRanks& ranks);

// Step-wise adjustments for many tests, as R's p.adjust: NaN stays NaN and is not in the family (Holm 1979; Benjamini &
// Hochberg 1995).
[[nodiscard]] std::vector<double> adjust_holm(std::span<const double> p);
[[nodiscard]] std::vector<double> adjust_benjamini_hochberg(std::span<const double> p);

// p is never given as 0: machine formats print no less than this.
inline constexpr double kSmallestP = 1e-300;

}  // namespace partnership
