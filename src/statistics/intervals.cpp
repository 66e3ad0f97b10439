#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <numeric>

#include "partnership/statistics.hpp"
#include "statistics/exact.hpp"
#include "statistics/internal.hpp"
#include "statistics/quantiles.hpp"

namespace partnership {
namespace {

// 1 - mean/3, rounded once.
double exact_congruence(const Scores& absolute_gaps) {
  if (const auto plain = plain_mean(absolute_gaps))
    return PlainQuotient{3 * plain->denominator - plain->numerator, 3 * plain->denominator}.value();
  const Quotient mean = exact_mean(absolute_gaps);
  return Quotient(Whole(3 * mean.denominator() - mean.numerator()), Whole(3 * mean.denominator())).value();
}

double variance(const Scores& scores, double mean) { return squared_deviations(scores, mean) / static_cast<double>(scores.n() - 1); }

}  // namespace

double squared_deviations(const Scores& scores, double mean) {
  double sum = 0;
  for (const auto& [value, times] : scores.counts()) sum += (value.value() - mean) * (value.value() - mean) * static_cast<double>(times);
  return sum;
}

double printable_p(double p) { return std::clamp(p, kSmallestP, 1.0); }

std::string_view code_of(Reason reason) {
  constexpr std::string_view kCodes[] = {"",    "no_pairs",      "no_answers",   "none_scored",
                                         "n<2", "zero_variance", "no_variation", "one_partnership",
                                         "partnerships_unknown", "counts_only",   "too_few",      "out_of_range",
                                         "not_tallied",         "whole_group_only"};
  return kCodes[static_cast<std::size_t>(reason)];
}

// Two runs of rising magnitudes, merged: the negative values backwards and the rest.
Scores magnitudes_of(const Scores& scores) {
  const auto& counts = scores.counts();
  Scores found;
  found.reserve(counts.size());
  auto right = std::find_if(counts.begin(), counts.end(), [](const auto& entry) { return entry.first.sign() >= 0; });
  auto left = Scores::Counts::const_reverse_iterator(right);
  while (left != counts.rend() || right != counts.end()) {
    if (left == counts.rend() || (right != counts.end() && right->first < left->first.magnitude())) {
      found.append(right->first, right->second);
      ++right;
    } else if (right == counts.end() || left->first.magnitude() < right->first) {
      found.append(left->first.magnitude(), left->second);
      ++left;
    } else {
      found.append(right->first, left->second + right->second);
      ++left, ++right;
    }
  }
  return found;
}

Scores as_scores(const std::array<std::uint64_t, 4>& points) {
  Scores scores;
  scores.reserve(points.size());
  for (int i = 0; i < 4; ++i) scores.append(Fraction(i + 1), points[static_cast<std::size_t>(i)]);
  return scores;
}

std::optional<PlainQuotient> plain_mean(const Scores& scores) {
  std::int64_t denominator = 1, sum = 0;
  for (const auto& [value, times] : scores.counts()) {
    const std::int64_t own = value.denominator();
    if (own == denominator) continue;  // always at practice level, where a division would cost more than the rest
    if (denominator % own != 0 && __builtin_mul_overflow(denominator, own / std::gcd(denominator, own), &denominator)) return std::nullopt;
  }
  for (const auto& [value, times] : scores.counts()) {
    const std::int64_t factor = value.denominator() == denominator ? 1 : denominator / value.denominator();
    std::int64_t term = 0;
    if (times > static_cast<std::uint64_t>(kExactInDouble) || __builtin_mul_overflow(value.numerator() * factor, static_cast<std::int64_t>(times), &term) ||
        __builtin_add_overflow(sum, term, &sum))
      return std::nullopt;
  }
  if (scores.n() > static_cast<std::uint64_t>(kExactInDouble) || __builtin_mul_overflow(denominator, static_cast<std::int64_t>(scores.n()), &denominator))
    return std::nullopt;
  if (sum > kExactInDouble || sum < -kExactInDouble || denominator > kExactInDouble / 3) return std::nullopt;
  return PlainQuotient{sum, denominator};
}

namespace {

// Groups are of similar sizes, so the same few quantiles are asked for again and again.
double t_quantile_975(std::uint64_t n) {
  struct Known {
    std::uint64_t n = 0;
    double quantile = 0;
  };
  thread_local std::array<Known, 1024> known;
  auto& entry = known[n % known.size()];
  if (entry.n != n) entry = {n, t_quantile(.975, static_cast<double>(n) - 1)};
  return entry.quantile;
}

}  // namespace

Estimate mean_with_t_interval(double mean, double sum_of_squares, std::uint64_t n, Range range) {
  const auto count = static_cast<double>(n);
  const double half = t_quantile_975(n) * std::sqrt(sum_of_squares / (count - 1) / count);
  return {mean, std::clamp(mean - half, range.lowest, range.highest), std::clamp(mean + half, range.lowest, range.highest), n, Reason::None};
}

Estimate mean_of(const Scores& scores, Range range, Reason none) {
  Estimate estimate{.n = scores.n(), .reason = none};
  if (scores.n() == 0) return estimate;
  estimate.value = mean_value(scores);
  estimate.reason = scores.n() < 2 ? Reason::FewerThanTwo : Reason::ZeroVariance;
  if (scores.constant()) return estimate;
  return mean_with_t_interval(estimate.value, squared_deviations(scores, estimate.value), scores.n(), range);
}

Estimate standard_deviation_of(const Scores& scores, Reason none) {
  if (scores.n() == 0) return {.n = 0, .reason = none};
  if (scores.n() < 2) return {.n = scores.n(), .reason = Reason::FewerThanTwo};
  return {.value = scores.constant() ? 0 : std::sqrt(variance(scores, mean_value(scores))), .n = scores.n()};
}

Estimate congruence_of(const Scores& absolute_gaps, Reason none) {
  const Estimate gap = mean_of(absolute_gaps, {0, 3}, none);
  if (!gap.available()) return gap;
  return {exact_congruence(absolute_gaps), 1 - gap.upper / 3, 1 - gap.lower / 3, gap.n, gap.reason};
}

Estimate median_of(const std::array<std::uint64_t, 4>& points) {
  std::uint64_t n = 0;
  for (const auto count : points) n += count;
  if (n == 0) return {.n = 0, .reason = Reason::NoAnswers};
  const auto at = [&](std::uint64_t place) {  // 0-based, in ascending order
    int point = 0;
    for (std::uint64_t below = 0; below <= place; ++point) below += points[static_cast<std::size_t>(point)];
    return point;
  };
  return {.value = (at((n - 1) / 2) + at(n / 2)) / 2.0, .n = n};
}

Estimate average_deviation_of(const std::array<std::uint64_t, 4>& points) {
  std::int64_t n = 0, sum = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    n += static_cast<std::int64_t>(points[i]);
    sum += static_cast<std::int64_t>(points[i] * (i + 1));
  }
  if (n < 2) return {.n = static_cast<std::uint64_t>(n), .reason = n == 0 ? Reason::NoAnswers : Reason::FewerThanTwo};
  double deviations = 0;  // n times those from the mean, so that all but the last division is on integers
  for (std::size_t i = 0; i < 4; ++i)
    deviations += static_cast<double>(points[i]) * std::abs(static_cast<double>(n * static_cast<std::int64_t>(i + 1) - sum));
  return {.value = deviations / static_cast<double>(n) / static_cast<double>(n), .n = static_cast<std::uint64_t>(n)};
}

