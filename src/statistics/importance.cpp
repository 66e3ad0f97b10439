// Importance-performance analysis: which practices matter much and are done little (Martilla & James 1977; Bacon 2003).
#include "statistics/importance.hpp"

#include <array>
#include <vector>

#include "statistics/internal.hpp"

namespace partnership {
namespace {

// A mean as sum over n, compared without dividing.
struct PointMean {
  std::uint64_t sum = 0, n = 0;
  [[nodiscard]] double value() const { return static_cast<double>(sum) / static_cast<double>(n); }
};

PointMean mean_of_points(const std::array<std::uint64_t, 4>& points) {
  return {points[0] + 2 * points[1] + 3 * points[2] + 4 * points[3], points[0] + points[1] + points[2] + points[3]};
}

bool is_larger(const PointMean& a, const PointMean& b) { return Wide{a.sum} * b.n > Wide{b.sum} * a.n; }

std::vector<Estimate> ranks_of(const std::vector<PointMean>& means) {
  std::vector<Estimate> found;
  for (const auto& own : means) {
    found.push_back({.n = own.n, .reason = Reason::NoAnswers});
    if (own.n == 0) continue;
    std::size_t rank = 1;
    for (const auto& other : means)
      if (other.n > 0 && is_larger(other, own)) ++rank;
    found.back() = {.value = static_cast<double>(rank), .n = own.n};
  }
  return found;
}

double quadrant(double ideal, double actual, double cut_ideal, double cut_actual) {
  constexpr double kTolerance = 1e-9;  // a practice at the very mean counts as high whatever the last bits say
  const bool wanted = ideal >= cut_ideal - kTolerance, done = actual >= cut_actual - kTolerance;
  return wanted ? (done ? 2 : 1) : (done ? 4 : 3);
}

Estimate cut_of(const std::vector<PointMean>& means) {
  double sum = 0;
  std::uint64_t n = 0;
  for (const auto& mean : means) {
    if (mean.n == 0) continue;
    sum += mean.value();
    ++n;
  }
  if (n == 0) return {.n = 0, .reason = Reason::NoPairs};
  return {.value = sum / static_cast<double>(n), .n = n};
}

}  // namespace

GroupStatistics::Importance importance_of(const Tally& tally) {
  std::vector<PointMean> all_ideals, ideals, actuals;  // all valid ideals; both sides of pairs
  for (std::size_t i = 0; i < tally.instrument().practices.size(); ++i) {
    const JointCounts counts = tally.practice(i);
    all_ideals.push_back(mean_of_points(counts.points(Side::Ideal)));
    ideals.push_back(mean_of_points(counts.paired_points(Side::Ideal)));
    actuals.push_back(mean_of_points(counts.paired_points(Side::Actual)));
  }
  GroupStatistics::Importance found;
  found.ideal_rank = ranks_of(all_ideals);
  found.cut_ideal = cut_of(ideals);
  found.cut_actual = cut_of(actuals);
  for (std::size_t i = 0; i < ideals.size(); ++i) {
    const std::uint64_t n = ideals[i].n;
    const Estimate none{.n = n, .reason = Reason::NoPairs};
    constexpr double kMiddle = 2.5;
    found.quadrant_by_mean.push_back(
        n == 0 ? none : Estimate{.value = quadrant(ideals[i].value(), actuals[i].value(), found.cut_ideal.value, found.cut_actual.value), .n = n});
    found.quadrant_by_middle.push_back(n == 0 ? none : Estimate{.value = quadrant(ideals[i].value(), actuals[i].value(), kMiddle, kMiddle), .n = n});
  }
  return found;
}

}  // namespace partnership
