#include "partnership/reliability.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "statistics/internal.hpp"
#include "statistics/quantiles.hpp"

namespace partnership {
namespace {

// n (n - 1) times the covariance of two items, exactly.
Wide spread(const CrossProducts& items, std::size_t i, std::size_t j) {
  return Wide{items.product(i, j)} * Wide{items.n()} - Wide{items.sum(i)} * items.sum(j);
}

// Covariances among some items, all times n (n - 1).
class Spreads {
 public:
  explicit Spreads(const CrossProducts& items) : items_(&items) {
    for (std::size_t i = 0; i < items.items(); ++i)
      if (spread(items, i, i) > 0) kept_.push_back(i);
    for (const auto i : kept_) {
      own_ += of(i, i);
      for (const auto j : kept_) all_ += of(i, j);
    }
  }
  [[nodiscard]] Wide of(std::size_t i, std::size_t j) const { return spread(*items_, i, j); }
  [[nodiscard]] const std::vector<std::size_t>& kept() const { return kept_; }
  [[nodiscard]] std::size_t size() const { return kept_.size(); }
  [[nodiscard]] Wide own() const { return own_; }  // sum of the items' variances
  [[nodiscard]] Wide all() const { return all_; }  // variance of their sum
  [[nodiscard]] Wide with_others(std::size_t i) const {  // covariance of an item with the sum of the others
    Wide sum = 0;
    for (const auto j : kept_)
      if (j != i) sum += of(i, j);
    return sum;
  }

