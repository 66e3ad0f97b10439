#include "partnership/multilevel.hpp"

#include <algorithm>
#include <boost/math/tools/minima.hpp>
#include <cmath>
#include <numeric>
#include <vector>

#include "statistics/exact.hpp"
#include "statistics/internal.hpp"
#include "statistics/quantiles.hpp"

namespace partnership {
namespace {

// One-way analysis of variance with partnerships as classes, in an order that does not depend on their names: sums of
// doubles do in their last bits.
struct Layout {
  std::vector<double> sizes, means;
  std::uint64_t classes = 0, n = 0;
  double within = 0;                           // sum of squares
  bool alike_within = true, alike_between = true;  // decided exactly
};

Layout layout_of(std::span<const Scores> partnerships) {
  Layout found;
  struct Class {
    double mean, size, within;
    auto operator<=>(const Class&) const = default;
  };
  std::vector<Class> classes;
  std::optional<Quotient> first;
  for (const Scores& scores : partnerships) {
    if (scores.n() == 0) continue;
    const Quotient mean = exact_mean(scores);
    if (!first) first = mean;
    found.alike_between = found.alike_between && mean == *first;
    found.alike_within = found.alike_within && scores.constant();
    classes.push_back({mean.value(), static_cast<double>(scores.n()), scores.constant() ? 0 : squared_deviations(scores, mean.value())});
    found.n += scores.n();
    ++found.classes;
  }
  std::sort(classes.begin(), classes.end());
  for (const auto& [mean, size, within] : classes) {
    found.means.push_back(mean);
    found.sizes.push_back(size);
    found.within += within;
  }
  return found;
}

Estimate no_classes(const Layout& layout) {
  return {.n = layout.classes, .reason = layout.classes == 0 ? Reason::NoneScored : layout.classes < 2 ? Reason::OnePartnership : Reason::TooFew};
}

// Profile of the restricted likelihood at a ratio of the variances, between to within. The deviance is given less what the sum
// of squares within would give alone, which of many respondents is so large that its rounding would hide the minimum.
struct Profile {
  double mean = 0, weight = 0, residual = 0, deviance = 0;
};

Profile profile_at(const Layout& layout, double ratio) {
  Profile found;
  double sum = 0, log_sizes = 0;
  for (std::size_t j = 0; j < layout.sizes.size(); ++j) {
    const double weight = layout.sizes[j] / (1 + layout.sizes[j] * ratio);
    found.weight += weight;
    sum += weight * layout.means[j];
    log_sizes += std::log1p(layout.sizes[j] * ratio);
  }
  found.mean = sum / found.weight;
  double between = 0;
  for (std::size_t j = 0; j < layout.sizes.size(); ++j)
    between += layout.sizes[j] / (1 + layout.sizes[j] * ratio) * (layout.means[j] - found.mean) * (layout.means[j] - found.mean);
  found.residual = layout.within + between;
  found.deviance = (static_cast<double>(layout.n) - 1) * std::log1p(between / layout.within) + log_sizes + std::log(found.weight);
  return found;
}

// Every way to deal `few` of the values out, as indices in ascending order, each with its sum.
template <class Visit>
void for_each_deal(std::span<const double> values, std::size_t few, const Visit& visit) {
  std::vector<std::size_t> dealt(few);
  std::vector<double> sums(few + 1);  // of the first i dealt
  std::size_t from = 0;               // what changed
  std::iota(dealt.begin(), dealt.end(), std::size_t{0});
  while (true) {
    for (std::size_t i = from; i < few; ++i) sums[i + 1] = sums[i] + values[dealt[i]];
    visit(sums.back());
    from = few;
    while (from > 0 && dealt[from - 1] == values.size() - few + from - 1) --from;
    if (from == 0) return;
    --from;
    std::iota(dealt.begin() + static_cast<std::ptrdiff_t>(from), dealt.end(), dealt[from] + 1);
  }
}

}  // namespace

Intraclass intraclass_of(std::span<const Scores> partnerships) {
  const Layout layout = layout_of(partnerships);
  Estimate none = no_classes(layout);
  if (layout.classes < 2 || layout.n == layout.classes) return {none, none};
  none.reason = Reason::NoVariation;
  if (layout.alike_within && layout.alike_between) return {none, none};
  const auto k = static_cast<double>(layout.classes), n = static_cast<double>(layout.n);
  double sum = 0, size_squares = 0;
  for (std::size_t j = 0; j < layout.sizes.size(); ++j) {
    sum += layout.sizes[j] * layout.means[j];
    size_squares += layout.sizes[j] * layout.sizes[j];
  }
  double between = 0;
  for (std::size_t j = 0; j < layout.sizes.size() && !layout.alike_between; ++j)
    between += layout.sizes[j] * (layout.means[j] - sum / n) * (layout.means[j] - sum / n);
  between /= k - 1;
  const double within = layout.within / (n - k), size = (n - size_squares / n) / (k - 1);
  Intraclass found{{.value = 1, .n = layout.classes, .reason = Reason::ZeroVariance}, none};
  if (!layout.alike_between) found.mean = {.value = (between - within) / between, .n = layout.classes};
  if (layout.alike_within) return found;
  const auto single = [size](double f) { return (f - 1) / (f + size - 1); };
  const double f = between / within, lower = f / f_quantile(.975, k - 1, n - k), upper = f * f_quantile(.975, n - k, k - 1);
  found.single = {single(f), single(lower), single(upper), layout.classes, Reason::None};
  return found;
}

MixedMean mixed_mean_of(std::span<const Scores> partnerships) {
  const Layout layout = layout_of(partnerships);
  Estimate none = no_classes(layout);
  if (layout.classes < 3) return {none, none};
  none.reason = Reason::ZeroVariance;
  if (layout.alike_within) return {none, none};
  // On a scale that is linear near 0 and logarithmic from there on, since the ratio may be of any size. Above `largest` the
  // deviance only rises: its derivative is more than (k - 1)/(1 + ratio) - n S/(within ratio^2), with S <= k range^2/4 the squared
  // deviations of the k means.
  const double size = *std::max_element(layout.sizes.begin(), layout.sizes.end()), range = layout.means.back() - layout.means.front();
  const double largest = 1 + static_cast<double>(layout.n) * range * range / layout.within;
  const auto deviance_at = [&](double scaled) { return profile_at(layout, std::expm1(scaled) / size).deviance; };
  constexpr int kBits = 26;  // half of a double's: a minimum cannot be placed better
  const auto [scaled, least] = boost::math::tools::brent_find_minima(deviance_at, 0.0, std::log1p(size * largest), kBits);
  const double ratio = deviance_at(0) <= least ? 0 : std::expm1(scaled) / size;
  const Profile best = profile_at(layout, ratio);
  const double variance = best.residual / (static_cast<double>(layout.n) - 1), half = kZ * std::sqrt(variance / best.weight);
  return {{best.mean, best.mean - half, best.mean + half, layout.classes, Reason::None}, {.value = ratio * variance, .n = layout.classes}};
}

Estimate permutation_p_of(std::span<const double> b, std::span<const double> a) {
  const auto few = b.size() <= a.size() ? b : a, many = b.size() <= a.size() ? a : b;  // the distance is the same either way
  const std::size_t n = few.size() + many.size();
  Estimate estimate{.n = n, .reason = Reason::NoneScored};
  if (few.empty()) return estimate;
  double ways = 1;
  for (std::size_t i = 1; i <= few.size(); ++i) ways *= static_cast<double>(many.size() + i) / static_cast<double>(i);
  estimate.reason = Reason::OutOfRange;
  if (ways > kMostPermutations + .5) return estimate;
  std::vector<double> values(few.begin(), few.end());
  values.insert(values.end(), many.begin(), many.end());
  const double all = std::accumulate(values.begin(), values.end(), 0.0);
  const auto size_few = static_cast<double>(few.size()), size_many = static_cast<double>(many.size());
  const auto distance = [&](double sum) { return std::abs(sum / size_few - (all - sum) / size_many); };
  const double observed = distance(std::accumulate(few.begin(), few.end(), 0.0)) - 1e-12;  // equal ones differ in the last bits
  double far = 0, dealt = 0;
  for_each_deal(values, few.size(), [&](double sum) {
    dealt += 1;
    far += distance(sum) >= observed ? 1 : 0;
  });
  return {.value = far / dealt, .n = n};
}

}  // namespace partnership
