#include "partnership/scores.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <vector>

#include "support/small_forms.hpp"

namespace partnership {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

TEST(Fraction, IsReducedSoThatEqualScoresAreOneValue) {
  EXPECT_EQ(Fraction(6, 9), Fraction(2, 3));
  EXPECT_EQ(Fraction(6, 9).numerator(), 2);
  EXPECT_EQ(Fraction(6, 9).denominator(), 3);
  EXPECT_EQ(Fraction(-4, 6), Fraction(-2, 3));
  EXPECT_EQ(Fraction(0, 7), Fraction(0, 3));
  EXPECT_EQ(Fraction(0, 7).denominator(), 1);
  EXPECT_EQ(Fraction(9, 9), Fraction(1));
}

TEST(Fraction, IsOrderedByValue) {
  std::vector<Fraction> values = {{1, 2}, {-1, 3}, 0, {2, 5}, {-1, 2}, 3, {1, 3}, -3};
  std::sort(values.begin(), values.end());
  EXPECT_THAT(values, ElementsAre(Fraction(-3), Fraction(-1, 2), Fraction(-1, 3), Fraction(0), Fraction(1, 3), Fraction(2, 5),
                                  Fraction(1, 2), Fraction(3)));
}

// 1 - 1/(2^31-1) and 1 - 1/(2^31-2) differ by 2e-19, less than doubles near 1 can tell apart.
TEST(Fraction, IsOrderedExactlyWhereDoublesAreEqual) {
  const Fraction larger(2147483646, 2147483647), smaller(2147483645, 2147483646);
  EXPECT_EQ(larger.value(), smaller.value());
  EXPECT_LT(smaller, larger);
  EXPECT_NE(smaller, larger);
}

TEST(Fraction, HasSignMagnitudeAndValue) {
  EXPECT_EQ(Fraction(-2, 3).sign(), -1);
  EXPECT_EQ(Fraction(0).sign(), 0);
  EXPECT_EQ(Fraction(1, 9).sign(), 1);
  EXPECT_EQ(Fraction(-2, 3).magnitude(), Fraction(2, 3));
  EXPECT_EQ(Fraction(2, 3).magnitude(), Fraction(2, 3));
  EXPECT_EQ(Fraction(-3, 4).value(), -.75);
}

TEST(Scores, CountEveryExactValueInAscendingOrder) {
  Scores scores;
  scores.add(Fraction(2, 3));
  scores.add(Fraction(-1), 4);
  scores.add(Fraction(4, 6));
  EXPECT_EQ(scores.n(), 6U);
  EXPECT_THAT(scores.counts(), ElementsAre(Pair(Fraction(-1), 4U), Pair(Fraction(2, 3), 2U)));
}

TEST(Scores, AreEqualWhateverTheOrderAndSplit) {
  Scores merged = sample::scores({2, 0});
  merged.add(sample::scores({{1, 2}, 2}));
  EXPECT_EQ(merged, sample::scores({{1, 2}, 2, 2, 0}));
  EXPECT_NE(merged, sample::scores({{1, 2}, 2, 0}));
}

// A value that nobody has must leave no trace, or equal histograms would compare unequal.
TEST(Scores, ForgetAValueThatOccursNoTimes) {
  Scores scores;
  scores.add(Fraction(1), 0);
  EXPECT_EQ(scores, Scores());
  EXPECT_TRUE(scores.counts().empty());
}

TEST(Scores, AreConstantWithAtMostOneValue) {
  EXPECT_TRUE(Scores().constant());
  EXPECT_TRUE(sample::scores({{1, 3}, {1, 3}, {2, 6}}).constant());
  EXPECT_FALSE(sample::scores({{1, 3}, {1, 4}}).constant());
}

}  // namespace
}  // namespace partnership
