// Values of partnerships, each counting once, kept exact until it is known which of them are equal.
#pragma once
#include <optional>
#include <vector>

#include "partnership/statistics.hpp"
#include "statistics/exact.hpp"

namespace partnership {

struct PartnershipMeans {
  std::vector<double> values;  // ascending: sums of squares in the order of names would depend on these in their last bits
  double mean = 0;             // with at least one value
  double squares = 0;          // of the deviations from the mean; exactly 0 if all are equal, to the last bit of a double
};
[[nodiscard]] PartnershipMeans partnership_means_of(const std::vector<Quotient>& exact);

// Their mean with a t interval over partnerships (Snijders & Bosker 2012). `none` is the reason without any.
[[nodiscard]] Estimate mean_over_partnerships(const std::vector<Quotient>& exact, Range range, Reason none);

[[nodiscard]] inline std::optional<Quotient> exact_mean_if_any(const Scores& scores) {
  if (scores.n() == 0) return std::nullopt;
  if (const auto plain = plain_mean(scores)) return Quotient(plain->numerator, plain->denominator);
  return exact_mean(scores);
}

}  // namespace partnership
