// Exact sums and means of scores, so that ties between means are decided on integers and never on rounded floats.
#pragma once
#include <boost/multiprecision/cpp_int.hpp>

#include <cstdint>
#include <map>
#include <numeric>
#include <optional>

#include "partnership/scores.hpp"

namespace partnership {

using Exact = boost::multiprecision::cpp_rational;

// Sum of all scores; sums per denominator first, so that the rational arithmetic is done a few dozen times at most.
inline Exact exact_sum(const Scores& scores) {
  std::map<std::int32_t, boost::multiprecision::cpp_int> by_denominator;
  for (const auto& [value, times] : scores.counts())
    by_denominator[value.denominator()] += boost::multiprecision::cpp_int(value.numerator()) * times;
  Exact sum = 0;
  for (const auto& [denominator, numerators] : by_denominator) sum += Exact(numerators, denominator);
  return sum;
}

inline Exact exact_mean(const Scores& scores) { return exact_sum(scores) / scores.n(); }  // n > 0

// Numerator and denominator of the mean as whole numbers that doubles hold exactly, and their quotient, which is then
// rounded only once; nullopt if they grow too large for that.
inline std::optional<double> mean_of_small_numbers(const Scores& scores) {
  constexpr std::int64_t kMost = std::int64_t{1} << 53;
  const auto multiply = [](std::int64_t& value, std::int64_t factor) {
    if (factor > kMost / value) return false;
    value *= factor;
    return true;
  };
  if (scores.n() > static_cast<std::uint64_t>(kMost)) return std::nullopt;
  std::int64_t denominator = 1;
  for (const auto& [value, times] : scores.counts())
    if (!multiply(denominator, value.denominator() / std::gcd(denominator, std::int64_t{value.denominator()}))) return std::nullopt;
  std::int64_t sum = 0, absolute_sum = 0;
  for (const auto& [value, times] : scores.counts()) {
    if (value.sign() == 0) continue;
    std::int64_t part = value.magnitude().numerator();
    if (!multiply(part, denominator / value.denominator()) || !multiply(part, static_cast<std::int64_t>(times))) return std::nullopt;
    sum += value.sign() * part;
    absolute_sum += part;
    if (absolute_sum > kMost) return std::nullopt;
  }
  if (!multiply(denominator, static_cast<std::int64_t>(scores.n()))) return std::nullopt;
  return static_cast<double>(sum) / static_cast<double>(denominator);
}

// The mean, rounded once at the end, so that a mean of exactly 0 or 1 is shown and compared as 0 or 1. n > 0.
inline double mean_value(const Scores& scores) {
  if (const auto mean = mean_of_small_numbers(scores)) return *mean;
  return exact_mean(scores).convert_to<double>();
}

}  // namespace partnership
