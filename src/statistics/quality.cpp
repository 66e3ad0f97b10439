#include "partnership/quality.hpp"

#include "partnership/statistics.hpp"

namespace partnership {
namespace {

Estimate count(std::uint64_t value, std::uint64_t n) { return {.value = static_cast<double>(value), .n = n}; }

Estimate spread_of(const std::array<std::uint64_t, 4>& points) {
  Scores scores;
  for (int i = 0; i < 4; ++i) scores.append(Fraction(i + 1), points[static_cast<std::size_t>(i)]);
  return standard_deviation_of(scores, Reason::NoAnswers);
}

}  // namespace

std::vector<QualityFigure> quality_figures(const ResponseQuality& quality, std::uint64_t invalid_cells, std::optional<std::uint64_t> alike, std::uint64_t group) {
  using enum Quantity;
  constexpr std::size_t kIdeal = 0, kActual = 1;
  const std::uint64_t k = quality.practices, ideal = quality.answered(kIdeal), actual = quality.answered(kActual);
  return {{"q_answered_ideal", Tier::Core, Count, count(ideal, k)},
          {"q_answered_actual", Tier::Core, Count, count(actual, k)},
          {"q_pairs", Tier::Core, Count, count(quality.pairs, k)},
          {"q_blank", Tier::Core, Count, count(quality.blank, 2 * k)},
          {"q_na", Tier::Core, Count, count(quality.not_applicable, 2 * k)},
          {"q_invalid", Tier::Core, Count, count(invalid_cells, 2 * k)},
          {"q_longstring_ideal", Tier::Standard, Count, count(quality.longest_run[kIdeal], ideal)},
          {"q_longstring_actual", Tier::Standard, Count, count(quality.longest_run[kActual], actual)},
          {"q_irv_ideal", Tier::Standard, Mean, spread_of(quality.points[kIdeal])},
          {"q_irv_actual", Tier::Standard, Mean, spread_of(quality.points[kActual])},
          {"q_straight_ideal", Tier::Core, Count, count(quality.straight(kIdeal), ideal)},
          {"q_straight_actual", Tier::Core, Count, count(quality.straight(kActual), actual)},
          {"q_identical_sides", Tier::Core, Count, count(quality.identical_sides(), quality.pairs)},
          {"q_duplicate_group", Tier::Core, Count, alike ? count(*alike, group) : Estimate{.reason = Reason::NotTallied}}};
}

}  // namespace partnership
