// Tests on signed differences: which of them are positive, and how large they are among the others. Exact p-values are sums
// and products of positive doubles, right to a relative error of 1e-12 (tests/unit/statistics/exact_p_test.cpp).
#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <iterator>
#include <numeric>
#include <optional>
#include <vector>

#include "partnership/statistics.hpp"
#include "statistics/internal.hpp"

namespace partnership {
namespace {

// Differences of equal size. Ranks are doubled so that mid-ranks are integers.
struct TieGroup {
  Fraction size;
  std::uint64_t positive = 0, negative = 0;
  std::uint64_t doubled_rank = 0;
  [[nodiscard]] std::uint64_t n() const { return positive + negative; }
};

constexpr std::size_t kFewGroups = 3;      // tie groups whose outcomes are walked one by one
constexpr std::size_t kSeveralGroups = 6;  // as many as changes of a gap have sizes

struct Differences {
  std::uint64_t zeros = 0;
  std::uint64_t positive = 0, negative = 0;
  std::vector<TieGroup> groups;  // ascending by size, without zeros
  [[nodiscard]] std::uint64_t non_zero() const { return positive + negative; }
};

// `below`: how many values rank below the smallest difference: the zeros (Pratt) or none (zeros dropped).
void rank_groups(std::vector<TieGroup>& groups, std::uint64_t below) {
  for (auto& group : groups) {
    group.doubled_rank = 2 * below + group.n() + 1;
    below += group.n();
  }
}

Differences differences_of(const Scores& scores) {
  Differences found;
  for (const auto& [value, times] : scores.counts()) {
    if (value.sign() == 0) {
      found.zeros = times;
      continue;
    }
    const Fraction size = value.magnitude();
    auto at = std::lower_bound(found.groups.begin(), found.groups.end(), size, [](const TieGroup& g, Fraction wanted) { return g.size < wanted; });
    if (at == found.groups.end() || at->size != size) at = found.groups.insert(at, TieGroup{size});
    (value.sign() > 0 ? at->positive : at->negative) += times;
    (value.sign() > 0 ? found.positive : found.negative) += times;
  }
  return found;
}

Differences ranked(const Scores& differences, Zeros zeros) {
  Differences found = differences_of(differences);
  rank_groups(found.groups, zeros == Zeros::Ranked ? found.zeros : 0);
  return found;
}

double positive_ranks(const std::vector<TieGroup>& groups) {
  double sum = 0;
  for (const auto& group : groups) sum += static_cast<double>(group.positive) * static_cast<double>(group.doubled_rank) / 2;
  return sum;
}

std::vector<double> binomial_half(std::uint64_t n) {  // probabilities of 0..n successes of n at 1/2; n <= 1000
  std::vector<double> p(n + 1);
  p[0] = std::ldexp(1.0, -static_cast<int>(n));
  for (std::uint64_t k = 0; k < n; ++k) p[k + 1] = p[k] * static_cast<double>(n - k) / static_cast<double>(k + 1);
  return p;
}

// P(sum of r_g Bin(n_g, 1/2) <= w) for at most three groups, by walking all outcomes of the first two; the third is read
// from its distribution function. Every term is positive, so a small tail keeps its relative accuracy.
double tail_of_few(const std::vector<TieGroup>& groups, std::uint64_t w) {
  TieGroup absent;
  const TieGroup& a = groups[0];
  const TieGroup& b = groups.size() > 1 ? groups[1] : absent;
  const TieGroup& c = groups.size() > 2 ? groups[2] : absent;
  const auto pa = binomial_half(a.n()), pb = binomial_half(b.n());
  auto below_c = binomial_half(c.n());
  for (std::size_t k = 1; k < below_c.size(); ++k) below_c[k] += below_c[k - 1];
  double tail = 0;
  for (std::uint64_t i = 0; i <= a.n() && i * a.doubled_rank <= w; ++i) {
    const std::uint64_t behind_a = w - i * a.doubled_rank;
    std::uint64_t most = c.n() == 0 ? 0 : std::min(c.n(), behind_a / c.doubled_rank);
    for (std::uint64_t j = 0; j <= b.n() && j * b.doubled_rank <= behind_a; ++j) {
      const std::uint64_t left = behind_a - j * b.doubled_rank;
      while (most * c.doubled_rank > left) --most;  // a division each time would take longer than the rest
      tail += pa[i] * pb[j] * below_c[most];
    }
  }
  return tail;
}

struct Outcome {
  std::uint64_t sum = 0;
  double p = 0;
};

// Every outcome of some groups up to w, group by group; equal sums are not put together.
std::vector<Outcome> outcomes_of(const std::vector<const TieGroup*>& groups, std::uint64_t w) {
  std::vector<Outcome> found = {{0, 1}}, next;
  for (const TieGroup* group : groups) {
    const auto p = binomial_half(group->n());
    next.clear();
    for (const auto& outcome : found)
      for (std::uint64_t k = 0; k <= group->n() && outcome.sum + k * group->doubled_rank <= w; ++k)
        next.push_back({outcome.sum + k * group->doubled_rank, outcome.p * p[k]});
    found.swap(next);
  }
  return found;
}

// The same for a handful of groups: all outcomes of one half of them, each with the distribution function of the other half.
// nullopt: too many outcomes for that.
std::optional<double> tail_of_several(const std::vector<TieGroup>& groups, std::uint64_t w) {
  constexpr double kMostOutcomes = 1e6;
  std::vector<const TieGroup*> halves[2], by_size;
  for (const auto& group : groups) by_size.push_back(&group);
  std::stable_sort(by_size.begin(), by_size.end(), [](const TieGroup* a, const TieGroup* b) { return a->n() > b->n(); });
  double outcomes[2] = {1, 1};
  for (const TieGroup* group : by_size) {
    const std::size_t half = outcomes[1] < outcomes[0] ? 1 : 0;
    halves[half].push_back(group);
    outcomes[half] *= static_cast<double>(group->n() + 1);
  }
  if (std::max(outcomes[0], outcomes[1]) > kMostOutcomes) return std::nullopt;
  auto below = outcomes_of(halves[1], w);
  std::stable_sort(below.begin(), below.end(), [](const Outcome& a, const Outcome& b) { return a.sum < b.sum; });
  for (std::size_t i = 1; i < below.size(); ++i) below[i].p += below[i - 1].p;
  double tail = 0;
  for (const auto& [sum, p] : outcomes_of(halves[0], w)) {
    const auto end = std::upper_bound(below.begin(), below.end(), w - sum, [](std::uint64_t most, const Outcome& outcome) { return most < outcome.sum; });
    tail += p * std::prev(end)->p;  // the sum 0 is always there
  }
  return tail;
}

// to[i] += from[i]: apart from each other, so that several are added at a time.
void add_apart(double* __restrict to, const double* __restrict from, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) to[i] += from[i];
}

// The same for any number of groups, by adding one difference at a time to the ways to come to each sum up to w. Their numbers
// stay below 2^1000, and halving them instead at every step would round no differently.
double tail_of_many(const std::vector<TieGroup>& groups, std::uint64_t w) {
  static_assert(kMostExactPairs <= 1000);
  std::uint64_t unit = 0;  // every sum is a multiple of it
  for (const auto& group : groups) unit = std::gcd(unit, group.doubled_rank);
  std::vector<double> ways(w / unit + 1, 0.0);
  ways[0] = 1;
  std::size_t reach = 0;
  int differences = 0;
  for (const auto& group : groups) {
    const std::size_t rank = group.doubled_rank / unit;
    for (std::uint64_t i = 0; i < group.n(); ++i, ++differences) {
      reach = std::min(ways.size() - 1, reach + rank);
      // From the largest sum down, in pieces that do not reach into what is added to them.
      for (std::size_t end = reach + 1, size = 0; end > rank; end -= size) {
        size = std::min(rank, end - rank);
        add_apart(ways.data() + end - size, ways.data() + end - size - rank, size);
      }
    }
  }
  return std::ldexp(std::accumulate(ways.begin(), ways.end(), 0.0), -differences);
}

// P of the nearer end, doubled. The null distribution is symmetric about the middle, so both tails are the lower tail of it.
double exact_two_sided(const std::vector<TieGroup>& groups) {
  std::uint64_t v = 0, all = 0;
  for (const auto& group : groups) {
    v += group.positive * group.doubled_rank;
    all += group.n() * group.doubled_rank;
  }
  const std::uint64_t w = std::min(v, all - v);
  if (groups.size() <= kFewGroups) return std::min(1.0, 2 * tail_of_few(groups, w));
  const auto tail = groups.size() <= kSeveralGroups ? tail_of_several(groups, w) : std::nullopt;
  return std::min(1.0, 2 * (tail ? *tail : tail_of_many(groups, w)));
}

double exact_signed_rank(std::vector<TieGroup> groups, std::uint64_t zeros, std::uint64_t non_zero) {
  if (groups.size() > kFewGroups) {
    // With more zeros than the ranks of the differences among themselves can add up to, the order of the outcomes (how
    // many are positive, then which) no longer depends on the number of zeros; fewer keep the table small.
    zeros = std::min(zeros, non_zero * (non_zero + 1) / 2 + 1);
  }
  rank_groups(groups, zeros);
  return exact_two_sided(groups);
}

double normal_two_sided(const std::vector<TieGroup>& groups, double v) {
  double mean = 0, variance = 0;
  for (const auto& group : groups) {
    const double rank = static_cast<double>(group.doubled_rank) / 2, n = static_cast<double>(group.n());
    mean += n * rank / 2;
    variance += n * rank * rank / 4;
  }
  return 2 * boost::math::cdf(boost::math::normal(), -std::abs(v - mean) / std::sqrt(variance));
}

}  // namespace

