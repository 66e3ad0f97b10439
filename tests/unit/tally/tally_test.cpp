#include "partnership/tally.hpp"

#include <gmock/gmock.h>

#include "support/small_forms.hpp"

namespace partnership {
namespace {

using sample::form;
using sample::rating;
using sample::response;
using sample::scope_of;
using sample::scores;
using sample::tally_of;
using ::testing::ElementsAre;

// Six people on one practice: two pairs one step apart, one equal pair, and one case of each way to leave no pair.
JointCounts six_people() {
  JointCounts counts;
  for (const auto* answer : {"4c", "4c", "3c", "Nb", "4.", ".N"}) counts.add(rating(answer));
  return counts;
}

TEST(JointCounts, KeepEveryCombinationApart) {
  const JointCounts counts = six_people();
  EXPECT_EQ(counts.count(Answer::Point4, Answer::Point3), 2U);
  EXPECT_EQ(counts.count(Answer::Point3, Answer::Point3), 1U);
  EXPECT_EQ(counts.count(Answer::NotApplicable, Answer::Point2), 1U);
  EXPECT_EQ(counts.count(Answer::Point4, Answer::Blank), 1U);
  EXPECT_EQ(counts.count(Answer::Blank, Answer::NotApplicable), 1U);
  EXPECT_EQ(counts.count(Answer::Point3, Answer::Point4), 0U);
  EXPECT_EQ(counts.asked(), 6U);
}

TEST(JointCounts, UnpairedAnswersCountOnTheirSideOnly) {
  const JointCounts counts = six_people();
  EXPECT_EQ(counts.pairs(), 3U);
  EXPECT_EQ(counts.valid(Side::Ideal), 4U);   // 4, 4, 3 and the 4 beside a blank
  EXPECT_EQ(counts.valid(Side::Actual), 4U);  // c, c, c and the b beside N/A
  EXPECT_THAT(counts.points(Side::Ideal), ElementsAre(0U, 0U, 1U, 3U));
  EXPECT_THAT(counts.points(Side::Actual), ElementsAre(0U, 1U, 3U, 0U));
  EXPECT_THAT(counts.paired_points(Side::Ideal), ElementsAre(0U, 0U, 1U, 2U));
  EXPECT_THAT(counts.paired_points(Side::Actual), ElementsAre(0U, 0U, 3U, 0U));
}

TEST(JointCounts, MarginsTellNotApplicableFromBlank) {
  const JointCounts counts = six_people();
  EXPECT_EQ(counts.count(Side::Ideal, Answer::NotApplicable), 1U);
  EXPECT_EQ(counts.count(Side::Ideal, Answer::Blank), 1U);
  EXPECT_EQ(counts.count(Side::Actual, Answer::NotApplicable), 1U);
  EXPECT_EQ(counts.count(Side::Actual, Answer::Blank), 1U);
}

TEST(JointCounts, GapIsIdealMinusActualOfThePairs) {
  JointCounts counts = six_people();
  EXPECT_EQ(counts.gaps(), scores({1, 1, 0}));
  counts.add(rating("1d"), 5);
  EXPECT_EQ(counts.gaps(), scores({1, 1, 0, -3, -3, -3, -3, -3}));
}

TEST(JointCounts, Add) {
  JointCounts counts = six_people();
  counts.add(six_people());
  EXPECT_EQ(counts.asked(), 12U);
  EXPECT_EQ(counts.count(Answer::Point4, Answer::Point3), 4U);
}

TEST(ScopeTally, ScoresAreARespondentsSumsOverOwnPairs) {
  const auto small = form("1P1 1P2 1P3 1P4");
  // Gaps 2, 1, -1 on three pairs; the fourth practice is blank and leaves no trace.
  const ScopeTally scope = scope_of(tally_of(small, {"4b 3b 2c .."}), "all");
  EXPECT_EQ(scope.of(Measure::Ideal), scores({3}));        // (4 + 3 + 2)/3
  EXPECT_EQ(scope.of(Measure::Actual), scores({{7, 3}}));  // (2 + 2 + 3)/3
  EXPECT_EQ(scope.of(Measure::Gap), scores({{2, 3}}));     // (2 + 1 - 1)/3
  EXPECT_EQ(scope.of(Measure::AbsGap), scores({{4, 3}}));  // (2 + 1 + 1)/3
  EXPECT_EQ(scope.of(Measure::Exact), scores({0}));        // none of three
  EXPECT_EQ(scope.of(Measure::Net), scores({{1, 3}}));     // two up, one down, of three
}

TEST(HalfRule, CountsARespondentWithExactlyHalf) {
  EXPECT_EQ(scope_of(tally_of(form("1P1 1P2 1P3 1P4"), {"4b 3b .. .."}), "all").of(Measure::Gap).n(), 1U);
  EXPECT_EQ(scope_of(tally_of(form("1P1 1P2 1P3 1P4"), {"4b .. .. .."}), "all").of(Measure::Gap).n(), 0U);
}

TEST(HalfRule, AsksForMoreThanTheSmallerHalfOfAnOddNumber) {
  EXPECT_EQ(scope_of(tally_of(form("1P1 1P2 1P3"), {"4b 3b .."}), "all").of(Measure::Gap).n(), 1U);
  EXPECT_EQ(scope_of(tally_of(form("1P1 1P2 1P3"), {"4b .. .."}), "all").of(Measure::Gap).n(), 0U);
}

TEST(HalfRule, TakesNotApplicableBlankAndNotAskedAllAsNotAnswered) {
  const auto small = form("1P1 1P2 1P3 1P4");
  for (const auto* missing : {"N.", ".N", "NN", "..", "4N", "Nd", "4.", ".d", "--"}) {
    const std::string half = std::string("4b 4b ") + missing + " " + missing;
    EXPECT_EQ(scope_of(tally_of(small, {half.c_str()}), "all").of(Measure::Gap), scores({2})) << half;
    const std::string quarter = half.substr(0, 3) + missing + half.substr(5);
    EXPECT_EQ(scope_of(tally_of(small, {quarter.c_str()}), "all").of(Measure::Gap).n(), 0U) << quarter;
  }
}

TEST(HalfRule, HoldsForEachScopeByItself) {
  // All of principle 1, one of three of principle 2: scored on "1" and, with three of five, on "all", but not on "2".
  const auto tally = tally_of(form("1P1 1S1 2P1 2P2 2S1"), {"4b 4c 3c .. .."});
  EXPECT_EQ(scope_of(tally, "1").of(Measure::Gap), scores({{3, 2}}));
  EXPECT_EQ(scope_of(tally, "2").of(Measure::Gap).n(), 0U);
  EXPECT_EQ(scope_of(tally, "2P").of(Measure::Gap), scores({0}));
  EXPECT_EQ(scope_of(tally, "2S").of(Measure::Gap).n(), 0U);
  EXPECT_EQ(scope_of(tally, "P").of(Measure::Gap), scores({1}));
  EXPECT_EQ(scope_of(tally, "all").of(Measure::Gap), scores({1}));
}

TEST(HalfRule, NobodyIsScoredWithoutAnyPair) {
  const auto tally = tally_of(form("1P1"), {"..", "NN", "4.", "--"});
  EXPECT_EQ(scope_of(tally, "all").of(Measure::Gap).n(), 0U);
  EXPECT_EQ(tally.respondents(), 4U);
}

TEST(Contrast, IsTheGapOnPartnershipPracticesMinusTheGapOnSponsorPractices) {
  // P: (2 + 1 + 0)/3 = 1; S: (0 - 1)/2 = -1/2; the contrast is 3/2.
  const auto tally = tally_of(form("1P1 1P2 1P3 1S1 1S2"), {"4b 4c 4d 3c 2c"});
  EXPECT_EQ(scope_of(tally, "1").contrast, scores({{3, 2}}));
  EXPECT_EQ(scope_of(tally, "all").contrast, scores({{3, 2}}));
}

TEST(Contrast, NeedsHalfOfBothActorsPractices) {
  const auto small = form("1P1 1P2 1P3 1S1 1S2");
  EXPECT_EQ(scope_of(tally_of(small, {"4b 4b .. 3c .."}), "1").contrast, scores({2}));
  EXPECT_EQ(scope_of(tally_of(small, {"4b .. .. 3c 3c"}), "1").contrast.n(), 0U);
  EXPECT_EQ(scope_of(tally_of(small, {"4b 4b 4b .. .."}), "1").contrast.n(), 0U);
}

TEST(Contrast, IsNotKeptWhereOnlyOneActorHasPractices) {
  const auto tally = tally_of(form("1P1 1S1 2P1"), {"4b 4c 4d"});
  for (const auto* key : {"1P", "1S", "2", "2P", "P", "S"}) EXPECT_EQ(scope_of(tally, key).contrast.n(), 0U) << key;
  EXPECT_EQ(scope_of(tally, "1").contrast.n(), 1U);
}

TEST(Endorsement, IsOfRespondentsWhoRatedEveryIdealDesirableOrMore) {
  const auto small = form("1P1 1P2 1P3 1P4");
  const ScopeTally scope = scope_of(tally_of(small, {"4b 3b 4b 3b",    // every ideal 3 or 4: endorsed
                                                     "4b 3. 4N N.",    // actual does not matter, N/A is no ideal: endorsed
                                                     "4b 3b 4b 2b",    // one ideal of 2: rated, not endorsed
                                                     "4b 3b .. ..",    // exactly half: endorsed
                                                     "4b .b .. .."}),  // too few ideals: not rated
                                    "all");
  EXPECT_EQ(scope.rated, 4U);
  EXPECT_EQ(scope.endorsed, 3U);
}

TEST(Tally, CountsRespondentsAndInvalidCells) {
  const auto small = form("1P1 1S1");
  Tally tally(small, TallyDepth::Scopes);
  Response spoiled = response(small, "4. 3c");
  spoiled.invalid_cells = 1;
  tally.add(spoiled);
  tally.add(response(small, "-- --"));
  EXPECT_EQ(tally.respondents(), 2U);
  EXPECT_EQ(tally.invalid_cells(), 1U);
  EXPECT_EQ(tally.practice(0).asked(), 1U) << "not asked is not in the joint table";
}

TEST(Tally, OfPracticesOnlyHasTheSameJointTables) {
  const auto small = form("1P1 1S1");
  const auto deep = tally_of(small, {"4b 3c", "2a N."}), flat = tally_of(small, {"4b 3c", "2a N."}, TallyDepth::Practices);
  EXPECT_EQ(flat.practice(0), deep.practice(0));
  EXPECT_EQ(flat.practice(1), deep.practice(1));
  EXPECT_EQ(flat.respondents(), 2U);
  EXPECT_FALSE(flat == deep) << "they can answer different questions";
}

TEST(Tally, OfCountedRatingsKnowsPracticesOnly) {
  const auto small = form("1P1 1S1");
  Tally counted(small, TallyDepth::Scopes);
  counted.add(CountedRating{small, {}, 0, rating("4b"), 3, "", {}});
  counted.add(CountedRating{small, {}, 1, rating("3c"), 2, "", {}});
  EXPECT_TRUE(counted.counts_only());
  EXPECT_EQ(counted.respondents(), 0U);
  EXPECT_EQ(counted.practice(0).gaps(), scores({2, 2, 2}));
  EXPECT_EQ(counted.practice(1).pairs(), 2U);

  Tally mixed = tally_of(small, {"4b 3c"});
  EXPECT_FALSE(mixed.counts_only());
  mixed.add(counted);
  EXPECT_TRUE(mixed.counts_only()) << "part of the group is unknown above practice level";
}

TEST(Tally, MergedPartsEqualOnePass) {
  const auto small = form("1P1 1P2 1S1");
  const auto whole = tally_of(small, {"4b 3c 4d", "2a N. 1b", "-- 3b 3b"});
  Tally first_last = tally_of(small, {"4b 3c 4d"});
  first_last.add(tally_of(small, {"2a N. 1b", "-- 3b 3b"}));
  Tally last_first = tally_of(small, {"-- 3b 3b", "2a N. 1b"});
  last_first.add(tally_of(small, {"4b 3c 4d"}));
  EXPECT_TRUE(first_last == whole);
  EXPECT_TRUE(last_first == whole);
  EXPECT_FALSE(tally_of(small, {"4b 3c 4d"}) == whole);
}

TEST(Tally, MergingAnEmptyOneChangesNothing) {
  const auto small = form("1P1 1S1");
  Tally tally = tally_of(small, {"4b 3c"});
  tally.add(Tally(small, TallyDepth::Scopes));
  EXPECT_TRUE(tally == tally_of(small, {"4b 3c"}));
}

}  // namespace
}  // namespace partnership
