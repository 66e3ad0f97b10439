// Exact means, so that ties between them are decided on integers and never on rounded floats: a numerator over a common
// denominator, not reduced (reducing costs more than all the rest). Up to 128 bits a whole number needs no allocation.
#pragma once
#include <boost/multiprecision/cpp_int.hpp>

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "partnership/scores.hpp"

namespace partnership {

using Whole = boost::multiprecision::cpp_int;

class Quotient {
 public:
  Quotient() = default;
  Quotient(Whole numerator, Whole denominator) : numerator_(std::move(numerator)), denominator_(std::move(denominator)) {}  // denominator > 0
  [[nodiscard]] const Whole& numerator() const { return numerator_; }
  [[nodiscard]] const Whole& denominator() const { return denominator_; }
  [[nodiscard]] Quotient over(const Whole& divisor) const { return {numerator_, Whole(denominator_ * divisor)}; }

  // Rounded once, so that a mean of exactly 0 or 1 is shown and compared as 0 or 1.
  [[nodiscard]] double value() const {
    constexpr std::int64_t kExactInDouble = std::int64_t{1} << 53;
    if (numerator_ <= kExactInDouble && numerator_ >= -kExactInDouble && denominator_ <= kExactInDouble)
      return numerator_.convert_to<double>() / denominator_.convert_to<double>();
    return boost::multiprecision::cpp_rational(numerator_, denominator_).convert_to<double>();
  }

  friend bool operator==(const Quotient& a, const Quotient& b) { return a.numerator_ * b.denominator_ == b.numerator_ * a.denominator_; }
  friend bool operator<(const Quotient& a, const Quotient& b) { return a.numerator_ * b.denominator_ < b.numerator_ * a.denominator_; }

 private:
  Whole numerator_ = 0, denominator_ = 1;
};

// Sum of terms numerator/denominator x times over their common denominator.
template <class Terms, class NumeratorOf, class DenominatorOf>
Quotient sum_of(const Terms& terms, NumeratorOf&& numerator_of, DenominatorOf&& denominator_of) {
  Whole denominator = 1;
  for (const auto& term : terms) {
    const Whole own = denominator_of(term);
    if (denominator % own != 0) denominator = boost::multiprecision::lcm(denominator, own);
  }
  Whole numerator = 0;
  for (const auto& term : terms) numerator += numerator_of(term) * (denominator / denominator_of(term));
  return {std::move(numerator), std::move(denominator)};
}

inline Quotient exact_sum(const Scores& scores) {
  return sum_of(
      scores.counts(), [](const auto& entry) { return Whole(entry.first.numerator()) * entry.second; },
      [](const auto& entry) { return Whole(entry.first.denominator()); });
}
inline Quotient exact_mean(const Scores& scores) { return exact_sum(scores).over(scores.n()); }  // n > 0

// The same in plain integers, where they hold it: numerator and denominator below 2^53, so that their quotient in double is
// the exact one rounded once. Nearly always, and many times faster.
struct PlainQuotient {
  std::int64_t numerator = 0, denominator = 1;
  [[nodiscard]] double value() const { return static_cast<double>(numerator) / static_cast<double>(denominator); }
};
inline constexpr std::int64_t kExactInDouble = std::int64_t{1} << 53;
[[nodiscard]] std::optional<PlainQuotient> plain_mean(const Scores& scores);  // n > 0

inline double mean_value(const Scores& scores) {  // n > 0
  const auto plain = plain_mean(scores);
  return plain ? plain->value() : exact_mean(scores).value();
}

inline Quotient exact_mean(const std::vector<Quotient>& values) {  // not empty
  return sum_of(
             values, [](const Quotient& value) { return value.numerator(); }, [](const Quotient& value) { return value.denominator(); })
      .over(values.size());
}

}  // namespace partnership
