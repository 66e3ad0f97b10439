// Exact sums and means of scores, so that ties between means are decided on integers and never on rounded floats.
#pragma once
#include <boost/multiprecision/cpp_int.hpp>

#include <map>

#include "partnership/scores.hpp"

namespace partnership {

using Exact = boost::multiprecision::cpp_rational;

// Sum of all scores; sums per denominator first, so that the rational arithmetic is done a few dozen times at most.
inline Exact exact_sum(const Scores& scores) {
  std::map<std::int32_t, boost::multiprecision::cpp_int> by_denominator;
  for (const auto& [value, times] : scores.counts()) by_denominator[value.denominator()] += boost::multiprecision::cpp_int(value.numerator()) * times;
  Exact sum = 0;
  for (const auto& [denominator, numerators] : by_denominator) sum += Exact(numerators, denominator);
  return sum;
}

inline Exact exact_mean(const Scores& scores) { return exact_sum(scores) / scores.n(); }  // n > 0

}  // namespace partnership
