#include "tally/scope_sums.hpp"

namespace partnership {
namespace {

Sums sums_of(Rating rating) {
  Sums sums;
  if (is_point(rating.ideal())) {
    sums.of[Sums::kRated] = 1;
    sums.of[Sums::kNotEndorsed] = rating.ideal() < Answer::Point3 ? 1 : 0;
  }
  if (!rating.is_pair()) return sums;
  const int gap = rating.gap();
  sums.of[Sums::kPairs] = 1;
  sums.of[Sums::kIdeal] = point_of(rating.ideal());
  sums.of[Sums::kActual] = point_of(rating.actual());
  sums.of[Sums::kGap] = gap;
  sums.of[Sums::kAbsGap] = gap < 0 ? -gap : gap;
  sums.of[Sums::kExact] = gap == 0 ? 1 : 0;
  sums.of[Sums::kNet] = (gap > 0) - (gap < 0);
  return sums;
}

}  // namespace

const std::array<Sums, JointCounts::kCells + 1>& sums_by_code() {
  static const auto kTable = [] {
    std::array<Sums, JointCounts::kCells + 1> table{};  // the last is "not asked"
    for (std::size_t code = 0; code < JointCounts::kCells; ++code)
      table[code] = sums_of(Rating(static_cast<Answer>(code / kAnswerStates), static_cast<Answer>(code % kAnswerStates)));
    return table;
  }();
  return kTable;
}

}  // namespace partnership
