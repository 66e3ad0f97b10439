// What the table of statistics says of whole groups: profiles, importance, reliability, partnerships, stages.
#include <gmock/gmock.h>

#include <cmath>
#include <stdexcept>
#include <string>

#include "partnership/group_statistics.hpp"
#include "support/small_forms.hpp"

namespace partnership {
namespace {

using sample::form;
using sample::tally_of;

Estimate get(const GroupStatistics& group, std::string_view name, const std::string& key) {
  for (const Level level : {Level::Practice, Level::Block, Level::Principle, Level::Actor, Level::Overall})
    for (const Subject& subject : group.subjects(level))
      if (group.key(subject) == key) return group.get(name, subject).value();
  throw std::invalid_argument(key);
}

const InstrumentPtr& small() {
  static const InstrumentPtr kSmall = form("1P1 1S1 1S2 2P1");
  return kSmall;
}

TEST(Profile, FollowsCronbachAndGleser) {
  // Mean ideals 4, 3, 2 and mean actuals 3, 2, 2 on principle 1: by hand.
  const auto tally = tally_of(small(), {"4c 3b 2b 4d"});
  const GroupStatistics group(tally);
  EXPECT_NEAR(get(group, "profile_rmsd", "1").value, std::sqrt(2.0 / 3), 1e-12);
  EXPECT_NEAR(get(group, "profile_elevation", "1").value, 2.0 / 3, 1e-12);
  EXPECT_NEAR(get(group, "profile_scatter", "1").value, std::sqrt(2.0 / 3) - std::sqrt(2.0 / 9), 1e-12);
  EXPECT_NEAR(get(group, "profile_r", "1").value, std::sqrt(3) / 2, 1e-12);
  EXPECT_EQ(get(group, "profile_r", "2").reason, Reason::TooFew);
  EXPECT_EQ(get(group, "profile_rmsd", "1").n, 3U);
}

TEST(Importance, CutsAtTheMeansAndAtTheMiddle) {
  // Ideals 4 4 1 1 (cut 2.5), actuals 1 4 1 4 (cut 2.5): one practice in each corner.
  const auto tally = tally_of(small(), {"4a 4d 1a 1d"});
  const GroupStatistics group(tally);
  const char* kKeys[] = {"1P1", "1S1", "1S2", "2P1"};
  const double kQuadrants[] = {1, 2, 3, 4};
  for (int i = 0; i < 4; ++i) {
    EXPECT_EQ(get(group, "ipa_quadrant_mean", kKeys[i]).value, kQuadrants[i]);
    EXPECT_EQ(get(group, "ipa_quadrant_mid", kKeys[i]).value, kQuadrants[i]);
  }
  EXPECT_EQ(get(group, "ipa_cut_ideal", "all").value, 2.5);
  EXPECT_EQ(get(group, "ideal_rank", "1S1").value, 1);
  EXPECT_EQ(get(group, "ideal_rank", "2P1").value, 3) << "two are rated higher";
}

TEST(Importance, LeavesOutPracticesWithoutPairs) {
  const auto tally = tally_of(small(), {"4a 4. .. 1d"});
  const GroupStatistics group(tally);
  EXPECT_EQ(get(group, "ipa_cut_ideal", "all").n, 2U);
  EXPECT_EQ(get(group, "ipa_quadrant_mean", "1S1").reason, Reason::NoPairs);
  EXPECT_EQ(get(group, "ideal_rank", "1S1").value, 1) << "an ideal alone is ranked";
  EXPECT_EQ(get(group, "ideal_rank", "1S2").reason, Reason::NoAnswers);
}

TEST(DeepStatistics, NeedADeepTally) {
  const auto shallow = tally_of(small(), {"4a 3b 2c 4d", "3a 4b 2d 4c", "2a 3b 3c 3d"});
  EXPECT_EQ(get(GroupStatistics(shallow), "alpha_ideal", "1").reason, Reason::NotTallied);
  EXPECT_EQ(get(GroupStatistics(shallow), "q_n_duplicate", "all").reason, Reason::NotTallied);
  const auto deep = tally_of(small(), {"4a 3b 2c 4d", "3a 4b 2d 4c", "2a 3b 3c 3d", "2a 3b 3c 3d"}, TallyDepth::Everything);
  const GroupStatistics group(deep);
  EXPECT_EQ(get(group, "alpha_items_ideal", "1").value, 3);
  EXPECT_EQ(get(group, "alpha_items_actual", "1").value, 1) << "all answer the first two alike";
  EXPECT_EQ(get(group, "alpha_actual", "1").reason, Reason::NoVariation);
  // 3 4 3 3 with the sums of the others, 6 5 5 5: deviations -1/4 3/4 -1/4 -1/4 and 3/4 -1/4 -1/4 -1/4; -1/4 over 3/4.
  EXPECT_NEAR(get(group, "item_rest_ideal", "1S1").value, -1.0 / 3, 1e-12);
  EXPECT_EQ(get(group, "q_n_duplicate", "all").value, 2);
  EXPECT_EQ(get(group, "alpha_ideal", "2").reason, Reason::NoVariation) << "one practice";
}

TEST(Partnerships, AreClassesOfTheIntraclassCorrelation) {
  const auto one = tally_of(small(), {"4a 4a 4a 4a", "4a 4a 4a 4a"}), two = tally_of(small(), {"4d 4d 4d 4d", "4d 4d 4d 4d"});
  Tally whole = one;
  whole.add(two);
  const GroupStatistics group(whole, {&one, &two});
  EXPECT_EQ(get(group, "icc1_gap", "all").value, 1);
  EXPECT_EQ(get(group, "icc1_ideal", "1").reason, Reason::NoVariation);
  EXPECT_EQ(get(group, "gap_mixed", "all").reason, Reason::TooFew);
  EXPECT_EQ(get(GroupStatistics(whole), "icc1_gap", "all").reason, Reason::PartnershipsUnknown);
}

TEST(StageDifferences, CountPartnershipsOnce) {
  const auto a = tally_of(small(), {"4a 4a 4a 4a", "4a 4a 4a 4a", "4a 4a 4a 4a"}), b = tally_of(small(), {"4b 4b 4b 4b"}),
             c = tally_of(small(), {"4d 4d 4d 4d"}), d = tally_of(small(), {"4c 4c 4c 4c"});
  Tally developing = a, established = c;
  developing.add(b);
  established.add(d);
  const std::size_t all = sample::scope_index(*small(), "all");
  const auto found = stage_differences_of_partnerships(GroupStatistics(developing, {&a, &b}), all, GroupStatistics(established, {&c, &d}), all);
  const auto estimate = [&](std::string_view name) {
    for (const auto& difference : found)
      if (difference.row->name == name) return difference.estimate;
    throw std::invalid_argument(std::string(name));
  };
  EXPECT_EQ(estimate("stage_diff_gap_partnerships").value, -2);  // (0 + 1)/2 - (3 + 2)/2, not weighted by respondents
  EXPECT_EQ(estimate("stage_diff_gap_partnerships").n, 4U);
  EXPECT_NEAR(estimate("stage_diff_congruence_partnerships").value, 2.0 / 3, 1e-12);
  EXPECT_NEAR(estimate("stage_perm_p_gap").value, 1.0 / 3, 1e-12);
  EXPECT_EQ(estimate("stage_cliff_gap").value, -1);
  EXPECT_FALSE(estimate("stage_diff_ideal_partnerships").has_interval());
  EXPECT_EQ(stage_differences_of_partnerships(GroupStatistics(developing), all, GroupStatistics(established), all)[0].estimate.reason,
            Reason::PartnershipsUnknown);
}

}  // namespace
}  // namespace partnership
