// How exact exact p-values are: against the same null distributions counted in whole numbers of any size.
#include <gmock/gmock.h>

#include <algorithm>
#include <bit>
#include <boost/multiprecision/cpp_int.hpp>
#include <cstdint>
#include <random>
#include <vector>

#include "partnership/statistics.hpp"

namespace partnership {
namespace {

using boost::multiprecision::cpp_int;

constexpr double kRelative = 1e-12;

Scores scores_of(const std::vector<int>& values) {
  Scores found;
  for (const int value : values) found.add(Fraction(value));
  return found;
}

// Twice the mid-rank of each value.
std::vector<std::uint64_t> doubled_ranks(const std::vector<int>& values) {
  std::vector<std::uint64_t> found;
  for (const int own : values) {
    std::uint64_t below = 0, same = 0;
    for (const int other : values) {
      below += other < own ? 1U : 0U;
      same += other == own ? 1U : 0U;
    }
    found.push_back(2 * below + same + 1);
  }
  return found;
}

// Two-sided p of the sum of the weights of positive differences, every sign as likely: both tails from counts of signs.
double counted_p(const std::vector<std::uint64_t>& weights, const std::vector<bool>& positive) {
  std::uint64_t all = 0, found = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    all += weights[i];
    found += positive[i] ? weights[i] : 0;
  }
  std::vector<cpp_int> ways(all + 1, 0);
  ways[0] = 1;
  std::uint64_t reach = 0;
  for (const auto weight : weights) {
    reach += weight;
    for (std::uint64_t sum = reach; sum >= weight; --sum) ways[sum] += ways[sum - weight];
  }
  cpp_int lower = 0, upper = 0;
  for (std::uint64_t sum = 0; sum <= all; ++sum) {
    if (sum <= found) lower += ways[sum];
    if (sum >= found) upper += ways[sum];
  }
  const boost::multiprecision::cpp_rational share(2 * std::min(lower, upper), cpp_int(1) << static_cast<unsigned>(weights.size()));
  return std::min(1.0, share.convert_to<double>());
}

struct Weighted {
  std::vector<std::uint64_t> weights;  // of the non-zero differences
  std::vector<bool> positive;
};

Weighted by_rank(const std::vector<int>& differences) {
  std::vector<int> sizes;
  for (const int difference : differences) sizes.push_back(std::abs(difference));
  const auto ranks = doubled_ranks(sizes);
  Weighted found;
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    if (sizes[i] == 0) continue;
    found.weights.push_back(ranks[i]);
    found.positive.push_back(differences[i] > 0);
  }
  return found;
}

class ExactP : public ::testing::TestWithParam<int> {  // the largest size of a difference
 protected:
  // More positive than negative ones, so that small p-values come up too.
  std::vector<int> differences(std::size_t n) {
    std::uniform_int_distribution<int> size(0, GetParam());
    std::bernoulli_distribution positive(.7);
    std::vector<int> found(n);
    for (auto& difference : found) difference = (positive(random_) ? 1 : -1) * size(random_);
    return found;
  }
  std::mt19937 random_{20080101};
};

TEST_P(ExactP, OfTheSignedRankTest) {
  for (const std::size_t n : {5U, 20U, 90U}) {
    const auto values = differences(n);
    const auto [weights, positive] = by_rank(values);
    const double expected = counted_p(weights, positive);
    EXPECT_NEAR(signed_rank_of(scores_of(values), kMostExactPairs, Reason::NoPairs).p.value / expected, 1, kRelative) << n;
  }
}

TEST_P(ExactP, OfTheSignedRankTestWithoutZeros) {
  auto values = differences(90);
  const double p = signed_rank_of(scores_of(values), kMostExactPairs, Reason::NoPairs, Zeros::Dropped).p.value;
  values.erase(std::remove(values.begin(), values.end(), 0), values.end());
  const auto [weights, positive] = by_rank(values);
  EXPECT_NEAR(p / counted_p(weights, positive), 1, kRelative);
}

TEST_P(ExactP, OfTheSignFlipTest) {
  const auto values = differences(90);
  Weighted found;
  for (const int value : values) {
    if (value == 0) continue;
    found.weights.push_back(static_cast<std::uint64_t>(std::abs(value)));
    found.positive.push_back(value > 0);
  }
  EXPECT_NEAR(sign_flip_of(scores_of(values), Reason::NoPairs).value / counted_p(found.weights, found.positive), 1, kRelative);
}

// Every choice of the first sample out of both.
TEST_P(ExactP, OfTheRankSumTest) {
  for (std::size_t n_b = 1; n_b < 9; ++n_b) {
    const auto values = differences(9);
    const auto ranks = doubled_ranks(values);
    const auto distance = [&](unsigned chosen) {
      std::int64_t sum = -static_cast<std::int64_t>(n_b) * 10;  // twice the mean: n_b (n + 1)
      for (std::size_t i = 0; i < 9; ++i) sum += (chosen >> i & 1U) != 0 ? static_cast<std::int64_t>(ranks[i]) : 0;
      return std::abs(sum);
    };
    const unsigned observed = (1U << n_b) - 1;
    double all = 0, far = 0;
    for (unsigned chosen = 0; chosen < 512; ++chosen) {
      if (std::popcount(chosen) != static_cast<int>(n_b)) continue;
      all += 1;
      far += distance(chosen) >= distance(observed) ? 1 : 0;
    }
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(n_b);
    EXPECT_NEAR(rank_sum_of(scores_of({values.begin(), middle}), scores_of({middle, values.end()})).value / (far / all), 1, kRelative) << n_b;
  }
}

// Up to three sizes, up to six, and more take different ways.
INSTANTIATE_TEST_SUITE_P(Sizes, ExactP, ::testing::Values(1, 3, 6, 20));

}  // namespace
}  // namespace partnership
