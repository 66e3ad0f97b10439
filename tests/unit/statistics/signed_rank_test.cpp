// Tests on signed differences. The exact p-values are checked in two ways: small cases worked by hand or by R, and many
// random samples against a plain enumeration of all sign assignments that shares no code with the library.
#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "partnership/statistics.hpp"
#include "support/small_forms.hpp"

namespace partnership {
namespace {

using sample::scores;

SignedRank wilcoxon(const Scores& differences, std::uint64_t most_exact = kMostExactPairs) {
  return signed_rank_of(differences, most_exact, Reason::NoPairs);
}

Scores repeated(std::initializer_list<std::pair<Fraction, std::uint64_t>> values) {
  Scores found;
  for (const auto& [value, times] : values) found.add(value, times);
  return found;
}

// --- Wilcoxon's signed-rank test with Pratt's zeros, by hand ---

TEST(SignedRankTest, RanksTheZerosAndThenDropsThem) {
  // Sizes 0 1 1 2 have mid-ranks 1, 2.5, 2.5, 4; V = 2.5 + 2.5 + 4. All three differences are positive, as in one of
  // the 2^3 sign assignments: p = 2 x 1/8. R: coin::wilcoxsign_test(zero.method = "Pratt", distribution = "exact")
  const SignedRank test = wilcoxon(scores({0, 1, 1, 2}));
  EXPECT_EQ(test.v.value, 9);
  EXPECT_DOUBLE_EQ(test.p.value, .25);
  EXPECT_TRUE(test.exact);
  EXPECT_EQ(test.p.n, 4U) << "n counts the zeros";
}

TEST(SignedRankTest, CountsBothTails) {
  // Sizes 0 0 1 1 1 2: ranks 1.5 1.5 4 4 4 6. Negative ranks 4 of 18; sums of at most 4 have four of the 2^4
  // assignments: none, or one of the three of size 1. p = 2 x 4/16.
  EXPECT_EQ(wilcoxon(scores({0, 0, 1, 1, -1, 2})).v.value, 14);
  EXPECT_DOUBLE_EQ(wilcoxon(scores({0, 0, 1, 1, -1, 2})).p.value, .5);
  EXPECT_DOUBLE_EQ(wilcoxon(scores({0, 0, -1, -1, 1, -2})).p.value, .5);
}

// Base R's wilcox.test() answers .0568 here even when asked for an exact p: ties make it fall back on the normal curve.
TEST(SignedRankTest, IsExactWithTiesAndZeros) {
  EXPECT_DOUBLE_EQ(wilcoxon(scores({0, 0, 0, 1, 1, 1, 1, 1})).p.value, .0625);
  EXPECT_DOUBLE_EQ(wilcoxon(scores({0, 0, 0, 1, 1, 2, 2, 3})).p.value, .0625);
}

// The zeros take the lowest ranks and so bring the others closer together. Dropping them before ranking, as base R and
// SPSS do, would give the first p in both cases.
TEST(SignedRankTest, DependsOnTheNumberOfZeros) {
  // Without zeros: ranks 1 2 3 4, negative 4; sums up to 4 are 0, 1, 2, 3, 4, 1+2 and 1+3: p = 2 x 7/16.
  EXPECT_DOUBLE_EQ(wilcoxon(scores({1, 2, 3, -4})).p.value, .875);
  // With ten zeros: ranks 11 12 13 14, negative 14; sums up to 14 are 0 and the four single ranks: p = 2 x 5/16.
  EXPECT_DOUBLE_EQ(wilcoxon(repeated({{0, 10}, {1, 1}, {2, 1}, {3, 1}, {-4, 1}})).p.value, .625);
}

TEST(SignedRankTest, FindsNothingWhereAllAreZero) {
  const SignedRank test = wilcoxon(scores({0, 0, 0}));
  EXPECT_EQ(test.v.value, 0);
  EXPECT_EQ(test.p.value, 1);
  EXPECT_EQ(test.p.n, 3U);
}

TEST(SignedRankTest, OfOneDifferenceHasAPOfOne) {
  EXPECT_EQ(wilcoxon(scores({2})).v.value, 1);
  EXPECT_EQ(wilcoxon(scores({2})).p.value, 1);
  EXPECT_EQ(wilcoxon(scores({-2})).v.value, 0);
}

TEST(SignedRankTest, OfNobodyIsMissing) {
  const SignedRank test = signed_rank_of(Scores(), kMostExactScores, Reason::NoneScored);
  EXPECT_FALSE(test.v.available());
  EXPECT_FALSE(test.p.available());
  EXPECT_EQ(test.p.reason, Reason::NoneScored);
}

// 3/7 and 6/14 are the same score; as sums of rounded decimals they might not be tied.
TEST(SignedRankTest, TiesFractionsExactly) {
  // Two tied sizes, signs apart: V is half of all ranks.
  EXPECT_EQ(wilcoxon(scores({{3, 7}, {-6, 14}})).v.value, 1.5);
  EXPECT_EQ(wilcoxon(scores({{3, 7}, {-6, 14}})).p.value, 1);
}

// --- the same against enumeration ---

// Two-sided p by trying all 2^nz signs. Sizes are whole numbers (scores times a common denominator), zeros included.
double enumerated_p(const std::vector<int>& differences) {
  std::vector<long> doubled_ranks;  // of the non-zero differences: 2 x mid-rank = below + not above + 1
  long observed = 0;
  for (const int d : differences) {
    if (d == 0) continue;
    const auto below = std::count_if(differences.begin(), differences.end(), [&](int e) { return std::abs(e) < std::abs(d); });
    const auto up_to = std::count_if(differences.begin(), differences.end(), [&](int e) { return std::abs(e) <= std::abs(d); });
    doubled_ranks.push_back(below + up_to + 1);
    if (d > 0) observed += doubled_ranks.back();
  }
  std::uint64_t at_most = 0, at_least = 0;
  const std::uint64_t assignments = std::uint64_t{1} << doubled_ranks.size();
  for (std::uint64_t signs = 0; signs < assignments; ++signs) {
    long v = 0;
    for (std::size_t i = 0; i < doubled_ranks.size(); ++i)
      if ((signs >> i & 1) != 0) v += doubled_ranks[i];
    at_most += v <= observed;
    at_least += v >= observed;
  }
  return std::min(1.0, 2 * static_cast<double>(std::min(at_most, at_least)) / static_cast<double>(assignments));
}

// `differences` in parts of `denominator`.
Scores in_parts(const std::vector<int>& differences, int denominator) {
  Scores found;
  for (const int d : differences) found.add(Fraction(d, denominator));
  return found;
}

// Gaps of pairs have at most three sizes, scores of respondents any number: the two are computed in different ways.
TEST(SignedRankTest, EqualsTheEnumerationOfAllSigns) {
  std::mt19937 random(20080101);
  int with_many_sizes = 0;
  for (int sample = 0; sample < 3000; ++sample) {
    const int largest = sample % 2 == 0 ? 3 : 12;
    const auto n = 1 + random() % 10;
    std::vector<int> differences(n);
    for (auto& d : differences) d = static_cast<int>(random() % static_cast<unsigned>(2 * largest + 1)) - largest;
    with_many_sizes += largest > 3;
    const auto p = wilcoxon(in_parts(differences, 6)).p.value;
    ASSERT_NEAR(p, enumerated_p(differences), 1e-12) << ::testing::PrintToString(differences);
  }
  EXPECT_EQ(with_many_sizes, 1500);
}

// With many zeros the library counts fewer of them than there are, which must not change p.
TEST(SignedRankTest, EqualsTheEnumerationWithAnyNumberOfZeros) {
  std::mt19937 random(19591001);
  for (const std::size_t zeros : {0U, 1U, 5U, 10U, 14U, 15U, 16U, 20U, 21U, 22U, 27U, 28U, 29U, 30U, 36U, 37U, 38U, 100U, 1000U})
    for (int sample = 0; sample < 40; ++sample) {
      std::vector<int> differences(zeros, 0);
      const auto non_zero = 4 + random() % 5;
      for (std::size_t i = 0; i < non_zero; ++i) {
        const int size = 1 + static_cast<int>(random() % 9);
        differences.push_back(random() % 2 == 0 ? size : -size);
      }
      ASSERT_NEAR(wilcoxon(in_parts(differences, 9)).p.value, enumerated_p(differences), 1e-12)
          << zeros << " zeros, "
          << ::testing::PrintToString(std::vector<int>(differences.begin() + static_cast<long>(zeros), differences.end()));
    }
}

// --- large samples ---

TEST(SignedRankTest, OfAThousandPairsIsAProbability) {
  for (const std::uint64_t positive : {0U, 1U, 300U, 499U, 500U, 501U, 900U, 1000U}) {
    // Three sizes, each with its share of the positive ones, and zeros.
    Scores differences;
    differences.add(Fraction(0), 77);
    for (std::uint64_t i = 0; i < 1000; ++i) differences.add(Fraction((i < positive ? 1 : -1) * static_cast<int>(1 + i % 3)));
    const SignedRank test = wilcoxon(differences);
    EXPECT_TRUE(test.exact);
    EXPECT_GT(test.p.value, 0) << positive;
    EXPECT_LE(test.p.value, 1) << positive;
  }
}

TEST(SignedRankTest, WithSixSizesAgreesWithR) {
  // As many sizes as changes of a gap have. R: the same null distribution, convolved group by group.
  const SignedRank many = wilcoxon(repeated({{0, 300}, {1, 150}, {-1, 130}, {2, 90}, {-2, 80}, {3, 50}, {-3, 30}, {4, 12}, {-4, 9}, {5, 5}, {6, 3}, {-6, 1}}));
  EXPECT_EQ(many.v.value, 182432.5);
  EXPECT_NEAR(many.p.value / 0.004980099588994, 1, 1e-10);
  const SignedRank few = wilcoxon(repeated({{0, 3}, {1, 9}, {-1, 6}, {2, 5}, {-2, 2}, {3, 4}, {-3, 1}, {4, 3}, {-4, 1}, {5, 2}}));
  EXPECT_EQ(few.v.value, 489.5);
  EXPECT_NEAR(few.p.value / 0.01043972163461, 1, 1e-10);
}

TEST(SignedRankTest, KeepsTinyProbabilitiesExactly) {
  // All positive is one of 2^n assignments.
  EXPECT_DOUBLE_EQ(wilcoxon(repeated({{1, 900}})).p.value, std::ldexp(1.0, -899));
  EXPECT_DOUBLE_EQ(wilcoxon(repeated({{1, 300}, {2, 300}, {3, 300}})).p.value, std::ldexp(1.0, -899));
  EXPECT_DOUBLE_EQ(wilcoxon(repeated({{{1, 2}, 50}, {{1, 3}, 50}, {{1, 4}, 50}, {{1, 5}, 50}})).p.value, std::ldexp(1.0, -199));
}

TEST(SignedRankTest, IsNeverZero) {
  EXPECT_EQ(wilcoxon(repeated({{1, 1000}})).p.value, kSmallestP);       // exact: 2^-999 = 1.9e-301
  EXPECT_EQ(wilcoxon(repeated({{1, 1'000'000}})).p.value, kSmallestP);  // normal: about 1e-217150
}

TEST(SignedRankTest, IsNormalBeyondTheLimit) {
  // n equal differences, all positive: V = n(n+1)/2, mean half of that, variance n (n+1)^2/16: z = sqrt(n), whatever the
  // zeros. No continuity correction. R: 2 * pnorm(-sqrt(201)) = erfc(sqrt(201/2))
  const SignedRank test = wilcoxon(repeated({{1, 201}}), kMostExactScores);
  EXPECT_FALSE(test.exact);
  EXPECT_EQ(test.v.value, 201 * 101);
  EXPECT_NEAR(test.p.value / std::erfc(std::sqrt(201.0 / 2)), 1, 1e-9);
  EXPECT_NEAR(wilcoxon(repeated({{0, 50}, {1, 201}}), kMostExactScores).p.value / std::erfc(std::sqrt(201.0 / 2)), 1, 1e-9);
  EXPECT_TRUE(wilcoxon(repeated({{1, 200}}), kMostExactScores).exact) << "the limit itself is exact; zeros do not count";
  EXPECT_TRUE(wilcoxon(repeated({{0, 500}, {1, 200}}), kMostExactScores).exact);
}

TEST(SignedRankTest, HasANormalPOfOneInTheMiddle) { EXPECT_EQ(wilcoxon(repeated({{1, 600}, {-1, 600}})).p.value, 1); }

TEST(SignedRankTest, OfAThousandValuesOfManySizesIsNearlyNormal) {
  // The ways to come to a sum are counted in doubles, which hold 2^1000 of them.
  Scores values;
  for (int i = 0; i < 1000; ++i) values.add(Fraction((i % 100 < 54 ? 1 : -1) * (1 + i % 9), 9));
  const SignedRank exact = wilcoxon(values), normal = wilcoxon(values, 0);
  EXPECT_TRUE(exact.exact);
  EXPECT_FALSE(normal.exact);
  EXPECT_EQ(exact.v.value, normal.v.value);
  EXPECT_GT(exact.p.value, .001);
  EXPECT_LT(exact.p.value, .5);
  EXPECT_NEAR(exact.p.value / normal.p.value, 1, .01);
}

TEST(SignedRankTest, IsExactUpToAThousandValuesWhateverIsAskedFor) {
  Scores values;
  for (int i = 0; i < 1001; ++i) values.add(Fraction(i % 2 == 0 ? 1 : -1));
  EXPECT_FALSE(wilcoxon(values, 5000).exact);
}

TEST(SignedRankTest, IsTheSameWhereAllRanksHaveACommonFactor) {
  // Without ties doubled ranks are even, with zeros before them multiples of four and so on; p must not depend on that.
  for (const int zeros : {0, 1, 2, 3}) {
    Scores values;
    for (int i = 0; i < zeros; ++i) values.add(Fraction(0));
    for (int size = 1; size <= 9; ++size) values.add(Fraction(size % 4 == 0 ? -size : size));
    const SignedRank test = wilcoxon(values);
    double as_far = 0;
    for (int signs = 0; signs < 512; ++signs) {
      double sum = 0;
      for (int i = 0; i < 9; ++i) sum += (signs >> i & 1) != 0 ? zeros + i + 1 : 0;
      as_far += sum >= test.v.value ? 1 : 0;
    }
    EXPECT_DOUBLE_EQ(test.p.value, 2 * as_far / 512) << zeros;
  }
}

TEST(SignedRankTest, HasTheSameSumAlone) {
  const Scores values = scores({0, 0, 1, -1, 2, 2, -3});
  for (const Zeros zeros : {Zeros::Ranked, Zeros::Dropped}) {
    const Estimate alone = signed_rank_sum_of(values, Reason::NoPairs, zeros);
    const Estimate together = signed_rank_of(values, kMostExactPairs, Reason::NoPairs, zeros).v;
    EXPECT_EQ(alone.value, together.value);
    EXPECT_EQ(alone.n, together.n);
  }
  EXPECT_EQ(signed_rank_sum_of(Scores(), Reason::NoPairs).reason, Reason::NoPairs);
}

TEST(SignedRankTest, IsNearlyTheSameOnBothSidesOfTheLimit) {
  const Scores differences = repeated({{0, 100}, {1, 300}, {-1, 250}, {2, 120}, {-2, 110}, {-3, 40}});
  const double exact = wilcoxon(differences).p.value, normal = wilcoxon(differences, 0).p.value;
  EXPECT_NEAR(exact, normal, .005);
  EXPECT_NE(exact, normal);
}

// --- sign test ---

TEST(SignTest, IsBinomialOnTheNonZeroDifferences) {
  // R: binom.test(5, 5), binom.test(7, 8), binom.test(3, 4)
  EXPECT_DOUBLE_EQ(sign_test_of(scores({0, 0, 0, 1, 1, 2, 2, 3}), Reason::NoPairs).value, .0625);        // 2/2^5
  EXPECT_DOUBLE_EQ(sign_test_of(scores({1, 1, 1, 1, 2, 2, 3, -3}), Reason::NoPairs).value, 18.0 / 256);  // 2 (1 + 8)/2^8
  EXPECT_DOUBLE_EQ(sign_test_of(scores({-1, -1, -1, 3}), Reason::NoPairs).value, .625);                  // 2 (1 + 4)/2^4
  EXPECT_EQ(sign_test_of(scores({0, 0, 1, 2, 3}), Reason::NoPairs).n, 5U);
}

TEST(SignTest, IsAtMostOne) {
  EXPECT_EQ(sign_test_of(scores({1, -1}), Reason::NoPairs).value, 1);  // doubled it would be 1.5
  EXPECT_EQ(sign_test_of(scores({1}), Reason::NoPairs).value, 1);
  EXPECT_EQ(sign_test_of(scores({0, 0}), Reason::NoPairs).value, 1);
}

TEST(SignTest, IsNeverZero) {
  EXPECT_NEAR(sign_test_of(repeated({{1, 900}}), Reason::NoPairs).value / std::ldexp(1.0, -899), 1, 1e-9);
  EXPECT_EQ(sign_test_of(repeated({{1, 1'000'000}}), Reason::NoPairs).value, kSmallestP);
}

TEST(SignTest, OfNobodyIsMissing) {
  EXPECT_FALSE(sign_test_of(Scores(), Reason::NoPairs).available());
  EXPECT_EQ(sign_test_of(Scores(), Reason::NoPairs).reason, Reason::NoPairs);
}

// --- smallest p ---

TEST(SmallestP, IsWhatTheNonZeroDifferencesCouldGiveAtBest) {
  EXPECT_EQ(smallest_p_of(scores({1, 1, 1, -1}), Reason::NoPairs).value, .125);
  EXPECT_EQ(smallest_p_of(scores({1, 1, 1, 1, 1, 0}), Reason::NoPairs).value, .0625);
  EXPECT_EQ(smallest_p_of(scores({1, 1, 1, 1, 1, 0}), Reason::NoPairs).n, 5U) << "n counts non-zero differences";
  EXPECT_EQ(smallest_p_of(scores({1}), Reason::NoPairs).value, 1);
  EXPECT_EQ(smallest_p_of(scores({0, 0}), Reason::NoPairs).value, 1);
  EXPECT_EQ(smallest_p_of(repeated({{1, 5000}}), Reason::NoPairs).value, kSmallestP);
  EXPECT_EQ(smallest_p_of(Scores(), Reason::NoPairs).reason, Reason::NoPairs);
  EXPECT_FALSE(smallest_p_of(Scores(), Reason::NoPairs).available());
}

// Neither test can do better, however clear the result.
TEST(SmallestP, IsALowerBound) {
  const Scores clear = scores({0, {1, 2}, {1, 3}, 1, 2, 2, 3});
  EXPECT_DOUBLE_EQ(wilcoxon(clear).p.value, smallest_p_of(clear, Reason::NoPairs).value);
  EXPECT_DOUBLE_EQ(sign_test_of(clear, Reason::NoPairs).value, smallest_p_of(clear, Reason::NoPairs).value);
}

// --- rank-biserial correlation ---

TEST(RankBiserial, IsTheBalanceOfPositiveAndNegativeRanks) {
  // Sizes 1 1 1 2 without the zero have ranks 2 2 2 4; R+ = 8, R- = 2: (8 - 2)/10.
  EXPECT_DOUBLE_EQ(rank_biserial_of(scores({0, 1, 1, -1, 2}), Reason::NoPairs).value, .6);
  EXPECT_EQ(rank_biserial_of(scores({0, 1, 1, -1, 2}), Reason::NoPairs).n, 4U);
  EXPECT_EQ(rank_biserial_of(scores({1, 2, -3}), Reason::NoPairs).value, 0);
}

// One shortfall among a hundred equal pairs gives 1: why net_shortfall stands next to it.
TEST(RankBiserial, IgnoresZerosHoweverMany) {
  EXPECT_EQ(rank_biserial_of(repeated({{0, 100}, {1, 1}}), Reason::NoPairs).value, 1);
  EXPECT_EQ(rank_biserial_of(repeated({{0, 100}, {-2, 3}}), Reason::NoPairs).value, -1);
}

TEST(RankBiserial, NeedsANonZeroDifference) {
  EXPECT_FALSE(rank_biserial_of(scores({0, 0}), Reason::NoPairs).available());
  EXPECT_EQ(rank_biserial_of(scores({0, 0}), Reason::NoPairs).reason, Reason::NoVariation);
  EXPECT_EQ(rank_biserial_of(Scores(), Reason::NoPairs).reason, Reason::NoPairs);
}

}  // namespace
}  // namespace partnership
