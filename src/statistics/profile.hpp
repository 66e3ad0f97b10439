// Mean ideals and mean actuals of several practices as two profiles.
#pragma once
#include <span>

#include "partnership/estimate.hpp"
#include "partnership/tally.hpp"

namespace partnership {

// Over practices with pairs, x = mean ideal, y = mean actual of the pairs: root mean square of x - y, and its parts: difference
// of the means, difference of the (population) standard deviations, Pearson's correlation (Cronbach & Gleser 1953). n =
// practices with pairs; r needs three of them and two profiles that are not flat.
struct Profile {
  Estimate rmsd, elevation, scatter, r;
};
[[nodiscard]] Profile profile_of(std::span<const JointCounts> practices);

}  // namespace partnership
