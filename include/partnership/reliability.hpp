// Do the practices of a principle measure one thing? Over the respondents who answered all of them; practices that all of
// these answered alike say nothing and are left out, as R's psych does. Pure functions of sums of products.
#pragma once
#include <cstdint>
#include <vector>

#include "partnership/estimate.hpp"
#include "partnership/item_tally.hpp"

namespace partnership {

struct Reliability {
  Estimate items;    // practices left
  Estimate alpha;    // Cronbach (1951) with Feldt's (1965) interval; may be negative. Unavailable below two respondents or
                     // practices, or if the sums do not differ
  Estimate lambda2;  // Guttman (1945), at least alpha
  // By practice: alpha of the others, for three and more; Pearson's correlation with the sum of the others (Nunnally & Bernstein
  // 1994).
  std::vector<Estimate> alpha_deleted, item_rest;
};
[[nodiscard]] Reliability reliability_of(const CrossProducts& items);

// McDonald's omega (1999) from one factor fitted to the correlations by maximum likelihood: L^2/(L^2 + sum of uniquenesses),
// L = sum of loadings. Unavailable below 50 respondents or three practices, and where a uniqueness falls to .0051 or less
// (a Heywood case). Good to about 1e-6.
[[nodiscard]] Estimate omega_of(const CrossProducts& items);
inline constexpr std::uint64_t kFewestForOmega = 50;

}  // namespace partnership
