// Statistics of single responses (q_*): flags, never a reason to leave a response out by themselves.
#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "partnership/catalogue.hpp"
#include "partnership/estimate.hpp"
#include "partnership/response_quality.hpp"

namespace partnership {

struct QualityFigure {
  const StatisticRow* row = nullptr;  // q_longstring_ideal
  Estimate estimate;
};

// `invalid_cells`: of this response. `alike`: responses of the group with the same answers, this one included; nullopt: that is
// not known. `group`: its responses. q_irv_* is the standard deviation of the points given (Dunn et al. 2018), unavailable below two.
[[nodiscard]] std::vector<QualityFigure> quality_figures(const ResponseQuality& quality, std::uint64_t invalid_cells, std::optional<std::uint64_t> alike,
                                                         std::uint64_t group, const Choice& wanted = every_statistic);

}  // namespace partnership
