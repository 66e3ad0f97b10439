// Polychoric correlation: the correlation of two normal variables of which the answers are coarse readings.
#include <boost/math/distributions/normal.hpp>
#include <boost/math/quadrature/gauss_kronrod.hpp>
#include <boost/math/tools/minima.hpp>
#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "partnership/pair_statistics.hpp"

namespace partnership {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kPi = 3.14159265358979323846;

double normal_below(double x) { return x == kInfinity ? 1 : x == -kInfinity ? 0 : boost::math::cdf(boost::math::normal(), x); }

// P(X <= h, Y <= k) of standard normals with correlation sin(angle) (Drezner & Wesolowsky 1990).
double both_below(double h, double k, double angle) {
  if (h == -kInfinity || k == -kInfinity) return 0;
  if (h == kInfinity) return normal_below(k);
  if (k == kInfinity) return normal_below(h);
  const auto density = [&](double t) {
    const double cosine = std::cos(t);
    return std::exp(-(h * h + k * k - 2 * h * k * std::sin(t)) / (2 * cosine * cosine));
  };
  const double sign = angle < 0 ? -1 : 1;
  const double area = boost::math::quadrature::gauss_kronrod<double, 31>::integrate(
      [&](double t) { return density(sign * t); }, 0.0, std::abs(angle), 8, 1e-9);
  return normal_below(h) * normal_below(k) + sign * area / (2 * kPi);
}

// Cells with a row and column that occurred, and the thresholds around them: k + 1 for k categories.
struct Categories {
  std::vector<std::size_t> points;
  std::vector<double> thresholds = {-kInfinity};
};

Categories categories_of(const std::array<std::uint64_t, 4>& margin, std::uint64_t n) {
  Categories found;
  std::uint64_t below = 0;
  for (std::size_t i = 0; i < margin.size(); ++i) {
    if (margin[i] == 0) continue;
    below += margin[i];
    found.points.push_back(i);
    found.thresholds.push_back(below == n ? kInfinity : boost::math::quantile(boost::math::normal(), static_cast<double>(below) / static_cast<double>(n)));
  }
  return found;
}

double lack_of_fit(const PairTable& pairs, const Categories& ideal, const Categories& actual, double n, double rho) {
  const double angle = std::asin(rho);
  std::vector<std::vector<double>> below(ideal.thresholds.size(), std::vector<double>(actual.thresholds.size()));
  for (std::size_t i = 0; i < below.size(); ++i)
    for (std::size_t j = 0; j < below[i].size(); ++j) below[i][j] = both_below(ideal.thresholds[i], actual.thresholds[j], angle);
  double sum = 0;
  for (std::size_t i = 0; i < ideal.points.size(); ++i)
    for (std::size_t j = 0; j < actual.points.size(); ++j) {
      const double expected = below[i + 1][j + 1] - below[i][j + 1] - below[i + 1][j] + below[i][j];
      sum -= static_cast<double>(pairs[ideal.points[i]][actual.points[j]]) * std::log(std::max(expected, 1e-12));
    }
  return sum / n;
}

// Whether no two pairs are ordered alike, or none the other way round. Then -1 or 1 gives every cell the share that it has, and
// the likelihood rises up to there, though it is soon flat in double. Otherwise either end gives a cell with pairs no probability,
// and the best correlation lies between them.
bool fits_at_an_end(const PairTable& pairs) {
  bool rises = false, falls = false;
  for (std::size_t i = 0; i < 4; ++i)
    for (std::size_t j = 0; j < 4; ++j)
      for (std::size_t k = i + 1; k < 4 && pairs[i][j] > 0; ++k)
        for (std::size_t l = 0; l < 4; ++l) {
          rises = rises || (l > j && pairs[k][l] > 0);
          falls = falls || (l < j && pairs[k][l] > 0);
        }
  return !rises || !falls;
}

}  // namespace

Estimate polychoric_of(const PairTable& pairs) {
  std::array<std::uint64_t, 4> ideal_margin{}, actual_margin{};
  std::uint64_t n = 0;
  for (std::size_t i = 0; i < 4; ++i)
    for (std::size_t j = 0; j < 4; ++j) {
      ideal_margin[i] += pairs[i][j];
      actual_margin[j] += pairs[i][j];
      n += pairs[i][j];
    }
  Estimate estimate{.n = n, .reason = n < kFewestForAsymptotics ? Reason::TooFew : Reason::NoVariation};
  if (n < kFewestForAsymptotics) return estimate;
  const Categories ideal = categories_of(ideal_margin, n), actual = categories_of(actual_margin, n);
  if (ideal.points.size() < 2 || actual.points.size() < 2) return estimate;
  estimate.reason = Reason::OutOfRange;
  if (fits_at_an_end(pairs)) return estimate;
  constexpr int kBits = 26;  // half of a double's: a minimum cannot be placed better
  const double rho = boost::math::tools::brent_find_minima(
                         [&](double r) { return lack_of_fit(pairs, ideal, actual, static_cast<double>(n), r); }, -.9999, .9999, kBits)
                         .first;
  if (std::abs(rho) > .999) return estimate;
  return {.value = rho, .n = n};
}

}  // namespace partnership
