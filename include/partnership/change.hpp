// What changed between two waves, a then b. Linked: respondents who answered in both, by their own differences. Unlinked: all
// respondents of each wave, for where names do not link. The two are never mixed.
#pragma once
#include <cstdint>
#include <vector>

#include "partnership/catalogue.hpp"
#include "partnership/change_tally.hpp"
#include "partnership/estimate.hpp"
#include "partnership/tally.hpp"

namespace partnership {

// A comparison is no statistic of one group, so it comes as a list: what, of which practice or scope, and how much.
struct Comparison {
  const StatisticRow* row = nullptr;  // chg_gap_mean
  Level level = Level::Practice;
  std::size_t index = 0;  // of the practice or scope
  Estimate estimate;
};
// chg_*: `practices` false leaves out the practices and who is linked, as for a single partnership.
[[nodiscard]] std::vector<Comparison> linked_change(const ChangeTally& change, bool practices = true, const Choice& wanted = every_statistic);
// uchg_*, of tallies of TallyDepth::Scopes or more.
[[nodiscard]] std::vector<Comparison> unlinked_change(const Tally& a, const Tally& b, const Choice& wanted = every_statistic);

}  // namespace partnership