Estimate signed_rank_sum_of(const Scores& differences, Reason none, Zeros treatment) {
  if (differences.n() == 0) return {.n = 0, .reason = none};
  return {.value = positive_ranks(ranked(differences, treatment).groups), .n = differences.n()};
}

SignedRank signed_rank_of(const Scores& differences, std::uint64_t most_exact, Reason none, Zeros treatment) {
  if (differences.n() == 0) return {{.n = 0, .reason = none}, {.n = 0, .reason = none}, true};
  const Differences found = ranked(differences, treatment);
  const double v = positive_ranks(found.groups);
  const bool exact = found.non_zero() <= std::min(most_exact, kMostExactPairs);
  double p = 1;
  if (found.non_zero() > 0)
    p = exact ? exact_signed_rank(found.groups, treatment == Zeros::Ranked ? found.zeros : 0, found.non_zero()) : normal_two_sided(found.groups, v);
  return {{.value = v, .n = differences.n()}, {.value = printable_p(p), .n = differences.n()}, exact};
}

// The same test with the sizes themselves for ranks.
Estimate sign_flip_of(const Scores& differences, Reason none) {
  if (differences.n() == 0) return {.n = 0, .reason = none};
  Differences found = differences_of(differences);
  if (found.non_zero() == 0) return {.value = 1, .n = differences.n()};
  double v = 0;
  for (auto& group : found.groups) {
    group.doubled_rank = 2 * static_cast<std::uint64_t>(group.size.numerator());
    v += static_cast<double>(group.positive) * static_cast<double>(group.size.numerator());
  }
  const double p = found.non_zero() <= kMostExactPairs ? exact_two_sided(found.groups) : normal_two_sided(found.groups, v);
  return {.value = printable_p(p), .n = differences.n()};
}

