// Means, shares and their intervals. Where a comment names a call of R, R gives the same numbers.
#include <gmock/gmock.h>

#include <cmath>

#include "partnership/statistics.hpp"
#include "support/small_forms.hpp"

namespace partnership {
namespace {

using sample::scores;

constexpr Range kPoints{1, 4}, kGaps{-3, 3};
constexpr double kNear = 1e-9;

void expect_interval(const Estimate& estimate, double value, double lower, double upper) {
  EXPECT_NEAR(estimate.value, value, kNear);
  EXPECT_NEAR(estimate.lower, lower, kNear);
  EXPECT_NEAR(estimate.upper, upper, kNear);
  EXPECT_EQ(estimate.reason, Reason::None);
}

void expect_value_without_interval(const Estimate& estimate, double value, Reason reason) {
  EXPECT_EQ(estimate.value, value);
  EXPECT_FALSE(estimate.has_interval());
  EXPECT_TRUE(std::isnan(estimate.upper));
  EXPECT_EQ(estimate.reason, reason);
}

void expect_nothing(const Estimate& estimate, std::uint64_t n, Reason reason) {
  EXPECT_FALSE(estimate.available());
  EXPECT_FALSE(estimate.has_interval());
  EXPECT_EQ(estimate.n, n);
  EXPECT_EQ(estimate.reason, reason);
}

// --- mean_of ---

TEST(Mean, HasStudentsInterval) {
  // By hand: mean 1, s = sqrt(2/3), t(.975, 3) = 3.182446, half width 3.182446 x .8164966/2. R: t.test(c(0, 1, 1, 2))
  const Estimate mean = mean_of(scores({0, 1, 1, 2}), kGaps, Reason::NoPairs);
  expect_interval(mean, 1, -0.299228263625, 2.29922826363);
  EXPECT_EQ(mean.n, 4U);
}

TEST(Mean, IntervalStaysWithinTheScale) {
  // R: t.test(c(1, 3, 3, 3)) gives .909 to 4.091, beyond both ends.
  expect_interval(mean_of(scores({1, 3, 3, 3}), kPoints, Reason::NoPairs), 2.5, 1, 4);
  // R: t.test(c(3, 3, 4, 4)) gives 2.58130688444 to 4.419.
  expect_interval(mean_of(scores({3, 3, 4, 4}), kPoints, Reason::NoPairs), 3.5, 2.58130688444, 4);
}

TEST(Mean, OfNobodyIsMissingForTheReasonGiven) {
  expect_nothing(mean_of(Scores(), kGaps, Reason::NoPairs), 0, Reason::NoPairs);
  expect_nothing(mean_of(Scores(), kGaps, Reason::NoneScored), 0, Reason::NoneScored);
}

TEST(Mean, OfOneHasNoInterval) {
  expect_value_without_interval(mean_of(scores({{2, 3}}), kGaps, Reason::NoPairs), 2.0 / 3, Reason::FewerThanTwo);
}

// s = 0 would make the interval a point, as if four people were all the world.
TEST(Mean, OfEqualValuesHasNoInterval) {
  expect_value_without_interval(mean_of(scores({1, 1, 1, 1}), kGaps, Reason::NoPairs), 1, Reason::ZeroVariance);
  // Thirds are not exact in binary, yet three of them are equal and their mean is one of them.
  expect_value_without_interval(mean_of(scores({{1, 3}, {1, 3}, {2, 6}}), kGaps, Reason::NoPairs), 1.0 / 3, Reason::ZeroVariance);
}

// Added as doubles the first is -3.7e-17 and the second .9999999999999999, which a gate on gap_mean < 0 or >= 1 would see.
TEST(Mean, IsRoundedOnlyOnce) {
  EXPECT_EQ(mean_of(scores({-1, {1, 3}, {2, 3}}), kGaps, Reason::NoneScored).value, 0);
  EXPECT_EQ(mean_of(scores({0, {1, 2}, {2, 3}, {7, 5}, {8, 5}, {11, 6}}), kGaps, Reason::NoneScored).value, 1);
}

// The product of these denominators has 22 digits, more than 64 bits can hold.
TEST(Mean, IsRoundedOnlyOnceWhateverTheDenominators) {
  Scores balanced;
  for (const int prime : {2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53}) {
    balanced.add(Fraction(1, prime));
    balanced.add(Fraction(-1, prime));
  }
  EXPECT_EQ(mean_of(balanced, kGaps, Reason::NoneScored).value, 0);
  balanced.add(Fraction(1));
  EXPECT_EQ(mean_of(balanced, kGaps, Reason::NoneScored).value, 1.0 / 33);
}

TEST(Mean, OfManyIsExactToo) {
  Scores many;
  many.add(Fraction(1, 3), 6'000'000'000'000'000);
  many.add(Fraction(-1, 3), 3'000'000'000'000'000);
  EXPECT_EQ(mean_of(many, kGaps, Reason::NoneScored).value, 1.0 / 9);
}

// --- standard_deviation_of ---

TEST(StandardDeviation, DividesByNMinusOne) {
  // R: sd(c(0, 1, 1, 2)), the square root of 2/3
  EXPECT_NEAR(standard_deviation_of(scores({0, 1, 1, 2}), Reason::NoPairs).value, 0.816496580928, kNear);
  EXPECT_EQ(standard_deviation_of(scores({{1, 3}, {1, 3}}), Reason::NoPairs).value, 0);
}

TEST(StandardDeviation, NeedsTwo) {
  expect_nothing(standard_deviation_of(Scores(), Reason::NoPairs), 0, Reason::NoPairs);
  expect_nothing(standard_deviation_of(scores({2}), Reason::NoPairs), 1, Reason::FewerThanTwo);
}

// --- congruence_of ---

TEST(Congruence, IsOneMinusAThirdOfTheMeanAbsoluteGap) {
  // The interval of the absolute gap, 0 to 2.299 after clamping, turned round: 1 - 2.29922826363/3 to 1.
  const Estimate congruence = congruence_of(scores({0, 1, 1, 2}), Reason::NoPairs);
  expect_interval(congruence, 2.0 / 3, 0.233590578792, 1);
  EXPECT_EQ(congruence.n, 4U);
}

TEST(Congruence, RunsFromNoneToAll) {
  EXPECT_EQ(congruence_of(scores({3, 3}), Reason::NoPairs).value, 0);
  EXPECT_EQ(congruence_of(scores({0, 0}), Reason::NoPairs).value, 1);
}

TEST(Congruence, OfNobodyOneOrEqualGapsSaysWhy) {
  expect_nothing(congruence_of(Scores(), Reason::NoPairs), 0, Reason::NoPairs);
  expect_value_without_interval(congruence_of(scores({{3, 2}}), Reason::NoPairs), .5, Reason::FewerThanTwo);
  expect_value_without_interval(congruence_of(scores({0, 0, 0}), Reason::NoPairs), 1, Reason::ZeroVariance);
}

// --- median_of ---

TEST(Median, IsTheMiddlePointOrHalfwayBetweenTwo) {
  EXPECT_EQ(median_of({1, 0, 0, 2}).value, 4);    // 1 4 4
  EXPECT_EQ(median_of({1, 0, 0, 1}).value, 2.5);  // 1 | 4
  EXPECT_EQ(median_of({0, 0, 2, 2}).value, 3.5);  // 3 3 | 4 4
  EXPECT_EQ(median_of({0, 3, 1, 0}).value, 2);    // 2 2 | 2 3
  EXPECT_EQ(median_of({0, 0, 0, 1}).value, 4);
  EXPECT_EQ(median_of({0, 0, 0, 1}).n, 1U);
}

TEST(Median, OfNobodyIsMissing) { expect_nothing(median_of({0, 0, 0, 0}), 0, Reason::NoAnswers); }

// --- share_of ---

TEST(Share, HasWilsonsInterval) {
  // R: prop.test(x, 4, correct = FALSE) for x of 1, 2, 3
  expect_interval(share_of(1, 4, Reason::NoPairs), .25, 0.0455872608097, 0.699358157418);
  expect_interval(share_of(2, 4, Reason::NoPairs), .5, 0.150038989152, 0.849961010848);
  expect_interval(share_of(3, 4, Reason::NoPairs), .75, 0.300641842582, 0.95441273919);
}

TEST(Share, OfNoneOrAllReachesExactlyToTheEnd) {
  const Estimate none = share_of(0, 4, Reason::NoPairs), all = share_of(4, 4, Reason::NoPairs);
  expect_interval(none, 0, 0, 0.489890836455);
  expect_interval(all, 1, 0.510109163545, 1);
  EXPECT_EQ(none.lower, 0);
  EXPECT_EQ(all.upper, 1);
}

// With one of one, (1 + z^2)/(1 + z^2) on one side and 1/(1 + z^2) = .2065 on the other: wide, but an interval.
TEST(Share, OfOneStillHasAnInterval) {
  const double z = 1.959963984540054;
  expect_interval(share_of(1, 1, Reason::NoPairs), 1, 1 / (1 + z * z), 1);
}

TEST(Share, OfNobodyIsMissing) { expect_nothing(share_of(0, 0, Reason::NoAnswers), 0, Reason::NoAnswers); }

// --- net_share_of ---

TEST(NetShare, HasTheIntervalOfBonettAndPrice) {
  // Three up, none down, of four. Laplace-adjusted shares 4/6 and 1/6: .5 -+ z sqrt((5/6 - 1/4)/6) = .5 -+ .6111.
  expect_interval(net_share_of(3, 0, 4, Reason::NoPairs), .75, -0.11112614338, 1);
}

TEST(NetShare, TurnsRoundWithTheSigns) {
  const Estimate up = net_share_of(5, 2, 9, Reason::NoPairs), down = net_share_of(2, 5, 9, Reason::NoPairs);
  EXPECT_EQ(down.value, -up.value);
  EXPECT_EQ(down.lower, -up.upper);
  EXPECT_EQ(down.upper, -up.lower);
}

TEST(NetShare, OfZerosOnlyIsZeroWithAnInterval) {
  // Adjusted shares 1/6 and 1/6: 0 -+ z sqrt((1/3)/6)
  const double half = 1.959963984540054 * std::sqrt(1.0 / 18);
  expect_interval(net_share_of(0, 0, 4, Reason::NoPairs), 0, -half, half);
}

TEST(NetShare, OfNobodyIsMissing) { expect_nothing(net_share_of(0, 0, 0, Reason::NoPairs), 0, Reason::NoPairs); }

// --- welch_difference_of ---

TEST(Welch, OfEqualVariancesAndSizesIsStudentsTwoSampleInterval) {
  // Both variances 1, n = 3: standard error sqrt(2/3), 4 degrees of freedom, t(.975, 4) = 2.776445105198.
  const double half = 2.776445105198 * std::sqrt(2.0 / 3);
  const Estimate difference = welch_difference_of(scores({1, 2, 3}), scores({0, 1, 2}));
  expect_interval(difference, 1, 1 - half, 1 + half);
  EXPECT_EQ(difference.n, 6U);
}

TEST(Welch, AgainstAConstantSideHasTheOtherSidesDegreesOfFreedom) {
  // Variances 0 and 1, n = 3: standard error sqrt(1/3), 2 degrees of freedom, t(.975, 2) = 4.302652729911.
  const double half = 4.302652729911 * std::sqrt(1.0 / 3);
  expect_interval(welch_difference_of(scores({2, 2, 2}), scores({0, 1, 2})), 1, 1 - half, 1 + half);
}

TEST(Welch, AgreesWithRWhereDegreesOfFreedomAreFractional) {
  // R: t.test(b, a)
  const Scores b = scores({{1, 3}, 1, {5, 6}, {1, 2}, {5, 6}, {2, 5}, {5, 6}, {2, 3}});
  const Scores a = scores({{5, 6}, {5, 6}, {5, 3}, {1, 2}, {4, 5}, {5, 6}, {3, 2}, {7, 6}});
  expect_interval(welch_difference_of(b, a), -0.341666666667, -0.699471217282, 0.0161378839486);
  expect_interval(welch_difference_of(a, b), 0.341666666667, -0.0161378839486, 0.699471217282);
}

TEST(Welch, SaysWhyThereIsNoInterval) {
  expect_nothing(welch_difference_of(Scores(), scores({1, 2})), 2, Reason::NoneScored);
  expect_nothing(welch_difference_of(scores({1, 2}), Scores()), 2, Reason::NoneScored);
  expect_value_without_interval(welch_difference_of(scores({3}), scores({1, 2})), 1.5, Reason::FewerThanTwo);
  expect_value_without_interval(welch_difference_of(scores({3, 3}), scores({1, 1})), 2, Reason::ZeroVariance);
}

// --- reasons ---

TEST(Reason, HasACodeForTheNoteColumn) {
  EXPECT_EQ(code_of(Reason::None), "");
  EXPECT_EQ(code_of(Reason::NoPairs), "no_pairs");
  EXPECT_EQ(code_of(Reason::NoAnswers), "no_answers");
  EXPECT_EQ(code_of(Reason::NoneScored), "none_scored");
  EXPECT_EQ(code_of(Reason::FewerThanTwo), "n<2");
  EXPECT_EQ(code_of(Reason::ZeroVariance), "zero_variance");
  EXPECT_EQ(code_of(Reason::NoVariation), "no_variation");
  EXPECT_EQ(code_of(Reason::OnePartnership), "one_partnership");
  EXPECT_EQ(code_of(Reason::CountsOnly), "counts_only");
}

}  // namespace
}  // namespace partnership
