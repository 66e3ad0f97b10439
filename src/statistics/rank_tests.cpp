// Tests and effect sizes on the order of values: two samples, and several scores of each respondent.
#include <algorithm>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <utility>
#include <vector>

#include "partnership/statistics.hpp"
#include "statistics/internal.hpp"

namespace partnership {
namespace {

// Equal values of both samples together, ascending.
struct Tie {
  std::uint64_t of_a = 0, of_b = 0;
  std::uint64_t doubled_rank = 0;  // mid-rank times 2
  [[nodiscard]] std::uint64_t n() const { return of_a + of_b; }
};

std::vector<Tie> ties_of(const Scores& b, const Scores& a) {
  std::vector<Tie> found;
  auto at_a = a.counts().begin(), at_b = b.counts().begin();
  std::uint64_t below = 0;
  while (at_a != a.counts().end() || at_b != b.counts().end()) {
    const bool takes_a = at_b == b.counts().end() || (at_a != a.counts().end() && at_a->first <= at_b->first);
    const bool takes_b = at_a == a.counts().end() || (at_b != b.counts().end() && at_b->first <= at_a->first);
    Tie tie{takes_a ? at_a->second : 0, takes_b ? at_b->second : 0};
    tie.doubled_rank = 2 * below + tie.n() + 1;
    below += tie.n();
    found.push_back(tie);
    if (takes_a) ++at_a;
    if (takes_b) ++at_b;
  }
  return found;
}

// Twice the rank sum of b, less its mean.
Wide doubled_deviation(const std::vector<Tie>& ties, std::uint64_t n_b, std::uint64_t n) {
  Wide sum = 0;
  for (const auto& tie : ties) sum += Wide{tie.of_b} * tie.doubled_rank;
  return sum - Wide{n_b} * (n + 1);
}

// Share of the choices of n_b values whose rank sum lies at least as far from the mean. Choices are counted in doubles, which
// hold them exactly: C(50, 25) is below 2^47.
double exact_rank_sum(std::vector<Tie> ties, std::uint64_t n_b, std::uint64_t n) {
  if (2 * n_b > n) {  // those not chosen lie as far on the other side
    for (auto& tie : ties) std::swap(tie.of_a, tie.of_b);
    n_b = n - n_b;
  }
  const auto most = static_cast<std::size_t>(n * (n + 1));  // of a doubled rank sum
  std::vector<std::vector<double>> ways(n_b + 1, std::vector<double>(most + 1, 0.0));  // by values chosen and their sum
  ways[0][0] = 1;
  for (const auto& tie : ties)
    for (std::uint64_t one = 0; one < tie.n(); ++one)
      for (std::size_t m = n_b; m > 0; --m)
        for (std::size_t sum = most; sum >= tie.doubled_rank; --sum) ways[m][sum] += ways[m - 1][sum - tie.doubled_rank];
  const Wide found = doubled_deviation(ties, n_b, n), distance = found < 0 ? -found : found, doubled_mean = Wide{n_b} * (n + 1);
  double all = 0, far = 0;
  for (std::size_t sum = 0; sum <= most; ++sum) {
    const Wide deviation = Wide{sum} - doubled_mean;
    all += ways[n_b][sum];
    if ((deviation < 0 ? -deviation : deviation) >= distance) far += ways[n_b][sum];
  }
  return far / all;
}

double normal_rank_sum(const std::vector<Tie>& ties, std::uint64_t n_b, std::uint64_t n) {
  const auto all = static_cast<double>(n), b = static_cast<double>(n_b);
  double tied = 0;
  for (const auto& tie : ties) {
    const auto t = static_cast<double>(tie.n());
    tied += t * t * t - t;
  }
  const double variance = b * (all - b) / 12 * (all + 1 - tied / (all * (all - 1)));
  const double deviation = static_cast<double>(doubled_deviation(ties, n_b, n)) / 2;
  return 2 * boost::math::cdf(boost::math::normal(), -std::abs(deviation) / std::sqrt(variance));
}

}  // namespace

Estimate rank_sum_of(const Scores& b, const Scores& a) {
  const std::uint64_t n = a.n() + b.n();
  if (a.n() == 0 || b.n() == 0) return {.n = n, .reason = Reason::NoneScored};
  const auto ties = ties_of(b, a);
  if (ties.size() == 1) return {.value = 1, .n = n};
  return {.value = printable_p(n <= kMostExactRankSum ? exact_rank_sum(ties, b.n(), n) : normal_rank_sum(ties, b.n(), n)), .n = n};
}

Estimate dominance_of(const Scores& b, const Scores& a) {
  if (a.n() == 0 || b.n() == 0) return {.n = a.n() + b.n(), .reason = Reason::NoneScored};
  Wide difference = 0;  // pairs with b above less pairs with b below
  std::uint64_t below_a = 0;
  for (const auto& tie : ties_of(b, a)) {
    difference += Wide{tie.of_b} * below_a - Wide{tie.of_b} * (a.n() - below_a - tie.of_a);
    below_a += tie.of_a;
  }
  return {.value = static_cast<double>(difference) / static_cast<double>(Wide{a.n()} * b.n()), .n = a.n() + b.n()};
}

Friedman friedman_of(const PrincipleRanks& ranks) {
  const auto k = static_cast<std::uint64_t>(ranks.doubled_sums.size());
  const Estimate none{.n = ranks.respondents, .reason = ranks.respondents == 0 ? Reason::NoneScored : ranks.respondents < 2 ? Reason::FewerThanTwo : Reason::NoVariation};
  // Both sides of chi2 = sum (R - n (k+1)/2)^2 / (n k (k+1)/12 - ties/(12 (k-1))), times 12 (k-1) and so whole.
  const Wide n = ranks.respondents;
  if (ranks.respondents < 2 || k < 2) return {none, none, none};
  const Wide denominator = n * k * (k + 1) * (k - 1) - ranks.ties;
  if (denominator <= 0) return {none, none, none};
  Wide squares = 0;  // of doubled deviations: 4 times too much
  for (const auto sum : ranks.doubled_sums) squares += (Wide{sum} - n * (k + 1)) * (Wide{sum} - n * (k + 1));
  const double chi2 = static_cast<double>(Wide{3} * (k - 1) * squares) / static_cast<double>(denominator);
  const auto freedom = static_cast<double>(k - 1);
  const double p = boost::math::cdf(boost::math::complement(boost::math::chi_squared(freedom), chi2));
  return {{.value = chi2, .n = ranks.respondents},
          {.value = printable_p(p), .n = ranks.respondents},
          {.value = chi2 / (static_cast<double>(ranks.respondents) * freedom), .n = ranks.respondents}};
}

}  // namespace partnership
