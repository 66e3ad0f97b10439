// The statistics of a group by name: that each name finds its formula and its unit, and what is decided among many.
#include "partnership/group_statistics.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <string>
#include <vector>

#include "support/small_forms.hpp"

namespace partnership {
namespace {

using sample::form;
using sample::rating;
using sample::response;
using sample::tally_of;
using ::testing::ElementsAre;

constexpr Level kLevels[] = {Level::Practice, Level::Block, Level::Principle, Level::Actor, Level::Overall};

Subject subject_of(const GroupStatistics& group, const std::string& key) {
  for (const Level level : kLevels)
    for (const Subject& subject : group.subjects(level))
      if (group.key(subject) == key) return subject;
  throw std::invalid_argument(key);
}

Estimate get(const GroupStatistics& group, std::string_view name, const std::string& key) {
  const auto estimate = group.get(name, subject_of(group, key));
  if (!estimate) throw std::invalid_argument(std::string(name) + " of " + key);
  return *estimate;
}

// One value per practice (or scope) of a level, -1 where it is missing.
std::vector<double> values(const GroupStatistics& group, std::string_view name, Level level) {
  std::vector<double> found;
  for (const Subject& subject : group.subjects(level)) {
    const Estimate estimate = group.get(name, subject).value();
    found.push_back(estimate.available() ? estimate.value : -1);
  }
  return found;
}

struct Expected {
  std::string_view name;
  double value;
  std::uint64_t n;
  double lower = kUnavailable, upper = kUnavailable;
};

void expect_all(const GroupStatistics& group, const std::string& key, const std::vector<Expected>& expected) {
  for (const auto& e : expected) {
    const Estimate estimate = get(group, e.name, key);
    EXPECT_NEAR(estimate.value, e.value, 1e-9) << e.name;
    EXPECT_EQ(estimate.n, e.n) << e.name;
    EXPECT_EQ(estimate.has_interval(), !std::isnan(e.lower)) << e.name;
    if (!estimate.has_interval()) continue;
    EXPECT_NEAR(estimate.lower, e.lower, 1e-9) << e.name;
    EXPECT_NEAR(estimate.upper, e.upper, 1e-9) << e.name;
  }
}

// Every statistic of every practice and scope that has it, as f(row, subject's key, estimate).
template <class F>
void for_every_estimate(const GroupStatistics& group, F&& f) {
  for (const Statistic& row : statistics_table())
    for (const Level level : kLevels) {
      if (!row.at(level)) continue;
      for (const Subject& subject : group.subjects(level)) f(row, group.key(subject), group.get(row.name, subject).value());
    }
}

void expect_reasons_for_all_that_is_missing(const GroupStatistics& group) {
  for_every_estimate(group, [](const Statistic& row, const std::string& key, const Estimate& estimate) {
    EXPECT_TRUE(estimate.available() || estimate.reason != Reason::None) << row.name << " of " << key;
  });
}

// --- names and subjects ---

TEST(GroupStatistics, HasASubjectForEveryPracticeAndScope) {
  const auto tally = tally_of(form("1P1 1S1 2P1"), {});
  const GroupStatistics group(tally);
  const auto keys = [&](Level level) {
    std::vector<std::string> found;
    for (const auto& subject : group.subjects(level)) found.push_back(group.key(subject));
    return found;
  };
  EXPECT_THAT(keys(Level::Practice), ElementsAre("1P1", "1S1", "2P1"));
  EXPECT_THAT(keys(Level::Block), ElementsAre("1P", "1S", "2P"));
  EXPECT_THAT(keys(Level::Principle), ElementsAre("1", "2"));
  EXPECT_THAT(keys(Level::Actor), ElementsAre("P", "S"));
  EXPECT_THAT(keys(Level::Overall), ElementsAre("all"));
}

TEST(GroupStatistics, KnowsNoStatisticUnderAnotherNameOrAtAnotherLevel) {
  const auto tally = tally_of(form("1P1"), {"4b"});
  const GroupStatistics group(tally);
  EXPECT_EQ(group.get("gap", subject_of(group, "all")), std::nullopt);
  EXPECT_EQ(group.get("ideal_median", subject_of(group, "all")), std::nullopt);
  EXPECT_EQ(group.get("endorse_all", subject_of(group, "1P1")), std::nullopt);
  EXPECT_EQ(group.get("wilcoxon_pratt_p_holm", subject_of(group, "all")), std::nullopt) << "overall is a family of its own";
}

TEST(StatisticsTable, HasOneRowPerNameAndLevel) {
  for (const Statistic& row : statistics_table())
    for (const Level level : kLevels)
      EXPECT_TRUE(!row.at(level) || find_statistic(row.name, level) == &row) << row.name << " at " << name_of(level);
}

TEST(StatisticsTable, ComputesEveryRowOfAnEmptyGroup) {
  const auto tally = tally_of(form("1P1 1S1 2P1 2S1"), {});
  const GroupStatistics group(tally);
  for_every_estimate(group, [](const Statistic& row, const std::string& key, const Estimate& estimate) {
    EXPECT_EQ(estimate.n, 0U) << row.name << " of " << key;
    EXPECT_FALSE(estimate.has_interval()) << row.name << " of " << key;
    EXPECT_EQ(estimate.available(), row.quantity == Quantity::Count && !row.whole_group_only()) << row.name << " of " << key;
    EXPECT_TRUE(estimate.available() ? estimate.value == 0 : estimate.reason != Reason::None) << row.name << " of " << key;
  });
}

// Answers are there, pairs are not: N/A and blank on one side each time.
TEST(StatisticsTable, GivesAReasonWhereNobodyGaveAPair) {
  const auto tally = tally_of(form("1P1 1S1"), {"4. N.", "4N NN"});
  const GroupStatistics group(tally);
  expect_reasons_for_all_that_is_missing(group);
  EXPECT_EQ(get(group, "gap_mean", "1P1").reason, Reason::NoPairs);
  EXPECT_EQ(get(group, "ideal_mean_all", "1P1").value, 4);
  EXPECT_EQ(get(group, "ideal_mean_all", "1S1").reason, Reason::NoAnswers);
  EXPECT_EQ(get(group, "gap_mean", "all").reason, Reason::NoneScored);
  EXPECT_EQ(get(group, "endorse_all", "all").value, 1) << "one ideal of two is half";
}

// A t interval, a rank and a p-value of one respondent must say so rather than fail.
TEST(StatisticsTable, ComputesEveryRowOfASingleRespondent) {
  const auto tally = tally_of(form("1P1 1S1 2P1 2S1"), {"4b 3c 4d NN"});
  const GroupStatistics group(tally, {&tally});
  expect_reasons_for_all_that_is_missing(group);
  EXPECT_EQ(get(group, "gap_mean", "all").value, 2.0 / 3);
  EXPECT_EQ(get(group, "gap_mean", "all").reason, Reason::FewerThanTwo);
  EXPECT_EQ(get(group, "wilcoxon_pratt_p", "all").value, 1);
  EXPECT_EQ(get(group, "gap_mean_of_partnerships", "all").reason, Reason::OnePartnership);
}

// --- one practice and one scope in full ---

// Four pairs with gaps 1, 1, 0, 2, and one answer on either side without the other. Intervals as R gives them:
// t.test() for means, prop.test(correct = FALSE) for shares.
TEST(Practice, HasPairsAndAnswersAsItsUnits) {
  const auto tally = tally_of(form("1P1"), {"4c", "4c", "3c", "3a", "1.", "Nd"});
  const GroupStatistics group(tally);
  expect_all(group, "1P1",
             {{"pairs", 4, 6},
              {"ideal_valid", 5, 6},
              {"ideal_na", 1, 6},
              {"ideal_blank", 0, 6},
              {"actual_valid", 5, 6},
              {"actual_na", 0, 6},
              {"actual_blank", 1, 6},
              {"ideal_mean", 3.5, 4, 2.58130688444, 4},
              {"actual_mean", 2.5, 4, 1, 4},
              {"gap_mean", 1, 4, -0.299228263625, 2.29922826363},
              {"gap_sd", 0.816496580928, 4},
              {"absgap_mean", 1, 4, 0, 2.29922826363},
              {"congruence", 2.0 / 3, 4, 0.233590578792, 1},
              {"agree_exact", .25, 4, 0.0455872608097, 0.699358157418},
              {"agree_within1", .75, 4, 0.300641842582, 0.95441273919},
              {"shortfall_share", .75, 4, 0.300641842582, 0.95441273919},
              {"excess_share", 0, 4, 0, 0.489890836455},
              {"net_shortfall", .75, 4, -0.11112614338, 1},
              {"ideal_mean_all", 3, 5},     // 4 4 3 3 1
              {"actual_mean_all", 2.8, 5},  // 3 3 3 1 4
              {"ideal_median", 3, 5},
              {"actual_median", 3, 5},
              {"wilcoxon_pratt_v", 9, 4},
              {"wilcoxon_pratt_p", .25, 4},
              {"sign_p", .25, 4},
              {"p_min", .25, 3},
              {"rank_biserial", 1, 3}});
  EXPECT_EQ(get(group, "top2_ideal", "1P1").value, .8);
  EXPECT_EQ(get(group, "top1_ideal", "1P1").value, .4);
  EXPECT_EQ(get(group, "top2_actual", "1P1").value, .8);
  EXPECT_EQ(get(group, "top1_actual", "1P1").value, .2);
}

// Gaps 2 1 0 1 and 1 0 0 -1, so scores 1 and 0; a third respondent answered too little. With two respondents a 95 %
// interval of means reaches over the whole scale: t(.975, 1) = 12.7.
TEST(Scope, HasTheRespondentAsItsUnit) {
  const auto tally = tally_of(form("1P1 1S1 2P1 2S1"), {"4b 4c 4d 4c", "4c 4d 3c 3d", "4a .. .. N."});
  const GroupStatistics group(tally);
  expect_all(group, "all",
             {{"respondents", 3, 3},
              {"scored", 2, 3},
              {"pairs", 9, 12},
              {"ideal_na", 1, 12},
              {"ideal_blank", 2, 12},
              {"actual_blank", 3, 12},
              {"ideal_mean", 3.75, 2, 1, 4},
              {"actual_mean", 3.25, 2, 1, 4},  // 3 and 3.5: 3.25 -+ 3.18
              {"gap_mean", .5, 2, -3, 3},
              {"gap_sd", std::sqrt(.5), 2},
              {"absgap_mean", .75, 2, 0, 3},  // 1 and 1/2
              {"congruence", .75, 2, 0, 1},
              {"agree_exact", .375, 2, 0, 1},            // 1/4 and 2/4
              {"net_shortfall", .375, 2, -1, 1},         // 3/4 and 0
              {"endorse_all", 1, 2, 0.342380227506, 1},  // prop.test(2, 2, correct = FALSE)
              {"wilcoxon_pratt_v", 2, 2},
              {"wilcoxon_pratt_p", 1, 2},
              {"sign_p", 1, 2},
              {"p_min", 1, 1},
              {"rank_biserial", 1, 1},
              {"flag", 0, 2},
              {"actor_contrast_p", 1, 2}});
  // Partnership practices 2 and 0 against sponsor practices 1 and 1: 0; 1 and 0 against 0 and -1: 1.
  EXPECT_EQ(get(group, "actor_contrast_gap", "all").value, .5);
}

TEST(MissingAnswers, AreSharesOfTheCellsThatWereAsked) {
  // Seven practices were asked, 14 cells: three blank, one N/A.
  const auto small = form("1P1 1S1 2P1 2S1");
  Tally tally = tally_of(small, {"4b N. 4. --"});
  Response spoiled = response(small, "4b .d 4b 4b");
  spoiled.invalid_cells = 1;
  tally.add(spoiled);
  const GroupStatistics group(tally);
  expect_all(group, "all", {{"blank_rate", 3.0 / 14, 14}, {"na_rate", 1.0 / 14, 14}, {"invalid_cells", 1, 14}});
}

// --- families ---

// Eight respondents. 1P1 all one step short, 1P2 all equal, 1P3 one single pair, 1P4 all one step over, 1P5 without pairs.
Tally five_practices() {
  Tally tally = tally_of(form("1P1 1P2 1P3 1P4 1P5"), {"4c 4d 4c 3d N."});
  for (int i = 0; i < 7; ++i) tally.add(tally_of(tally.instrument_ptr(), {"4c 4d N. 3d N."}));
  return tally;
}

TEST(Family, AdjustsForThePracticesThatHavePairs) {
  const auto tally = five_practices();
  const GroupStatistics group(tally);
  // Eight of eight on one side: p = 2/2^8. Four tests, the two smallest equal: Holm times 4, Benjamini-Hochberg times 4/2.
  EXPECT_THAT(values(group, "wilcoxon_pratt_p", Level::Practice), ElementsAre(.0078125, 1, 1, .0078125, -1));
  EXPECT_THAT(values(group, "wilcoxon_pratt_p_holm", Level::Practice), ElementsAre(.03125, 1, 1, .03125, -1));
  EXPECT_THAT(values(group, "wilcoxon_pratt_p_bh", Level::Practice), ElementsAre(.015625, 1, 1, .015625, -1));
  EXPECT_EQ(get(group, "wilcoxon_pratt_p_holm", "1P5").reason, Reason::NoPairs);
}

TEST(Flag, TellsSupportedFromIndicatedShortfalls) {
  const auto tally = five_practices();
  const GroupStatistics group(tally);
  // 2: significant shortfall; 0: none; 1: a whole step whatever p; 0: a significant excess is no shortfall; no pairs.
  EXPECT_THAT(values(group, "flag", Level::Practice), ElementsAre(2, 0, 1, 0, -1));
  EXPECT_EQ(get(group, "flag", "1P5").reason, Reason::NoPairs);
}

// Six of six: p = 2/2^6 = 1/32; five such practices of eight: 1/32 x 8/5 = .05.
TEST(Flag, TakesOneTwentiethAsSupported) {
  const auto small = form("1P1 1P2 1P3 1P4 1P5 1P6 1P7 1P8");
  Tally tally(small, TallyDepth::Scopes);
  for (int i = 0; i < 6; ++i) tally.add(response(small, "4c 4c 4c 4c 4c 4d 4d 4d"));
  const GroupStatistics group(tally);
  EXPECT_DOUBLE_EQ(get(group, "wilcoxon_pratt_p_bh", "1P1").value, .05);
  EXPECT_THAT(values(group, "flag", Level::Practice), ElementsAre(2, 2, 2, 2, 2, 0, 0, 0));
}

// Scores 0, 1/2, 2/3, 7/5, 8/5, 11/6 add up to 6 exactly, but to a little less as doubles.
TEST(Flag, KnowsAWholeStepExactly) {
  const auto tally = tally_of(form("1P1 1P2 1P3 1P4 1P5 1P6"), {"4d 4d 4d 4d 4d 4d",    // 0/6
                                                                "4c 4c 4c 4d 4d 4d",    // 3/6
                                                                "4c 4c 4c 4c 4d 4d",    // 4/6
                                                                "4a 4c 4c 4c 4c ..",    // 7/5
                                                                "4a 4a 4c 4c 4d NN",    // 8/5
                                                                "4a 4a 4a 4c 4c 4d"});  // 11/6
  const GroupStatistics group(tally);
  EXPECT_EQ(get(group, "gap_mean", "all").value, 1);
  EXPECT_EQ(get(group, "flag", "all").value, 1);
}

TEST(Rank, IsSharedByTiesAndNotGivenWithoutPairs) {
  const auto tally = five_practices();
  const GroupStatistics group(tally);
  EXPECT_THAT(values(group, "gap_rank", Level::Practice), ElementsAre(1, 3, 1, 4, -1));         // means 1, 0, 1, -1
  EXPECT_THAT(values(group, "congruence_rank", Level::Practice), ElementsAre(2, 1, 2, 2, -1));  // absolute 1, 0, 1, 1
}

// 2/3 from three pairs and from six.
TEST(Rank, TiesEqualMeansOfDifferentNumbers) {
  const auto tally = tally_of(form("1P1 1P2 1P3"), {"4b 4b 4d", "4d 4b 4d", "4d 4d 4d", "NN 4d 4d", "NN 4d 4d", "NN 4d 4d"});
  const GroupStatistics group(tally);
  EXPECT_THAT(values(group, "gap_rank", Level::Practice), ElementsAre(1, 1, 3));
  EXPECT_THAT(values(group, "congruence_rank", Level::Practice), ElementsAre(2, 2, 1));
}

// Scores 1/3 and 2/3 on principle 1, twice 1/2 on principle 2, twice 0 on principle 3.
TEST(Rank, OfPrinciplesComparesExactMeansOfScores) {
  const auto tally = tally_of(form("1P1 1P2 1P3 2P1 2P2 3P1"), {"4c 4d 4d 4c 4d 4d", "4c 4c 4d 4c 4d 4d"});
  const GroupStatistics group(tally);
  EXPECT_THAT(values(group, "gap_mean", Level::Principle), ElementsAre(.5, .5, 0));
  EXPECT_THAT(values(group, "gap_rank", Level::Principle), ElementsAre(1, 1, 3));
}

// Five respondents, five of five on one side: p = 1/16. Three principles: Holm x 3; two actors: x 2; overall: as it is.
TEST(Family, IsOneLevel) {
  const auto small = form("1P1 1S1 2P1 2S1 3P1 3S1");
  Tally tally(small, TallyDepth::Scopes);
  for (int i = 0; i < 5; ++i) tally.add(response(small, "4c 4c 4c 4c 4c 4c"));
  const GroupStatistics group(tally);
  EXPECT_THAT(values(group, "wilcoxon_pratt_p", Level::Overall), ElementsAre(.0625));
  EXPECT_THAT(values(group, "wilcoxon_pratt_p_holm", Level::Principle), ElementsAre(.1875, .1875, .1875));
  EXPECT_THAT(values(group, "wilcoxon_pratt_p_holm", Level::Block), ElementsAre(.375, .375, .375, .375, .375, .375));
  EXPECT_THAT(values(group, "wilcoxon_pratt_p_holm", Level::Actor), ElementsAre(.125, .125));
}

// --- partnerships ---

TEST(Partnerships, CountEquallyWhateverTheirSize) {
  const auto small = form("1P1 1S1");
  // Gap means 2, 0 and 1 of one, three and two respondents: mean 1, s = 1, t(.975, 2) = 4.302652729911.
  const Tally one = tally_of(small, {"4b 4b"}), three = tally_of(small, {"4c 4c", "3d 3d", "4d 4d"}),
              two = tally_of(small, {"4c 4c", "3b 3b"});
  Tally all = one;
  all.add(three);
  all.add(two);
  const GroupStatistics group(all, {&one, &three, &two});
  const std::vector<Expected> gap = {{"gap_mean_of_partnerships", 1, 3, 1 - 4.302652729911 / std::sqrt(3), 3}};
  expect_all(group, "1P1", gap);
  expect_all(group, "all", gap);
  // Each respondent counting once: scores 2 1 -1 0 1 1, mean 4/6, variance 16/15, t(.975, 5) = 2.570581835636.
  const double half = 2.570581835636 * std::sqrt(16.0 / 15 / 6);
  expect_all(group, "all", {{"partnerships", 3, 6}, {"gap_mean", 2.0 / 3, 6, 2.0 / 3 - half, 2.0 / 3 + half}});
  // Mean absolute gaps 2, 2/3, 1: congruences 1/3, 7/9, 2/3, mean 16/27.
  EXPECT_DOUBLE_EQ(get(group, "congruence_mean_of_partnerships", "all").value, 16.0 / 27);
  EXPECT_EQ(get(group, "top2_ideal_mean_of_partnerships", "1P1").value, 1);
  EXPECT_EQ(get(group, "top2_ideal_mean_of_partnerships", "1P1").reason, Reason::ZeroVariance);
}

TEST(Partnerships, WithoutPairsAreLeftOut) {
  const auto small = form("1P1");
  const Tally answered = tally_of(small, {"4b"}), silent = tally_of(small, {"4N"});
  Tally all = answered;
  all.add(silent);
  const GroupStatistics group(all, {&answered, &silent});
  EXPECT_EQ(get(group, "gap_mean_of_partnerships", "1P1").value, 2);
  EXPECT_EQ(get(group, "gap_mean_of_partnerships", "1P1").n, 1U);
  EXPECT_EQ(get(group, "gap_mean_of_partnerships", "1P1").reason, Reason::OnePartnership);
  EXPECT_EQ(get(group, "top2_ideal_mean_of_partnerships", "1P1").n, 2U) << "an ideal does not need its actual";
}

// A third is a third, of three pairs or of six.
TEST(Partnerships, WithExactlyEqualMeansHaveNoInterval) {
  const auto small = form("1P1");
  const Tally three = tally_of(small, {"4c", "4d", "4d"}), six = tally_of(small, {"4b", "4d", "4d", "4d", "4d", "4d"});
  Tally all = three;
  all.add(six);
  const GroupStatistics group(all, {&three, &six});
  EXPECT_EQ(get(group, "gap_mean_of_partnerships", "1P1").value, 1.0 / 3);
  EXPECT_EQ(get(group, "gap_mean_of_partnerships", "1P1").reason, Reason::ZeroVariance);
}

// --- counts without respondents ---

TEST(CountsOnly, GiveEverythingOfPracticesAndNothingOfRespondents) {
  const auto small = form("1P1 1S1");
  Tally tally(small, TallyDepth::Scopes);
  tally.add(CountedRating{small, {}, 0, rating("4c"), 5, "", {}});
  tally.add(CountedRating{small, {}, 1, rating("N."), 5, "", {}});
  const GroupStatistics group(tally);
  EXPECT_EQ(get(group, "gap_mean", "1P1").value, 1);
  EXPECT_EQ(get(group, "wilcoxon_pratt_p", "1P1").value, .0625);
  EXPECT_EQ(get(group, "gap_rank", "1P1").value, 1);
  EXPECT_EQ(get(group, "pairs", "all").value, 5);
  EXPECT_EQ(get(group, "ideal_na", "all").value, 5);
  for (const auto* name : {"gap_mean", "congruence", "scored", "respondents", "endorse_all", "wilcoxon_pratt_p", "flag"}) {
    EXPECT_FALSE(get(group, name, "all").available()) << name;
    EXPECT_EQ(get(group, name, "all").reason, Reason::CountsOnly) << name;
  }
  EXPECT_EQ(get(group, "gap_mean_of_partnerships", "1P1").reason, Reason::CountsOnly);
}

// --- stages ---

TEST(StageDifferences, AreEstablishedMinusDeveloping) {
  // Gaps 2, 1, 0 and 1, 0, -1: means 1 and 0, both variances 1, so Student's interval with 4 degrees of freedom.
  const Tally developing = tally_of(form("1P1", "developing"), {"4b", "4c", "4d"});
  const Tally established = tally_of(form("1P1", "established"), {"4c", "3c", "3d"});
  const auto differences = stage_differences(sample::scope_of(developing, "all"), sample::scope_of(established, "all"));
  ASSERT_EQ(differences.size(), 4U);
  const double half = 2.776445105198 * std::sqrt(2.0 / 3);
  EXPECT_EQ(differences[0].row->name, "stage_diff_ideal");
  EXPECT_NEAR(differences[0].estimate.value, -2.0 / 3, 1e-12);
  EXPECT_EQ(differences[1].row->name, "stage_diff_actual");
  EXPECT_NEAR(differences[1].estimate.value, 1.0 / 3, 1e-12);
  EXPECT_EQ(differences[2].row->name, "stage_diff_gap");
  EXPECT_NEAR(differences[2].estimate.value, -1, 1e-12);
  EXPECT_NEAR(differences[2].estimate.lower, -1 - half, 1e-9);
  EXPECT_NEAR(differences[2].estimate.upper, -1 + half, 1e-9);
  EXPECT_EQ(differences[2].estimate.n, 6U);
  // Absolute gaps 2, 1, 0 and 1, 0, 1: 2/3 against 1, a third less, so congruence a ninth higher.
  EXPECT_EQ(differences[3].row->name, "stage_diff_congruence");
  EXPECT_NEAR(differences[3].estimate.value, 1.0 / 9, 1e-12);
  EXPECT_LT(differences[3].estimate.lower, differences[3].estimate.value);
  EXPECT_GT(differences[3].estimate.upper, differences[3].estimate.value);
}

TEST(StageDifferences, SayWhyThereAreNone) {
  const Tally developing = tally_of(form("1P1", "developing"), {"4b"}), established = tally_of(form("1P1", "established"), {});
  for (const auto& difference : stage_differences(sample::scope_of(developing, "all"), sample::scope_of(established, "all"))) {
    EXPECT_FALSE(difference.estimate.available()) << difference.row->name;
    EXPECT_EQ(difference.estimate.reason, Reason::NoneScored) << difference.row->name;
  }
}

TEST(GroupStatistics, CanBeMoved) {
  const auto tally = five_practices();
  GroupStatistics first(tally);
  EXPECT_EQ(get(first, "gap_rank", "1P2").value, 3);
  const GroupStatistics second(std::move(first));
  EXPECT_EQ(get(second, "gap_rank", "1P2").value, 3);
  EXPECT_EQ(get(second, "flag", "all").value, 0);
}

}  // namespace
}  // namespace partnership
