// From R 4.2.2, unless said otherwise: qt(), qbeta(); F from qbeta(), since R's qf() takes F with more than 400,000 degrees of
// freedom below the line for chi-squared.
#include "statistics/quantiles.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace partnership {
namespace {

TEST(Quantiles, OfTAgreeWithR) {
  EXPECT_NEAR(t_quantile(.975, 1), 12.70620473617469, 1e-11);
  EXPECT_NEAR(t_quantile(.975, 1e6), 1.95996635681411, 1e-12);
  EXPECT_NEAR(t_quantile(.975, 9e15), 1.95996398454005, 1e-12);
}

TEST(Quantiles, OfBetaAgreeWithRWhereItIsNearlyNormal) {
  EXPECT_NEAR(beta_quantile(.025, 5e6, 2e6), .713950998473411, 1e-13);
  EXPECT_NEAR(beta_quantile(.975, 5e6, 2e6), .714620314120106, 1e-13);
  EXPECT_NEAR(beta_quantile(.025, 4e11, 8e10), .833332279039258, 1e-14);
  EXPECT_NEAR(beta_quantile(.975, 4e11, 8e10), .833334387624778, 1e-14);
  EXPECT_DOUBLE_EQ(beta_quantile(.975, 9e31, 9e31), .5);
}

TEST(Quantiles, OfBetaChangeTheirWayWithoutAStep) {
  for (const double p : {.025, .975}) EXPECT_NEAR(beta_quantile(p, 4e6, 1e6), beta_quantile(p, 4e6, std::nextafter(1e6, 2e6)), 1e-13);
}

// 1 - X is nearly an exponential variable over a, if b is 1.
TEST(Quantiles, OfBetaHoldWhereOneParameterIsLarge) {
  EXPECT_NEAR(1 - beta_quantile(.025, 1e15, 1), -std::log(.025) / 1e15, 1e-16);
}

TEST(Quantiles, OfFAgreeWithRWhereItIsNearlyNormal) {
  EXPECT_NEAR(f_quantile(.025, 3e6, 3e7), .998322411439268, 1e-11);
  EXPECT_NEAR(f_quantile(.975, 3e6, 3e7), 1.0016792373388, 1e-11);
  EXPECT_NEAR(f_quantile(.025, 1e11, 4e11), .999990200213492, 1e-14);
  EXPECT_NEAR(f_quantile(.975, 1e11, 4e11), 1.00000979985334, 1e-14);
}

}  // namespace
}  // namespace partnership
