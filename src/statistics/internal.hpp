// What the formulas share among themselves.
#pragma once
#include <cstdint>

#include "partnership/estimate.hpp"
#include "partnership/statistics.hpp"

namespace partnership {

[[nodiscard]] double t_quantile(double probability, double degrees_of_freedom);

[[nodiscard]] Scores magnitudes_of(const Scores& scores);

// `sum_of_squares`: squared deviations from `mean`, > 0; n >= 2.
[[nodiscard]] Estimate mean_with_t_interval(double mean, double sum_of_squares, std::uint64_t n, Range range);

}  // namespace partnership
