// Quantiles of the distributions that intervals need, for as many respondents as can be counted.
#pragma once

namespace partnership {

[[nodiscard]] double t_quantile(double probability, double degrees_of_freedom);
// a, b > 0, of which one may be large alone up to 10^15.
[[nodiscard]] double beta_quantile(double probability, double a, double b);
// Of F with degrees of freedom `above` and `below` the line, 1 or more each.
[[nodiscard]] double f_quantile(double probability, double above, double below);

}  // namespace partnership
