// How the two sides of pairs go together, from the 4 x 4 table of ideal by actual points: chance-corrected agreement,
// association, and an interval for the mean gap that stands up to few respondents. Pure functions of counts.
#pragma once
#include <array>
#include <cstdint>

#include "partnership/estimate.hpp"
#include "partnership/scores.hpp"
#include "partnership/tally.hpp"

namespace partnership {

using PairTable = std::array<std::array<std::uint64_t, 4>, 4>;  // [ideal point - 1][actual point - 1]
[[nodiscard]] PairTable pair_table_of(const JointCounts& counts);

enum class Weights : std::uint8_t { Linear, Quadratic };  // 1 - |i - j|/3 and 1 - (i - j)^2/9

// Weighted kappa (Cohen 1968) with the interval of Fleiss, Cohen & Everitt (1969), which needs n >= 32 (Cicchetti 1981).
// Unavailable below two pairs and where both sides are constant and equal; 0 where one side is constant.
[[nodiscard]] Estimate weighted_kappa_of(const PairTable& pairs, Weights weights);
// The linearly weighted agreement that the margins alone would give; unavailable below two pairs.
[[nodiscard]] Estimate expected_agreement_of(const PairTable& pairs);
// Gwet's AC2 with linear weights (Gwet 2008), which does not collapse where one answer is common.
[[nodiscard]] Estimate gwet_ac2_of(const PairTable& pairs);

// Association, not agreement: unavailable below two pairs or if a side is constant.
[[nodiscard]] Estimate tau_b_of(const PairTable& pairs);     // Kendall (1945)
[[nodiscard]] Estimate spearman_of(const PairTable& pairs);  // Pearson's correlation of mid-ranks
// Polychoric correlation in two steps: thresholds from the margins, then maximum likelihood (Olsson 1979). Unavailable below
// 32 pairs, if a side is constant, and beyond +-.999. Good to 1e-6.
[[nodiscard]] Estimate polychoric_of(const PairTable& pairs);
inline constexpr std::uint64_t kFewestForAsymptotics = 32;  // 2 x 4^2 (Cicchetti 1981)

// Mean of the gaps -3..3 under a Dirichlet posterior with prior weight 1 over the seven cells (Perks 1947), its interval from
// a scaled beta distribution of the same mean and variance (Agresti & Hitchcock 2005). There from one pair on. Gaps of single
// practices: whole numbers.
[[nodiscard]] Estimate posterior_mean_gap_of(const Scores& gaps);

}  // namespace partnership
