// Reliability from sums of products. "R" marks numbers that R computed from the same answers.
#include "partnership/reliability.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <vector>

namespace partnership {
namespace {

using Rows = std::vector<std::vector<std::int32_t>>;

CrossProducts products_of(const Rows& rows) {
  CrossProducts found(rows.front().size());
  for (const auto& row : rows) found.add(row);
  return found;
}

const Rows kSix = {{1, 2, 1, 3}, {2, 2, 3, 3}, {3, 3, 3, 4}, {4, 3, 4, 4}, {2, 1, 2, 3}, {4, 4, 3, 3}};

TEST(Reliability, AgreesWithR) {
  // R: formulas checked against psych::alpha (raw_alpha, feldt, alpha.drop, r.drop).
  const Reliability found = reliability_of(products_of(kSix));
  EXPECT_NEAR(found.alpha.value, 0.859169199595, 1e-11);
  EXPECT_NEAR(found.alpha.lower, 0.496330563779, 1e-9);
  EXPECT_NEAR(found.alpha.upper, 0.978090112596, 1e-9);
  EXPECT_NEAR(found.lambda2.value, 0.89175671671, 1e-11);
  constexpr double kDeleted[] = {0.723404255319, 0.829787234043, 0.779661016949, 0.892193308550};
  constexpr double kRest[] = {0.914106089014, 0.685579566761, 0.797241005179, 0.560469797627};
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_NEAR(found.alpha_deleted[i].value, kDeleted[i], 1e-11) << i;
    EXPECT_NEAR(found.item_rest[i].value, kRest[i], 1e-11) << i;
  }
  EXPECT_EQ(found.items.value, 4);
  EXPECT_EQ(found.alpha.n, 6U);
}

// By hand: items (1, 2, 3) and (1, 3, 2) have variances 1 and 1, covariance .5, sum variance 3: alpha = 2(1 - 2/3) = 2/3.
TEST(Reliability, OfTwoItemsByHand) {
  const Reliability found = reliability_of(products_of({{1, 1}, {2, 3}, {3, 2}}));
  EXPECT_NEAR(found.alpha.value, 2.0 / 3, 1e-12);
  EXPECT_NEAR(found.lambda2.value, 2.0 / 3, 1e-12) << "of two items it is alpha";
  EXPECT_NEAR(found.item_rest[0].value, .5, 1e-12);
  EXPECT_EQ(found.alpha_deleted[0].reason, Reason::NoVariation) << "one item is left";
}

TEST(Reliability, MayBeNegative) { EXPECT_LT(reliability_of(products_of({{1, 4}, {2, 2}, {3, 2}, {4, 2}})).alpha.value, 0); }

TEST(Reliability, LeavesOutItemsThatAllAnsweredAlike) {
  Rows rows = kSix;
  for (auto& row : rows) row.insert(row.begin() + 2, 3);
  const Reliability with = reliability_of(products_of(rows)), without = reliability_of(products_of(kSix));
  EXPECT_EQ(with.items.value, 4);
  EXPECT_EQ(with.alpha.value, without.alpha.value);
  EXPECT_EQ(with.item_rest[3].value, without.item_rest[2].value);
  EXPECT_FALSE(with.item_rest[2].available());
}

TEST(Reliability, SaysWhyItIsMissing) {
  EXPECT_EQ(reliability_of(CrossProducts(3)).alpha.reason, Reason::NoAnswers);
  EXPECT_EQ(reliability_of(products_of({{1, 2, 3}})).alpha.reason, Reason::FewerThanTwo);
  EXPECT_EQ(reliability_of(products_of({{1, 2, 3}, {1, 2, 3}})).alpha.reason, Reason::NoVariation);
  EXPECT_EQ(reliability_of(products_of({{1, 4}, {2, 3}, {3, 2}})).alpha.reason, Reason::NoVariation) << "sums that do not differ";
}

TEST(CrossProductsTest, Add) {
  CrossProducts whole = products_of(kSix), one = products_of({kSix[0], kSix[3]}), other = products_of({kSix[5], kSix[1], kSix[4], kSix[2]});
  one.add(other);
  EXPECT_EQ(one, whole);
  EXPECT_EQ(whole.product(0, 2), whole.product(2, 0));
  EXPECT_EQ(whole.product(0, 1), 2 + 4 + 9 + 12 + 2 + 16);
}

// Answers whose one-factor structure is known without fitting: with three items the factor reproduces every correlation, so
// loading^2 = r12 r13/r23 and so on.
TEST(Omega, OfThreeItemsFollowsFromTheirCorrelations) {
  Rows rows;  // counts of (x, y, z) in 1..2: 24 + 6 x 6 + 24... 96 rows, r12 = r13 = r23
  const auto add = [&](int x, int y, int z, int times) {
    for (int i = 0; i < times; ++i) rows.push_back({x, y, z});
  };
  add(1, 1, 1, 24);
  add(2, 2, 2, 24);
  for (const auto& odd : Rows{{1, 1, 2}, {1, 2, 1}, {2, 1, 1}, {2, 2, 1}, {2, 1, 2}, {1, 2, 2}}) add(odd[0], odd[1], odd[2], 8);
  // Two items agree in 64 of 96 rows: r = 1/3; loadings sqrt(1/3), uniquenesses 2/3: omega = 3/(3 + 2) = .6.
  EXPECT_NEAR(omega_of(products_of(rows)).value, .6, 1e-6);
}

TEST(Omega, SaysWhyItIsMissing) {
  EXPECT_EQ(omega_of(products_of(kSix)).reason, Reason::TooFew);
  Rows rows;
  for (int i = 0; i < 60; ++i) rows.push_back({i % 4 + 1, i % 4 + 1, i % 3 + 1, i % 2 + 1});
  EXPECT_EQ(omega_of(products_of(rows)).reason, Reason::OutOfRange) << "two items are the same one";
  rows.clear();
  for (int i = 0; i < 60; ++i) rows.push_back({i % 4 + 1, 4 - i % 4, 4 - i % 4, i % 4 + 1});
  EXPECT_EQ(omega_of(products_of(rows)).reason, Reason::OutOfRange) << "all are, two the other way round";
}

// One item, 70 the other way round and 69 as the first: the first's correlations with all add up to 0.
TEST(Omega, SaysWhyItIsMissingOfManyItemsOfWhichHalfAreTheOtherWayRound) {
  Rows rows;
  for (int i = 0; i < 64; ++i) {
    rows.emplace_back(140, i % 2);
    std::fill_n(rows.back().begin() + 1, 70, 1 - i % 2);
  }
  const Estimate omega = omega_of(products_of(rows));
  EXPECT_FALSE(omega.available());
  EXPECT_EQ(omega.reason, Reason::OutOfRange);
}

// All 64 answers of six independent items once: there is no factor, and the loadings creep towards 0.
TEST(Omega, IsMissingWhereTheFitDoesNotSettle) {
  Rows rows;
  for (int i = 0; i < 64; ++i) rows.push_back({i % 2, i / 2 % 2, i / 4 % 2, i / 8 % 2, i / 16 % 2, i / 32});
  EXPECT_EQ(omega_of(products_of(rows)).reason, Reason::OutOfRange);
}

}  // namespace
}  // namespace partnership
