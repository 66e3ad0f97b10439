// What a respondent's answers on a set of practices sum up to, and the half rule that decides whether they are a score.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>

#include "partnership/tally.hpp"

namespace partnership {

// Plain fields in one array, so that compilers add them side by side.
struct Sums {
  enum Field { kPairs, kIdeal, kActual, kGap, kAbsGap, kExact, kNet, kRated, kNotEndorsed, kFields = 12 };
  std::array<std::int32_t, kFields> of{};

  void add(const Sums& other) {
    for (std::size_t i = 0; i < kFields; ++i) of[i] += other.of[i];
  }
  [[nodiscard]] std::int32_t sum(Measure measure) const { return of[kIdeal + static_cast<std::size_t>(measure)]; }
};

// By code, as in ResponseBlock: what one rating adds to the sums of its scopes. "Not asked" adds nothing.
[[nodiscard]] const std::array<Sums, JointCounts::kCells + 1>& sums_by_code();

// The half rule: answered on at least half of the practices (Ware et al. 1993; Fairclough & Cella 1996).
[[nodiscard]] inline bool at_least_half(std::int32_t answered, std::size_t practices) {
  return 2 * static_cast<std::size_t>(answered) >= practices && answered > 0;
}

}  // namespace partnership
