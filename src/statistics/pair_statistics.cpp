#include "partnership/pair_statistics.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

#include "statistics/internal.hpp"
#include "statistics/quantiles.hpp"

namespace partnership {
namespace {

// Whole numbers: weights times the largest of them, sums times n or n squared, for which kMostTallied leaves room.
constexpr int kMostWeight[] = {3, 9};  // by Weights

int disagreement(Weights weights, std::size_t i, std::size_t j) {
  const int distance = static_cast<int>(i) - static_cast<int>(j);
  return weights == Weights::Linear ? std::abs(distance) : distance * distance;
}

using Margin = std::array<std::uint64_t, 4>;

struct Margins {
  Margin ideal{}, actual{};
  std::uint64_t n = 0;
};

Margins margins_of(const PairTable& pairs) {
  Margins found;
  for (std::size_t i = 0; i < 4; ++i)
    for (std::size_t j = 0; j < 4; ++j) {
      found.ideal[i] += pairs[i][j];
      found.actual[j] += pairs[i][j];
      found.n += pairs[i][j];
    }
  return found;
}

bool is_constant(const Margin& points) { return std::count(points.begin(), points.end(), 0U) >= 3; }

// Weighted disagreement times n, and the disagreement by chance times n squared; both without the weights' denominator.
struct Disagreement {
  Wide observed = 0, by_chance = 0;
};

Disagreement disagreement_of(const PairTable& pairs, const Margins& margins, Weights weights) {
  Disagreement found;
  for (std::size_t i = 0; i < 4; ++i)
    for (std::size_t j = 0; j < 4; ++j) {
      const int d = disagreement(weights, i, j);
      found.observed += Wide{d} * pairs[i][j];
      found.by_chance += Wide{d} * margins.ideal[i] * margins.actual[j];
    }
  return found;
}

// Asymptotic standard error of kappa when it is not 0 (Fleiss, Cohen & Everitt 1969, formula 9): a multiple of the standard
// deviation, among the pairs, of w_ij - (w_i. + w_.j)(1 - kappa). These are taken times the weights' denominator and `by_chance`,
// which makes them whole: the error is 0 if they are equal and only then, however many pairs there are.
double kappa_error(const PairTable& pairs, const Margins& margins, Weights weights, const Disagreement& found) {
  const auto weight = [weights](std::size_t i, std::size_t j) {
    return Wide{kMostWeight[static_cast<int>(weights)] - disagreement(weights, i, j)};
  };
  std::array<Wide, 4> of_row{}, of_column{};
  for (std::size_t i = 0; i < 4; ++i)
    for (std::size_t j = 0; j < 4; ++j) {
      of_row[i] += weight(i, j) * margins.actual[j];
      of_column[j] += weight(i, j) * margins.ideal[i];
    }
  std::vector<std::pair<double, Wide>> terms;  // with the number of pairs
  for (std::size_t i = 0; i < 4; ++i)
    for (std::size_t j = 0; j < 4; ++j)
      if (pairs[i][j] > 0) terms.emplace_back(pairs[i][j], weight(i, j) * found.by_chance - (of_row[i] + of_column[j]) * found.observed);
  const auto n = static_cast<double>(margins.n), by_chance = static_cast<double>(found.by_chance);
  const auto from_first = [&terms](Wide term) { return static_cast<double>(term - terms.front().second); };
  double mean = 0, squares = 0;
  for (const auto& [times, term] : terms) mean += times / n * from_first(term);
  for (const auto& [times, term] : terms) squares += times * (from_first(term) - mean) * (from_first(term) - mean);
  return n * std::sqrt(squares) / by_chance / by_chance;
}

Wide pairs_among(const Margin& points) {
  Wide sum = 0;
  for (const auto count : points) sum += Wide{count} * (count > 0 ? count - 1 : 0);
  return sum / 2;
}

// Twice the distance of each point's mid-rank from the mean rank.
std::array<Wide, 4> doubled_rank_deviations(const Margin& points, std::uint64_t n) {
  std::array<Wide, 4> found{};
  Wide below = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    found[i] = 2 * below + points[i] - n;  // (2 below + count + 1) - (n + 1)
    below += points[i];
  }
  return found;
}

Estimate of_association(const Margins& margins) { return {.n = margins.n, .reason = margins.n < 2 ? Reason::FewerThanTwo : Reason::NoVariation}; }

bool can_associate(const Margins& margins) { return margins.n >= 2 && !is_constant(margins.ideal) && !is_constant(margins.actual); }

}  // namespace

PairTable pair_table_of(const JointCounts& counts) {
  PairTable found;
  for (std::size_t i = 0; i < 4; ++i)
    for (std::size_t j = 0; j < 4; ++j) found[i][j] = counts.count(static_cast<Answer>(i), static_cast<Answer>(j));
  return found;
}

