// An estimate is a named value's worth: number, 95 % interval where there is one, n, and why something is missing.
#pragma once
#include <cmath>
#include <cstdint>
#include <limits>
#include <string_view>

namespace partnership {

inline constexpr double kUnavailable = std::numeric_limits<double>::quiet_NaN();

enum class Reason : std::uint8_t {
  None,
  NoPairs,        // nobody gave a point on both sides
  NoAnswers,      // nobody gave a point on this side
  NoneScored,     // nobody answered half of the scope's practices
  FewerThanTwo,   // n < 2
  ZeroVariance,   // all values equal: a t interval would be a point
  NoVariation,    // nothing differs, so nothing can be tested or ranked
  OnePartnership,
  PartnershipsUnknown,  // the group was not told its partnerships
  CountsOnly,     // the input holds counts, not respondents
  TooFew,         // n is below what the method needs
  OutOfRange,     // the estimate lies at the edge of what the method can give
  NotTallied,     // the tally does not go deep enough
  WholeGroupOnly  // given for all respondents of a stage and wave together, not for parts of them
};
[[nodiscard]] std::string_view code_of(Reason reason);  // "no_pairs", ... "" for None: the `note` column

struct Estimate {
  double value = kUnavailable;
  double lower = kUnavailable, upper = kUnavailable;
  std::uint64_t n = 0;
  Reason reason = Reason::None;  // why the value, or else its interval, is missing
  [[nodiscard]] bool available() const { return !std::isnan(value); }
  [[nodiscard]] bool has_interval() const { return !std::isnan(lower); }
};

}  // namespace partnership