Estimate share_of(std::uint64_t x, std::uint64_t n, Reason none) {
  if (n == 0) return {.n = 0, .reason = none};
  const auto count = static_cast<double>(n);
  const double p = static_cast<double>(x) / count;
  const double scale = 1 + kZ * kZ / count;
  const double centre = (p + kZ * kZ / (2 * count)) / scale;
  const double half = kZ * std::sqrt(p * (1 - p) / count + kZ * kZ / (4 * count * count)) / scale;
  return {p, x == 0 ? 0 : centre - half, x == n ? 1 : centre + half, n, Reason::None};
}

Estimate net_share_of(std::uint64_t b, std::uint64_t c, std::uint64_t n, Reason none) {
  if (n == 0) return {.n = 0, .reason = none};
  const auto count = static_cast<double>(n);
  const double p1 = (static_cast<double>(b) + 1) / (count + 2), p2 = (static_cast<double>(c) + 1) / (count + 2);
  const double half = kZ * std::sqrt((p1 + p2 - (p1 - p2) * (p1 - p2)) / (count + 2));
  return {(static_cast<double>(b) - static_cast<double>(c)) / count, std::max(p1 - p2 - half, -1.0), std::min(p1 - p2 + half, 1.0), n, Reason::None};
}

Estimate welch_difference(const Sample& b, const Sample& a) {
  Estimate estimate{.value = b.mean - a.mean, .n = b.n + a.n, .reason = Reason::FewerThanTwo};
  if (b.n < 2 || a.n < 2) return estimate;
  estimate.reason = Reason::ZeroVariance;
  const auto n_b = static_cast<double>(b.n), n_a = static_cast<double>(a.n);
  const double part_b = b.variance / n_b, part_a = a.variance / n_a, sum = part_b + part_a;
  if (sum <= 0) return estimate;
  const double df = sum * sum / (part_b * part_b / (n_b - 1) + part_a * part_a / (n_a - 1));
  const double half = t_quantile(.975, df) * std::sqrt(sum);
  return {estimate.value, estimate.value - half, estimate.value + half, estimate.n, Reason::None};
}

Estimate welch_difference_of(const Scores& b, const Scores& a) {
  Estimate estimate{.n = b.n() + a.n(), .reason = Reason::NoneScored};
  if (b.n() == 0 || a.n() == 0) return estimate;
  const double mean_b = mean_value(b), mean_a = mean_value(a);
  const bool spread = b.n() >= 2 && a.n() >= 2 && !(b.constant() && a.constant());
  return welch_difference({mean_b, spread ? variance(b, mean_b) : 0, b.n()}, {mean_a, spread ? variance(a, mean_a) : 0, a.n()});
}

}  // namespace partnership