Estimate weighted_kappa_of(const PairTable& pairs, Weights weights) {
  const Margins margins = margins_of(pairs);
  Estimate estimate{.n = margins.n, .reason = margins.n == 0 ? Reason::NoPairs : margins.n < 2 ? Reason::FewerThanTwo : Reason::NoVariation};
  const Disagreement found = disagreement_of(pairs, margins, weights);
  if (margins.n < 2 || found.by_chance == 0) return estimate;
  const double kappa = static_cast<double>(found.by_chance - found.observed * margins.n) / static_cast<double>(found.by_chance);
  estimate.value = kappa;
  estimate.reason = margins.n < kFewestForAsymptotics ? Reason::TooFew : Reason::ZeroVariance;
  if (margins.n < kFewestForAsymptotics) return estimate;
  const double half = kZ * kappa_error(pairs, margins, weights, found);
  if (half == 0) return estimate;
  return {kappa, std::max(kappa - half, -1.0), std::min(kappa + half, 1.0), margins.n, Reason::None};
}

Estimate expected_agreement_of(const PairTable& pairs) {
  const Margins margins = margins_of(pairs);
  if (margins.n < 2) return {.n = margins.n, .reason = margins.n == 0 ? Reason::NoPairs : Reason::FewerThanTwo};
  const auto n = static_cast<double>(margins.n);
  return {.value = 1 - static_cast<double>(disagreement_of(pairs, margins, Weights::Linear).by_chance) / 3 / n / n, .n = margins.n};
}

Estimate gwet_ac2_of(const PairTable& pairs) {
  const Margins margins = margins_of(pairs);
  if (margins.n == 0) return {.n = 0, .reason = Reason::NoPairs};
  const auto n = static_cast<double>(margins.n);
  const double observed = 1 - static_cast<double>(disagreement_of(pairs, margins, Weights::Linear).observed) / 3 / n;
  double spread = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    const double share = static_cast<double>(margins.ideal[i] + margins.actual[i]) / (2 * n);
    spread += share * (1 - share);
  }
  constexpr double kSumOfWeights = 4 + 6 * 2.0 / 3 + 4 * 1.0 / 3;
  const double by_chance = kSumOfWeights * spread / 12;  // over q (q - 1) pairs of the q = 4 points
  return {.value = (observed - by_chance) / (1 - by_chance), .n = margins.n};
}

Estimate tau_b_of(const PairTable& pairs) {
  const Margins margins = margins_of(pairs);
  Estimate estimate = of_association(margins);
  if (!can_associate(margins)) return estimate;
  Wide difference = 0;  // concordant less discordant
  for (std::size_t i = 0; i < 4; ++i)
    for (std::size_t j = 0; j < 4; ++j)
      for (std::size_t k = i + 1; k < 4; ++k)
        for (std::size_t l = 0; l < 4; ++l)
          if (l != j) difference += (l > j ? 1 : -1) * Wide{pairs[i][j]} * pairs[k][l];
  const Wide all = Wide{margins.n} * (margins.n - 1) / 2;
  const auto ideal = static_cast<double>(all - pairs_among(margins.ideal)), actual = static_cast<double>(all - pairs_among(margins.actual));
  return {.value = std::clamp(static_cast<double>(difference) / (std::sqrt(ideal) * std::sqrt(actual)), -1.0, 1.0), .n = margins.n};
}

Estimate spearman_of(const PairTable& pairs) {
  const Margins margins = margins_of(pairs);
  Estimate estimate = of_association(margins);
  if (!can_associate(margins)) return estimate;
  const auto ideal = doubled_rank_deviations(margins.ideal, margins.n), actual = doubled_rank_deviations(margins.actual, margins.n);
  Wide together = 0, of_ideal = 0, of_actual = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    for (std::size_t j = 0; j < 4; ++j) together += Wide{pairs[i][j]} * ideal[i] * actual[j];
    of_ideal += Wide{margins.ideal[i]} * ideal[i] * ideal[i];
    of_actual += Wide{margins.actual[i]} * actual[i] * actual[i];
  }
  const double scale = std::sqrt(static_cast<double>(of_ideal)) * std::sqrt(static_cast<double>(of_actual));
  return {.value = std::clamp(static_cast<double>(together) / scale, -1.0, 1.0), .n = margins.n};
}

// Mean and variance of the posterior in whole numbers: of many equal gaps the variance is all but nothing, and would be lost in
// the difference of two means. With A = n + 1, S the sum of gaps and Q that of their squares and of the prior's, 4:
// mean S / A, variance (Q A - S^2) / (A^2 (A + 1)).
Estimate posterior_mean_gap_of(const Scores& gaps) {
  if (gaps.n() == 0) return {.n = 0, .reason = Reason::NoPairs};
  Wide sum = 0, squares = 4;  // 28 / 7: the prior is 1/7 on each of -3..3
  for (const auto& [gap, times] : gaps.counts()) {
    sum += Wide{gap.numerator()} * times;
    squares += Wide{gap.numerator()} * gap.numerator() * times;
  }
  const Wide weight = Wide{gaps.n()} + 1;
  const auto real = [](Wide whole) { return static_cast<double>(whole); };
  const double mean = real(sum) / real(weight);
  const double above = real(3 * weight + sum), below = real(3 * weight - sum);  // distances from -3 and to 3, times A
  const double size = above * below * (real(weight) + 1) / real(squares * weight - sum * sum) - 1;
  const double a = above / (6 * real(weight)) * size, b = below / (6 * real(weight)) * size;
  return {mean, 6 * beta_quantile(.025, a, b) - 3, 6 * beta_quantile(.975, a, b) - 3, gaps.n(), Reason::None};
}

}  // namespace partnership
