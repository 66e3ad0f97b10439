// Tests on order. "R" marks numbers that R computed from the same values.
#include <gmock/gmock.h>

#include "partnership/statistics.hpp"
#include "support/small_forms.hpp"

namespace partnership {
namespace {

using sample::scores;

constexpr double kNear = 1e-11;

// Values 0, 1, 2... as often as said.
Scores counted(std::initializer_list<std::uint64_t> times) {
  Scores found;
  int value = 0;
  for (const auto n : times) found.add(Fraction(value++), n);
  return found;
}

// --- zeros dropped, and sizes instead of ranks ---

const Scores& eight() {
  static const Scores kEight = scores({0, 0, 1, 1, 2, -1, 3, 1});
  return kEight;
}

TEST(SignedRank, DropsZerosBeforeRanking) {
  // R: coin::wilcoxsign_test(zero.method = "Wilcoxon"). By hand: sizes 1 1 1 1 2 3 have ranks 2.5 (x 4), 5, 6; V = 21 - 2.5.
  const SignedRank dropped = signed_rank_of(eight(), kMostExactPairs, Reason::NoPairs, Zeros::Dropped);
  EXPECT_EQ(dropped.v.value, 18.5);
  EXPECT_NEAR(dropped.p.value, .15625, kNear);
  EXPECT_EQ(dropped.p.n, 8U);
  const SignedRank ranked = signed_rank_of(eight(), kMostExactPairs, Reason::NoPairs);
  EXPECT_EQ(ranked.v.value, 28.5);
}

TEST(SignedRank, OfZerosOnlyIsOneEitherWay) {
  const SignedRank dropped = signed_rank_of(scores({0, 0}), kMostExactPairs, Reason::NoPairs, Zeros::Dropped);
  EXPECT_EQ(dropped.v.value, 0);
  EXPECT_EQ(dropped.p.value, 1);
}

TEST(SignFlip, CountsTheSignsThatGiveAsLargeASum) {
  // R: exactRankTests::perm.test(paired = TRUE): .15625. By hand: |d| = 1 1 1 1 2 3, sum of positives 8 of 9; 5 of 64 signs leave 1 or less, doubled.
  EXPECT_NEAR(sign_flip_of(eight(), Reason::NoPairs).value, .15625, kNear);
  EXPECT_NEAR(sign_flip_of(scores({1, 1, 1, 1}), Reason::NoPairs).value, .125, kNear);
}

TEST(SignFlip, SaysWhyItIsMissing) {
  EXPECT_EQ(sign_flip_of(scores({0, 0}), Reason::NoPairs).value, 1);
  EXPECT_EQ(sign_flip_of(Scores(), Reason::NoPairs).reason, Reason::NoPairs);
}

TEST(SignFlip, IsNormalBeyondAThousandAndNeverZero) {
  Scores many;
  many.add(Fraction(1), 100'000);
  EXPECT_EQ(sign_flip_of(many, Reason::NoPairs).value, kSmallestP);
  EXPECT_EQ(sign_flip_of(many, Reason::NoPairs).n, 100'000U);
}

// --- two samples ---

TEST(RankSum, CountsTheChoicesThatLieAsFar) {
  // R: coin::wilcox_test(distribution = "exact"): 4/35. By hand: the ranks of 1 2 2 3 among 0 1 1 1 2 2 3 sum to 21, those of
  // 4 out of 7 to 16 on average; 4 of the 35 choices lie 5 or more away.
  EXPECT_NEAR(rank_sum_of(scores({1, 2, 2, 3}), scores({0, 1, 1})).value, 4.0 / 35, kNear);
  EXPECT_NEAR(rank_sum_of(scores({0, 1, 1}), scores({1, 2, 2, 3})).value, 4.0 / 35, kNear);
}

TEST(RankSum, OfTwoAgainstTwoIsAThirdAtBest) { EXPECT_NEAR(rank_sum_of(scores({3, 4}), scores({1, 2})).value, 1.0 / 3, kNear); }

TEST(RankSum, IsNormalWithTiesBeyondFifty) {
  // R: wilcox.test(b, a, exact = FALSE, correct = FALSE)
  EXPECT_NEAR(rank_sum_of(counted({8, 12, 10, 3}), counted({20, 15, 5})).value, 0.00388244135629, kNear);
}

// Both ways at the border, where they still differ. Of fifty, b takes x, y and z of 18, 18 and 14 tied values with the mid-ranks
// 9.5, 27.5 and 43.5: the choices C(18, x) C(18, y) C(14, z) that lie 102 or more from 637.5, counted over all x + y + z = 25.
TEST(RankSum, IsExactUpToFifty) {
  const Scores b = counted({6, 9, 10});
  const Estimate exact = rank_sum_of(b, counted({12, 9, 4})), normal = rank_sum_of(b, counted({12, 10, 4}));
  EXPECT_EQ(exact.n, 50U);
  EXPECT_NEAR(exact.value, 5678637505476.0 / 126410606437752.0, kNear);  // the normal p would be .0354
  EXPECT_EQ(normal.n, 51U);
  EXPECT_NEAR(normal.value, 0.037140000330398, kNear);  // by hand: z = 104/sqrt(2489.88235294); the exact p is .0483
}

TEST(RankSum, OfEqualValuesIsOneAndOfAnEmptySampleMissing) {
  EXPECT_EQ(rank_sum_of(scores({2, 2}), scores({2})).value, 1);
  EXPECT_EQ(rank_sum_of(scores({2, 2}), Scores()).reason, Reason::NoneScored);
  EXPECT_EQ(rank_sum_of(Scores(), scores({2})).n, 1U);
}

TEST(Dominance, IsTheShareAboveLessTheShareBelow) {
  // R: mean(sign(outer(b, a, "-")))
  EXPECT_NEAR(dominance_of(counted({8, 12, 10, 3}), counted({20, 15, 5})).value, 0.371212121212, 1e-12);
  EXPECT_EQ(dominance_of(scores({3, 4}), scores({1, 2})).value, 1);
  EXPECT_EQ(dominance_of(scores({1, 2}), scores({3, 4})).value, -1);
  EXPECT_EQ(dominance_of(scores({1}), Scores()).reason, Reason::NoneScored);
}

// --- Friedman ---

TEST(FriedmanTest, AgreesWithR) {
  // R: friedman.test(rbind(c(0, 1, 2), c(1, 1, 0), c(0, 2, 2), c(0, 1, 3))); rank sums 5.5, 9, 9.5; two pairs of ties, 12.
  // By hand: sum of squared deviations from 8: 6.25 + 1 + 2.25 = 9.5, by 4 x 3 x 4/12 - 12/24 = 3.5.
  const Friedman found = friedman_of({4, {11, 18, 19}, 12});
  EXPECT_NEAR(found.chi2.value, 9.5 / 3.5, kNear);
  EXPECT_NEAR(found.p.value, 0.257395142053, kNear);
  EXPECT_NEAR(found.w.value, 9.5 / 3.5 / 8, kNear);
  EXPECT_EQ(found.p.n, 4U);
}

TEST(FriedmanTest, SaysWhyItIsMissing) {
  EXPECT_EQ(friedman_of({0, {0, 0, 0}, 0}).p.reason, Reason::NoneScored);
  EXPECT_EQ(friedman_of({1, {2, 4, 6}, 0}).p.reason, Reason::FewerThanTwo);
  EXPECT_EQ(friedman_of({2, {8, 8, 8}, 48}).p.reason, Reason::NoVariation);
}

}  // namespace
}  // namespace partnership
