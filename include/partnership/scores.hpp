// Scores: how often each exact value occurred. A respondent's score on a scope is a fraction (sum of gaps over number of
// pairs), so a histogram over reduced fractions keeps ties, zeros and order exact, adds up, and does not depend on the
// order of respondents. Every statistic above practice level is a function of such histograms.
#pragma once
#include <compare>
#include <cstddef>
#include <cstdint>
#include <numeric>

#include <boost/container/flat_map.hpp>

namespace partnership {

// A reduced fraction with a positive denominator; ordered by value.
class Fraction {
 public:
  constexpr Fraction(std::int32_t numerator = 0, std::int32_t denominator = 1) : numerator_(numerator), denominator_(denominator) {
    if (denominator == 1) return;
    const std::int32_t divisor = std::gcd(numerator, denominator);
    numerator_ /= divisor;
    denominator_ /= divisor;
  }
  [[nodiscard]] constexpr std::int32_t numerator() const { return numerator_; }
  [[nodiscard]] constexpr std::int32_t denominator() const { return denominator_; }
  [[nodiscard]] constexpr double value() const { return static_cast<double>(numerator_) / denominator_; }
  [[nodiscard]] constexpr int sign() const { return (numerator_ > 0) - (numerator_ < 0); }
  [[nodiscard]] constexpr Fraction magnitude() const {
    Fraction found = *this;
    if (found.numerator_ < 0) found.numerator_ = -found.numerator_;
    return found;
  }
  constexpr bool operator==(const Fraction&) const = default;
  constexpr std::strong_ordering operator<=>(const Fraction& other) const {
    return std::int64_t{numerator_} * other.denominator_ <=> std::int64_t{other.numerator_} * denominator_;
  }

 private:
  std::int32_t numerator_, denominator_;
};

class Scores {
 public:
  using Counts = boost::container::flat_map<Fraction, std::uint64_t>;

  void add(Fraction value, std::uint64_t times = 1) {
    if (times == 0) return;
    counts_[value] += times;
    n_ += times;
  }
  void add(const Scores& other) {
    for (const auto& [value, times] : other.counts_) add(value, times);
  }
  // Scores whose values are known to come in ascending order, each once: cheaper than add().
  void reserve(std::size_t values) { counts_.reserve(values); }
  void append(Fraction value, std::uint64_t times) {
    if (times == 0) return;
    counts_.emplace_hint(counts_.end(), value, times);
    n_ += times;
  }
  [[nodiscard]] std::uint64_t n() const { return n_; }
  [[nodiscard]] const Counts& counts() const { return counts_; }  // ascending by value
  [[nodiscard]] bool constant() const { return counts_.size() <= 1; }
  bool operator==(const Scores&) const = default;

 private:
  Counts counts_;
  std::uint64_t n_ = 0;
};

}  // namespace partnership
