// Do the respondents of a group agree with each other? From how often each point of one side was given: on one practice, and
// over the practices of a scope. N/A and blank are nobody's opinion and are not in the counts.
#pragma once
#include <array>
#include <cstdint>
#include <span>

#include "partnership/estimate.hpp"

namespace partnership {

using Points = std::array<std::uint64_t, 4>;  // how many gave 1, 2, 3, 4

// Variance of answers if respondents had answered at random on four points: all alike, or leaning to one end with shares
// .05, .20, .35, .40 (the four-point likeness of the "slight skew" of LeBreton & Senter 2008).
inline constexpr double kUniformVariance = 1.25, kSkewedVariance = .79;

// r_WG = 1 - min(s2, v)/v (James, Demaree & Wolf 1984). Unavailable below two answers.
[[nodiscard]] Estimate within_group_agreement_of(const Points& points, double null_variance);
// a_WG = 1 - 2 s2 / ((5M - M^2 - 4) n/(n - 1)) (Brown & Hauenstein 2005): 1 if all answers are 1 or all are 4; otherwise
// only for (n + 3)/n <= M <= (4n - 3)/n, where a mean M leaves room to disagree.
[[nodiscard]] Estimate mean_adjusted_agreement_of(const Points& points);

// Over the J practices with two or more answers; n = J, unavailable without any.
// r_WG(J) = J(1 - q)/(J(1 - q) + q), q = min(mean s2, v)/v (James, Demaree & Wolf 1984). Rises with J alone.
[[nodiscard]] Estimate joint_agreement_of(std::span<const Points> practices, double null_variance);
// r*_WG(J) = 1 - mean s2 / 1.25, may be negative (Lindell, Brandt & Whitney 1999).
[[nodiscard]] Estimate linear_joint_agreement_of(std::span<const Points> practices);
// Mean of the practices' average deviations (Burke, Finkelstein & Dusig 1999).
[[nodiscard]] Estimate mean_average_deviation_of(std::span<const Points> practices);

// Krippendorff's alpha for ordinal data (Hayes & Krippendorff 2007; Krippendorff 2011), practices being the units: do answers
// tell the practices apart? n = answers on practices with two or more. Unavailable if all answers are the same.
[[nodiscard]] Estimate krippendorff_alpha_of(std::span<const Points> practices);

}  // namespace partnership