Estimate sign_test_of(const Scores& differences, Reason none) {
  if (differences.n() == 0) return {.n = 0, .reason = none};
  const Differences found = differences_of(differences);
  if (found.non_zero() == 0) return {.value = 1, .n = differences.n()};
  const auto n = static_cast<double>(found.non_zero());
  const auto fewer = static_cast<double>(std::min(found.positive, found.negative));
  const double p = 2 * boost::math::cdf(boost::math::binomial(n, .5), fewer);
  return {.value = printable_p(p), .n = differences.n()};
}

double smallest_p_of(std::uint64_t non_zero) {
  return non_zero > 2000 ? kSmallestP : std::clamp(std::ldexp(1.0, 1 - static_cast<int>(non_zero)), kSmallestP, 1.0);
}

Estimate smallest_p_of(const Scores& differences, Reason none) {
  if (differences.n() == 0) return {.n = 0, .reason = none};
  const std::uint64_t n = differences_of(differences).non_zero();
  return {.value = smallest_p_of(n), .n = n};
}

Estimate rank_biserial_of(const Scores& differences, Reason none) {
  const Differences found = ranked(differences, Zeros::Dropped);
  if (found.non_zero() == 0) return {.n = 0, .reason = differences.n() == 0 ? none : Reason::NoVariation};
  double positive = 0, all = 0;
  for (const auto& group : found.groups) {
    positive += static_cast<double>(group.positive) * static_cast<double>(group.doubled_rank);
    all += static_cast<double>(group.n()) * static_cast<double>(group.doubled_rank);
  }
  return {.value = (2 * positive - all) / all, .n = found.non_zero()};
}

}  // namespace partnership
