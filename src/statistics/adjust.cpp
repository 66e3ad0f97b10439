#include <algorithm>
#include <cmath>
#include <cstddef>

#include "partnership/statistics.hpp"
#include "statistics/internal.hpp"

namespace partnership {
namespace {

// Places of the p-values that are there, ascending by p.
std::vector<std::size_t> ascending(std::span<const double> p) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < p.size(); ++i)
    if (!std::isnan(p[i])) order.push_back(i);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return p[a] < p[b]; });
  return order;
}

}  // namespace

std::vector<double> adjust_holm(std::span<const double> p) {
  std::vector<double> adjusted(p.size(), kUnavailable);
  const auto order = ascending(p);
  double highest = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    highest = std::max(highest, std::min(1.0, p[order[i]] * static_cast<double>(order.size() - i)));
    adjusted[order[i]] = highest;
  }
  return adjusted;
}

std::vector<double> adjust_benjamini_hochberg(std::span<const double> p) {
  std::vector<double> adjusted(p.size(), kUnavailable);
  const auto order = ascending(p);
  double lowest = 1;
  for (std::size_t i = order.size(); i-- > 0;) {
    lowest = std::min(lowest, p[order[i]] * static_cast<double>(order.size()) / static_cast<double>(i + 1));
    adjusted[order[i]] = lowest;
  }
  return adjusted;
}

std::vector<Estimate> adjusted(const std::vector<Estimate>& p, std::vector<double> (*adjust)(std::span<const double>)) {
  std::vector<double> values;
  values.reserve(p.size());
  for (const auto& estimate : p) values.push_back(estimate.value);
  const auto changed = adjust(values);
  std::vector<Estimate> found = p;
  for (std::size_t i = 0; i < found.size(); ++i) found[i].value = changed[i];
  return found;
}

}  // namespace partnership
