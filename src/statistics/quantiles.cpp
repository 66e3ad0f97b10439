#include "statistics/quantiles.hpp"

#include <algorithm>
#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/fisher_f.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>

namespace partnership {
namespace {

// Quantiles to 1e-12 are plenty, and long double costs twice the time.
using InDouble = boost::math::policies::policy<boost::math::policies::promote_double<false>>;

// Boost gives up where both parameters are large, from some 10^10 on. Long before that the distribution is nearly normal.
constexpr double kNearlyNormal = 1e6;

// Cornish & Fisher 1938, up to the squares of the skewness and to the kurtosis. With a, b > 10^6 the error is below 10^-9
// standard deviations, besides the rounding of the result, which is more from some 10^14 on: 4 10^-6 of them at 10^21.
double nearly_normal_beta_quantile(double probability, double a, double b) {
  const double z = boost::math::quantile(boost::math::normal(), probability), n = a + b;
  const double skewness = 2 * (b - a) * std::sqrt(n + 1) / ((n + 2) * std::sqrt(a) * std::sqrt(b));
  const double kurtosis = 6 * ((a - b) / a * ((a - b) / b) * (n + 1) - (n + 2)) / ((n + 2) * (n + 3));
  const double deviation = z + skewness / 6 * (z * z - 1) + kurtosis / 24 * (z * z * z - 3 * z) - skewness * skewness / 36 * (2 * z * z * z - 5 * z);
  return a / n + deviation * std::sqrt(a / n * (b / n) / (n + 1));
}

}  // namespace

double t_quantile(double probability, double degrees_of_freedom) {
  return boost::math::quantile(boost::math::students_t_distribution<double, InDouble>(degrees_of_freedom), probability);
}

double beta_quantile(double probability, double a, double b) {
  if (std::min(a, b) > kNearlyNormal) return nearly_normal_beta_quantile(probability, a, b);
  return boost::math::quantile(boost::math::beta_distribution<double, InDouble>(a, b), probability);
}

double f_quantile(double probability, double above, double below) {
  if (std::min(above, below) / 2 <= kNearlyNormal) return boost::math::quantile(boost::math::fisher_f(above, below), probability);
  const double share = nearly_normal_beta_quantile(probability, above / 2, below / 2);
  return below / above * share / (1 - share);
}

}  // namespace partnership
