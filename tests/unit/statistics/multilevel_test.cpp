// Partnerships as classes. "R" marks numbers that R computed from the same scores.
#include "partnership/multilevel.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <vector>

#include "support/small_forms.hpp"

namespace partnership {
namespace {

using sample::scores;

using Partnerships = std::vector<Scores>;

// The example of Shrout & Fleiss (1979, table 2): six targets, four judges. They give ICC(1,1) = .17 and ICC(1,4) = .44.
TEST(IntraclassCorrelation, AgreesWithShroutAndFleiss) {
  const Intraclass found = intraclass_of(Partnerships{scores({9, 2, 5, 8}), scores({6, 1, 3, 2}), scores({8, 4, 6, 8}), scores({7, 1, 2, 6}),
                                                      scores({10, 5, 6, 9}), scores({6, 2, 4, 7})});
  EXPECT_NEAR(found.single.value, .17, .005);
  EXPECT_NEAR(found.mean.value, .44, .005);
  EXPECT_EQ(found.single.n, 6U);
}

const Partnerships& three() {
  static const Partnerships kThree{scores({0, 1, 2}), scores({2, 3, 3, 4}), scores({1, 0, 1}), Scores()};
  return kThree;
}

TEST(IntraclassCorrelation, AllowsForUnequalSizes) {
  // R: anova(lm(s ~ factor(g))): mean squares 5.716667 and 2/3; n0 = (10 - 34/10)/2 = 3.3.
  const Intraclass found = intraclass_of(three());
  EXPECT_NEAR(found.single.value, 0.6965517241379, 1e-11);
  EXPECT_NEAR(found.single.lower, 0.0860896250476, 1e-9);
  EXPECT_NEAR(found.single.upper, 0.9902875727674, 1e-9);
  EXPECT_NEAR(found.mean.value, 0.8833819241983, 1e-11);
  EXPECT_EQ(found.single.n, 3U) << "a partnership without scores is none";
}

TEST(IntraclassCorrelation, SaysWhyItIsMissing) {
  EXPECT_EQ(intraclass_of(Partnerships{}).single.reason, Reason::NoneScored);
  EXPECT_EQ(intraclass_of(Partnerships{scores({1, 2})}).single.reason, Reason::OnePartnership);
  EXPECT_EQ(intraclass_of(Partnerships{scores({1}), scores({2})}).single.reason, Reason::TooFew);
  EXPECT_EQ(intraclass_of(Partnerships{scores({1, 1}), scores({1})}).single.reason, Reason::NoVariation);
}

TEST(IntraclassCorrelation, WithoutDifferencesOnOneLevel) {
  const Intraclass within_alike = intraclass_of(Partnerships{scores({1, 1}), scores({2, 2})});
  EXPECT_EQ(within_alike.single.value, 1);
  EXPECT_FALSE(within_alike.single.has_interval());
  EXPECT_EQ(within_alike.mean.value, 1);
  const Intraclass between_alike = intraclass_of(Partnerships{scores({0, 2}), scores({0, 2})});
  EXPECT_EQ(between_alike.single.value, -1);
  EXPECT_EQ(between_alike.mean.reason, Reason::NoVariation);
  const Estimate sizes_differ = intraclass_of(Partnerships{scores({0, 2}), scores({0, 1, 2}), scores({0, 0, 2, 2})}).single;
  EXPECT_EQ(sizes_differ.lower, sizes_differ.value) << "the bounds are of F = 0 too";
  EXPECT_EQ(sizes_differ.upper, sizes_differ.value);
}

TEST(MixedMean, AgreesWithR) {
  // R: the profiled restricted likelihood, checked against lme4::lmer(s ~ 1 + (1 | g)).
  const MixedMean found = mixed_mean_of(three());
  EXPECT_NEAR(found.mean.value, 1.57212464141, 1e-6);
  EXPECT_NEAR(found.mean.lower, 0.12854508627, 1e-5);
  EXPECT_NEAR(found.mean.upper, 3.01570419654, 1e-5);
  EXPECT_NEAR(found.variance.value, 1.42479424964, 1e-5);
  EXPECT_EQ(found.mean.n, 3U);
}

// By hand: three partnerships of two with the same mean 1: no variance between them, the plain mean and s/sqrt(n).
TEST(MixedMean, IsThePlainMeanWithoutDifferencesBetweenPartnerships) {
  const MixedMean found = mixed_mean_of(Partnerships{scores({0, 2}), scores({0, 2}), scores({0, 2})});
  EXPECT_EQ(found.variance.value, 0);
  EXPECT_NEAR(found.mean.value, 1, 1e-12);
  EXPECT_NEAR(found.mean.upper, 1 + 1.959963984540054 * std::sqrt(6.0 / 5 / 6), 1e-12);
}

Scores scores_0_1_2(std::uint64_t zeros, std::uint64_t ones, std::uint64_t twos) {
  Scores found;
  found.add(Fraction(0), zeros);
  found.add(Fraction(1), ones);
  found.add(Fraction(2), twos);
  return found;
}

// Values: python, mpmath with 60 digits.
TEST(MixedMean, AgreesWithManyDigitsForBillions) {
  const MixedMean found = mixed_mean_of(Partnerships{scores_0_1_2(6'200'000'000, 3'000'000'000, 800'000'000),
                                                     scores_0_1_2(5'200'000'000, 3'000'000'000, 1'800'000'000),
                                                     scores_0_1_2(3'200'000'000, 3'000'000'000, 3'800'000'000)});
  EXPECT_NEAR(found.mean.value, 0.726666666667, 1e-6);
  EXPECT_NEAR(found.mean.lower, 0.380961514551, 1e-6);
  EXPECT_NEAR(found.mean.upper, 1.072371818782, 1e-6);
  EXPECT_NEAR(found.variance.value, 0.0933333332770, 1e-6);
}

// The same: the variance between partnerships is 299997 times that within them.
TEST(MixedMean, AllowsForAnyRatioOfTheVariances) {
  const MixedMean found = mixed_mean_of(Partnerships{scores_0_1_2(99'999, 1, 0), scores_0_1_2(0, 100'000, 0), scores_0_1_2(0, 0, 100'000)});
  EXPECT_NEAR(found.mean.value, 1.00000333333, 1e-6);
  EXPECT_NEAR(found.mean.lower, -0.131576742819, 1e-6);
  EXPECT_NEAR(found.variance.value, 0.99999, 1e-6);
}

TEST(MixedMean, SaysWhyItIsMissing) {
  EXPECT_EQ(mixed_mean_of(Partnerships{scores({1, 2}), scores({1, 3})}).mean.reason, Reason::TooFew);
  EXPECT_EQ(mixed_mean_of(Partnerships{scores({1, 1}), scores({2}), scores({3})}).mean.reason, Reason::ZeroVariance);
}

TEST(PermutationTest, CountsTheDealsThatLieAsFar) {
  const std::vector<double> a = {1, 2}, b = {3, 4}, c = {1, 2, 3}, d = {4, 5, 6};
  EXPECT_NEAR(permutation_p_of(b, a).value, 2.0 / 6, 1e-12) << "2 against 2 can give no less than a third";
  EXPECT_NEAR(permutation_p_of(d, c).value, 2.0 / 20, 1e-12);
  EXPECT_EQ(permutation_p_of(a, a).value, 1);
  EXPECT_EQ(permutation_p_of(d, c).n, 6U);
}

// By hand: of 0 1 2 3 9 two with the sum s lie T = s/2 - (15 - s)/3 = 5s/6 - 5 apart from the rest. {2, 9}: 25/6; as far or
// further are {0, 1} (-25/6), {2, 9} and {3, 9} (5): 3 of 10.
TEST(PermutationTest, IsTheSameWhicheverSideIsDealtOut) {
  const std::vector<double> two = {9, 2}, three = {1, 3, 0};
  EXPECT_NEAR(permutation_p_of(two, three).value, 3.0 / 10, 1e-12);
  EXPECT_NEAR(permutation_p_of(three, two).value, 3.0 / 10, 1e-12);
}

// One against 50,000, of which every fourth is 1 and the others are 0. By hand: 3 lies further from the mean of the rest than
// any other value; 1 lies 3/4 from it, as the 12,500 other ones do, and a zero about 1/4.
TEST(PermutationTest, DealsOutTheSmallerSideHoweverLargeTheOther) {
  std::vector<double> many(50'000);
  for (std::size_t i = 0; i < many.size(); i += 4) many[i] = 1;
  const std::vector<double> three = {3}, one = {1};
  EXPECT_NEAR(permutation_p_of(three, many).value, 1.0 / 50'001, 1e-15);
  EXPECT_NEAR(permutation_p_of(many, three).value, 1.0 / 50'001, 1e-15);
  EXPECT_NEAR(permutation_p_of(many, one).value, 12'501.0 / 50'001, 1e-12);
  EXPECT_EQ(permutation_p_of(many, one).n, 50'001U);
}

TEST(PermutationTest, SaysWhyItIsMissing) {
  const std::vector<double> none, many(100, 1.0);
  EXPECT_EQ(permutation_p_of(none, many).reason, Reason::NoneScored);
  EXPECT_EQ(permutation_p_of(many, many).reason, Reason::OutOfRange);
}

}  // namespace
}  // namespace partnership
