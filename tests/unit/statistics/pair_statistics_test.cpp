// Agreement and association of the two sides. "R" marks numbers that R computed from the same table.
#include "partnership/pair_statistics.hpp"

#include <gmock/gmock.h>

#include <cmath>

#include "instrument/limits.hpp"
#include "support/small_forms.hpp"

namespace partnership {
namespace {

using sample::scores;

constexpr double kNear = 1e-10;

// 40 pairs, rows ideal.
constexpr PairTable kForty = {{{4, 2, 0, 0}, {1, 6, 3, 0}, {0, 2, 8, 2}, {0, 1, 3, 8}}};
// 40 pairs, all on the corner of high answers: 36 times (4, 4), twice (4, 3), twice (3, 4).
constexpr PairTable kCrowded = {{{0, 0, 0, 0}, {0, 0, 0, 0}, {0, 0, 0, 2}, {0, 0, 2, 36}}};

PairTable one_cell(std::size_t ideal, std::size_t actual, std::uint64_t n) {
  PairTable pairs{};
  pairs[ideal][actual] = n;
  return pairs;
}

TEST(PairTable, HoldsPairsOnly) {
  JointCounts counts;
  for (const auto* answer : {"4c", "4c", "1d", "Nb", "4."}) counts.add(sample::rating(answer));
  PairTable expected{};
  expected[3][2] = 2;
  expected[0][3] = 1;
  EXPECT_EQ(pair_table_of(counts), expected);
}

TEST(WeightedKappa, AgreesWithR) {
  // R, formulas checked against vcd::Kappa(weights = "Equal-Spacing" and "Fleiss-Cohen").
  const Estimate linear = weighted_kappa_of(kForty, Weights::Linear), quadratic = weighted_kappa_of(kForty, Weights::Quadratic);
  EXPECT_NEAR(linear.value, 0.664429530201, kNear);
  EXPECT_NEAR(linear.lower, 0.503831081663, kNear);
  EXPECT_NEAR(linear.upper, 0.825027978740, kNear);
  EXPECT_NEAR(quadratic.value, 0.791411042945, kNear);
  EXPECT_NEAR(quadratic.lower, 0.662141119172, kNear);
  EXPECT_NEAR(quadratic.upper, 0.920680966718, kNear);
  EXPECT_EQ(linear.n, 40U);
}

// By hand: p_o = 1 - 4/40/3 = 29/30; each margin is .05 and .95, so p_e = 1 - 2(.05)(.95)/3 = 1 - .095/3. Kappa is
// 1 - (4/40)/.095 = -1/19 although 36 of 40 are equal (Feinstein & Cicchetti 1990).
TEST(WeightedKappa, IsLowWhereNearlyAllAnswersAreTheSame) {
  EXPECT_NEAR(weighted_kappa_of(kCrowded, Weights::Linear).value, -1.0 / 19, kNear);
  EXPECT_NEAR(expected_agreement_of(kCrowded).value, 1 - .095 / 3, kNear);
}

TEST(WeightedKappa, IsExactlyZeroIfOneSideIsConstant) {
  PairTable pairs{};
  pairs[3] = {1, 2, 3, 90};
  const Estimate kappa = weighted_kappa_of(pairs, Weights::Quadratic);
  EXPECT_EQ(kappa.value, 0);
  EXPECT_FALSE(kappa.has_interval());
  EXPECT_EQ(kappa.reason, Reason::ZeroVariance);
}

TEST(WeightedKappa, SaysWhyItIsMissing) {
  EXPECT_EQ(weighted_kappa_of(PairTable{}, Weights::Linear).reason, Reason::NoPairs);
  EXPECT_EQ(weighted_kappa_of(one_cell(3, 2, 1), Weights::Linear).reason, Reason::FewerThanTwo);
  EXPECT_EQ(weighted_kappa_of(one_cell(3, 3, 9), Weights::Linear).reason, Reason::NoVariation);
  EXPECT_EQ(expected_agreement_of(one_cell(3, 3, 9)).value, 1);
}

TEST(WeightedKappa, HasNoIntervalBelow32Pairs) {
  PairTable pairs = kForty;
  pairs[3][3] -= 8;
  EXPECT_TRUE(weighted_kappa_of(pairs, Weights::Linear).has_interval());
  --pairs[2][2];
  EXPECT_EQ(weighted_kappa_of(pairs, Weights::Linear).n, 31U);
  EXPECT_TRUE(weighted_kappa_of(pairs, Weights::Linear).available());
  EXPECT_FALSE(weighted_kappa_of(pairs, Weights::Linear).has_interval());
  EXPECT_EQ(weighted_kappa_of(pairs, Weights::Linear).reason, Reason::TooFew);
}

TEST(WeightedKappa, HasAnIntervalHoweverManyPairsMakeItShort) {
  PairTable pairs{};
  pairs[3] = {0, 0, 1, 20'000'000};
  pairs[2][2] = 15'000'000;
  const Estimate kappa = weighted_kappa_of(pairs, Weights::Linear);  // values: python, fractions and mpmath
  EXPECT_NEAR(kappa.value, 0.999999941666668403, 1e-15);
  EXPECT_NEAR(kappa.lower, 0.999999827335441007, 1e-15);
  EXPECT_EQ(kappa.upper, 1);
}

TEST(GwetAc2, StaysHighWhereKappaCollapses) {
  EXPECT_NEAR(gwet_ac2_of(kForty).value, 0.710308199887, kNear);  // R
  // By hand: pi = (0, 0, .05, .95), sum pi(1 - pi) = .095, sum of weights 28/3, p_e = .095 x 28/36 = .0738889.
  const double by_chance = .095 * 28 / 36;
  EXPECT_NEAR(gwet_ac2_of(kCrowded).value, (29.0 / 30 - by_chance) / (1 - by_chance), kNear);
  EXPECT_EQ(gwet_ac2_of(one_cell(0, 0, 1)).value, 1);
  EXPECT_EQ(gwet_ac2_of(PairTable{}).reason, Reason::NoPairs);
}

TEST(Association, AgreesWithR) {
  EXPECT_NEAR(tau_b_of(kForty).value, 0.718101903723, kNear);    // R: cor(x, y, method = "kendall")
  EXPECT_NEAR(spearman_of(kForty).value, 0.781295898856, kNear);  // R: cor(x, y, method = "spearman")
}

TEST(Association, IsOneForTheSameOrderWhateverTheLevel) {
  PairTable pairs{};
  pairs[1][0] = 3;
  pairs[2][1] = 2;
  pairs[3][2] = 4;
  EXPECT_EQ(tau_b_of(pairs).value, 1);
  EXPECT_EQ(spearman_of(pairs).value, 1);
}

TEST(Association, NeedsTwoSidesThatVary) {
  EXPECT_EQ(tau_b_of(one_cell(1, 2, 1)).reason, Reason::FewerThanTwo);
  PairTable pairs{};
  pairs[3] = {1, 0, 3, 0};
  EXPECT_EQ(tau_b_of(pairs).reason, Reason::NoVariation);
  EXPECT_EQ(spearman_of(pairs).reason, Reason::NoVariation);
}

// A 2 x 2 table halved at both medians: the correlation is sin(pi/2 (4a/n - 1)) (Sheppard 1898), here sin(pi/2 x .6).
TEST(Polychoric, IsSheppardsOnMedianSplits) {
  PairTable pairs{};
  pairs[0] = {40, 10, 0, 0};
  pairs[1] = {10, 40, 0, 0};
  EXPECT_NEAR(polychoric_of(pairs).value, std::sin(std::acos(-1.0) / 2 * .6), 1e-6);
  pairs[0] = {10, 40, 0, 0};
  pairs[1] = {40, 10, 0, 0};
  EXPECT_NEAR(polychoric_of(pairs).value, -std::sin(std::acos(-1.0) / 2 * .6), 1e-6);
}

TEST(Polychoric, PassesOverPointsThatNobodyGave) {
  PairTable pairs{};
  pairs[0] = {0, 40, 0, 10};
  pairs[3] = {0, 10, 0, 40};
  EXPECT_NEAR(polychoric_of(pairs).value, std::sin(std::acos(-1.0) / 2 * .6), 1e-6);
}

// The likelihood rises up to a correlation of 1, or -1: its derivative has one sign everywhere (python, mpmath).
TEST(Polychoric, IsOutOfRangeIfNoTwoPairsAreOrderedTheOtherWayRound) {
  PairTable pairs{};
  pairs[2] = {0, 0, 1, 0};
  pairs[3] = {0, 0, 48, 1};
  EXPECT_EQ(polychoric_of(pairs).reason, Reason::OutOfRange);
  EXPECT_FALSE(polychoric_of(pairs).available());
  pairs[2] = {0, 0, 28, 0};
  pairs[3] = {0, 0, 10, 10};
  EXPECT_EQ(polychoric_of(pairs).reason, Reason::OutOfRange);
  pairs[2] = {0, 0, 10, 28};
  pairs[3] = {0, 0, 0, 10};
  EXPECT_EQ(polychoric_of(pairs).reason, Reason::OutOfRange) << "no two are ordered alike";
}

TEST(Polychoric, SaysWhyItIsMissing) {
  EXPECT_EQ(polychoric_of(one_cell(3, 3, 31)).reason, Reason::TooFew);
  EXPECT_EQ(polychoric_of(one_cell(3, 3, 32)).reason, Reason::NoVariation);
  PairTable pairs{};
  pairs[0][0] = pairs[3][3] = 50;
  EXPECT_EQ(polychoric_of(pairs).reason, Reason::OutOfRange);
}

TEST(PosteriorMeanGap, AgreesWithR) {
  // R: the formula with qbeta.
  const Estimate four = posterior_mean_gap_of(scores({0, 0, 1, 2}));
  EXPECT_NEAR(four.value, .6, kNear);
  EXPECT_NEAR(four.lower, -0.386161729372, 1e-8);
  EXPECT_NEAR(four.upper, 1.521175588213, 1e-8);
  const Estimate one = posterior_mean_gap_of(scores({1}));
  EXPECT_NEAR(one.value, .5, kNear);
  EXPECT_NEAR(one.lower, -1.24470125005, 1e-8);
  EXPECT_NEAR(one.upper, 2.06773542681, 1e-8);
}

TEST(PosteriorMeanGap, HasAnIntervalThatIsNoPointIfAllAreEqual) {
  // The defining table has [-.01, 1.55] for four gaps of one step.
  const Estimate equal = posterior_mean_gap_of(scores({1, 1, 1, 1}));
  EXPECT_NEAR(equal.lower, -.01, .005);
  EXPECT_NEAR(equal.upper, 1.55, .005);
  EXPECT_EQ(posterior_mean_gap_of(Scores()).reason, Reason::NoPairs);
}

TEST(PosteriorMeanGap, AgreesWithRForAMillionGapsThatAreNearlyAllEqual) {
  Scores gaps;
  gaps.add(Fraction(2), 999'993);
  gaps.add(Fraction(1), 4);
  gaps.add(Fraction(0), 3);
  const Estimate estimate = posterior_mean_gap_of(gaps);
  EXPECT_NEAR(estimate.value, 1.99998800001200, 1e-13);
  EXPECT_NEAR(estimate.lower, 1.99997839821367, 1e-10);
  EXPECT_NEAR(estimate.upper, 1.99999760177396, 1e-10);
}

TEST(PosteriorMeanGap, HasABoundForAsManyGapsAsCanBeCounted) {
  for (const int gap : {-3, 0, 2, 3}) {
    Scores gaps;
    gaps.add(Fraction(gap), kMostTallied);
    const Estimate estimate = posterior_mean_gap_of(gaps);
    EXPECT_NEAR(estimate.value, gap, 1e-10) << gap;
    EXPECT_LT(estimate.lower, estimate.value) << gap;
    EXPECT_LT(estimate.value, estimate.upper) << gap;
    EXPECT_NEAR(estimate.lower, gap, 1e-10) << gap;
    EXPECT_NEAR(estimate.upper, gap, 1e-10) << gap;
  }
}

}  // namespace
}  // namespace partnership