 private:
  const CrossProducts* items_;
  std::vector<std::size_t> kept_;
  Wide own_ = 0, all_ = 0;
};

double alpha_of(std::size_t k, Wide own, Wide all) {  // all > 0
  return static_cast<double>(k) / static_cast<double>(k - 1) * (static_cast<double>(all - own) / static_cast<double>(all));
}

Estimate with_feldt_interval(double alpha, std::uint64_t n, std::size_t k) {
  const double freedom = static_cast<double>(n) - 1, freedom_below = freedom * static_cast<double>(k - 1);
  return {alpha, 1 - (1 - alpha) * f_quantile(.975, freedom, freedom_below), 1 - (1 - alpha) * f_quantile(.025, freedom, freedom_below), n, Reason::None};
}

double lambda2_of(const Spreads& spreads) {
  const auto k = static_cast<double>(spreads.size());
  double squares = 0;
  for (const auto i : spreads.kept())
    for (const auto j : spreads.kept())
      if (i != j) squares += static_cast<double>(spreads.of(i, j)) * static_cast<double>(spreads.of(i, j));
  return (static_cast<double>(spreads.all() - spreads.own()) + std::sqrt(k / (k - 1) * squares)) / static_cast<double>(spreads.all());
}

void add_items(Reliability& into, const Spreads& spreads, std::uint64_t n) {
  for (const auto i : spreads.kept()) {
    const Wide own = spreads.of(i, i), others = spreads.with_others(i), rest = spreads.all() - own - 2 * others;
    if (rest <= 0) continue;
    into.item_rest[i] = {.value = std::clamp(static_cast<double>(others) / (std::sqrt(static_cast<double>(own)) * std::sqrt(static_cast<double>(rest))), -1.0, 1.0),
                         .n = n};
    if (spreads.size() >= 3) into.alpha_deleted[i] = {.value = alpha_of(spreads.size() - 1, spreads.own() - own, rest), .n = n};
  }
}

// One factor by the EM algorithm (Rubin & Thayer 1982): for a single factor each step is a few sums, and the likelihood never
// falls. `r`: correlations.
struct OneFactor {
  std::vector<double> loadings, uniquenesses;
};

double em_step(OneFactor& factor, const std::vector<std::vector<double>>& r) {
  const std::size_t k = factor.loadings.size();
  double information = 1;  // 1 + sum of loading^2 / uniqueness
  for (std::size_t i = 0; i < k; ++i) information += factor.loadings[i] * factor.loadings[i] / factor.uniquenesses[i];
  std::vector<double> weight(k), with_factor(k);  // regression of the factor on the items; covariance of the items with it
  for (std::size_t i = 0; i < k; ++i) weight[i] = factor.loadings[i] / factor.uniquenesses[i] / information;
  double variance = 1 / information;
  for (std::size_t i = 0; i < k; ++i) {
    with_factor[i] = std::inner_product(weight.begin(), weight.end(), r[i].begin(), 0.0);
    variance += weight[i] * with_factor[i];
  }
  double change = 0;
  for (std::size_t i = 0; i < k; ++i) {
    const double loading = with_factor[i] / variance, uniqueness = std::max(1 - loading * with_factor[i], 1e-6);
    change = std::max({change, std::abs(loading - factor.loadings[i]), std::abs(uniqueness - factor.uniquenesses[i])});
    factor.loadings[i] = loading;
    factor.uniquenesses[i] = uniqueness;
  }
  return change;
}

// The first principal direction, from which the fit starts. It sets out from the signs of the item with the strongest
// correlations: of r times these signs that item's part is the sum of its correlations' sizes, at least 1, and as r has no
// negative eigenvalues no later step comes to 0 either.
std::vector<double> first_direction(const std::vector<std::vector<double>>& r) {
  const auto strength = [](const std::vector<double>& row) {
    return std::accumulate(row.begin(), row.end(), 0.0, [](double sum, double correlation) { return sum + std::abs(correlation); });
  };
  std::vector<double> direction =
      *std::max_element(r.begin(), r.end(), [&](const auto& a, const auto& b) { return strength(a) < strength(b); });
  for (double& weight : direction) weight = std::copysign(1, weight);
  std::vector<double> next(r.size());
  for (int step = 0; step < 200; ++step) {
    for (std::size_t i = 0; i < r.size(); ++i) next[i] = std::inner_product(direction.begin(), direction.end(), r[i].begin(), 0.0);
    const double length = std::sqrt(std::inner_product(next.begin(), next.end(), next.begin(), 0.0));
    for (std::size_t i = 0; i < r.size(); ++i) direction[i] = next[i] / length;
  }
  return direction;
}

}  // namespace

Reliability reliability_of(const CrossProducts& items) {
  const std::uint64_t n = items.n();
  const Reason reason = n == 0 ? Reason::NoAnswers : n < 2 ? Reason::FewerThanTwo : Reason::NoVariation;
  const Estimate none{.n = n, .reason = reason};
  const Spreads spreads(items);
  Reliability found{{.value = static_cast<double>(spreads.size()), .n = n}, none, none, {}, {}};
  found.alpha_deleted.assign(items.items(), none);
  found.item_rest.assign(items.items(), none);
  if (n < 2 || spreads.size() < 2 || spreads.all() <= 0) return found;
  found.alpha = with_feldt_interval(alpha_of(spreads.size(), spreads.own(), spreads.all()), n, spreads.size());
  found.lambda2 = {.value = lambda2_of(spreads), .n = n};
  add_items(found, spreads, n);
  return found;
}

Estimate omega_of(const CrossProducts& items) {
  const Spreads spreads(items);
  if (items.n() < kFewestForOmega || spreads.size() < 3) return {.n = items.n(), .reason = Reason::TooFew};
  const std::size_t k = spreads.size();
  std::vector<std::vector<double>> r(k, std::vector<double>(k));
  for (std::size_t i = 0; i < k; ++i)
    for (std::size_t j = 0; j < k; ++j) {
      const auto a = spreads.kept()[i], b = spreads.kept()[j];
      r[i][j] = static_cast<double>(spreads.of(a, b)) / (std::sqrt(static_cast<double>(spreads.of(a, a))) * std::sqrt(static_cast<double>(spreads.of(b, b))));
    }
  OneFactor factor{first_direction(r), std::vector<double>(k)};
  for (std::size_t i = 0; i < k; ++i) {
    factor.loadings[i] = std::clamp(factor.loadings[i] * std::sqrt(static_cast<double>(k)) * .7, -.95, .95);
    factor.uniquenesses[i] = 1 - factor.loadings[i] * factor.loadings[i];
  }
  constexpr int kMostSteps = 100'000;
  bool settled = false;
  for (int step = 0; step < kMostSteps && !settled; ++step) settled = em_step(factor, r) <= 1e-10;
  const double sum = std::accumulate(factor.loadings.begin(), factor.loadings.end(), 0.0);
  const double omega = sum * sum / (sum * sum + std::accumulate(factor.uniquenesses.begin(), factor.uniquenesses.end(), 0.0));
  if (!settled || *std::min_element(factor.uniquenesses.begin(), factor.uniquenesses.end()) <= .0051 || !std::isfinite(omega))
    return {.n = items.n(), .reason = Reason::OutOfRange};
  return {.value = omega, .n = items.n()};
}

}  // namespace partnership
