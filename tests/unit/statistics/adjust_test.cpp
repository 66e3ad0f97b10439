#include <gmock/gmock.h>

#include <cmath>
#include <vector>

#include "partnership/statistics.hpp"

namespace partnership {
namespace {

using ::testing::DoubleEq;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::NanSensitiveDoubleEq;

std::vector<double> holm(const std::vector<double>& p) { return adjust_holm(p); }
std::vector<double> benjamini_hochberg(const std::vector<double>& p) { return adjust_benjamini_hochberg(p); }

// Ascending, the smallest p times 4, the next times 3, 2, 1, and never less than the one before: .04, .06, .06, .06.
TEST(Holm, MultipliesByTheTestsThatAreLeft) {
  EXPECT_THAT(holm({.01, .02, .03, .04}), ElementsAre(DoubleEq(.04), DoubleEq(.06), DoubleEq(.06), DoubleEq(.06)));
}

// Descending, the largest p times 4/4, the next times 4/3, 4/2, 4/1, and never more than the one before.
TEST(BenjaminiHochberg, MultipliesByTheFamilyOverTheRank) {
  EXPECT_THAT(benjamini_hochberg({.01, .02, .03, .04}), ElementsAre(DoubleEq(.04), DoubleEq(.04), DoubleEq(.04), DoubleEq(.04)));
  // .5; .03 x 4/3 = .04; .01 x 4/2 = .02; .005 x 4 = .02
  EXPECT_THAT(benjamini_hochberg({.005, .01, .03, .5}), ElementsAre(DoubleEq(.02), DoubleEq(.02), DoubleEq(.04), DoubleEq(.5)));
}

TEST(Adjustment, KeepsTheOrderOfTheInput) {
  EXPECT_THAT(holm({.5, .005, .03, .01}), ElementsAre(DoubleEq(.5), DoubleEq(.02), DoubleEq(.06), DoubleEq(.03)));
  EXPECT_THAT(benjamini_hochberg({.5, .005, .03, .01}), ElementsAre(DoubleEq(.5), DoubleEq(.02), DoubleEq(.04), DoubleEq(.02)));
}

TEST(Adjustment, GivesEqualTestsEqualResults) {
  EXPECT_THAT(holm({.02, .02, .02}), ElementsAre(DoubleEq(.06), DoubleEq(.06), DoubleEq(.06)));
  EXPECT_THAT(benjamini_hochberg({.02, .02, .02}), ElementsAre(DoubleEq(.02), DoubleEq(.02), DoubleEq(.02)));
}

// A test that could not be made is not in the family; one that found nothing (p = 1) is. R: p.adjust(c(NA, .01, 1))
TEST(Adjustment, LeavesOutWhatIsMissingButNotWhatIsOne) {
  EXPECT_THAT(holm({kUnavailable, .01, 1}), ElementsAre(NanSensitiveDoubleEq(kUnavailable), DoubleEq(.02), DoubleEq(1)));
  EXPECT_THAT(benjamini_hochberg({kUnavailable, .01, 1}), ElementsAre(NanSensitiveDoubleEq(kUnavailable), DoubleEq(.02), DoubleEq(1)));
}

TEST(Adjustment, IsAtMostOne) {
  EXPECT_THAT(holm({.6, .7, 1}), ElementsAre(1, 1, 1));
  EXPECT_THAT(benjamini_hochberg({.9, 1}), ElementsAre(1, 1));
}

TEST(Adjustment, OfOneTestIsThatTest) {
  EXPECT_THAT(holm({.03}), ElementsAre(.03));
  EXPECT_THAT(benjamini_hochberg({.03}), ElementsAre(.03));
}

TEST(Adjustment, OfNothingIsNothing) {
  EXPECT_THAT(holm({}), IsEmpty());
  EXPECT_THAT(holm({kUnavailable}), ElementsAre(NanSensitiveDoubleEq(kUnavailable)));
  EXPECT_THAT(benjamini_hochberg({kUnavailable}), ElementsAre(NanSensitiveDoubleEq(kUnavailable)));
}

}  // namespace
}  // namespace partnership
