// Importance and performance (Martilla & James 1977): the practices in four quadrants of ideal against actual. The crosshair
// lies at the means of the practices or at the middle of the scales (Bacon 2003); results name the one that was used.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "group_table.hpp"
#include "partnership/render.hpp"

namespace partnership::apps {

enum class Crosshair : std::uint8_t { Mean, Middle };

struct Placed {
  Subject subject;
  std::optional<std::int64_t> quadrant;  // 1 concentrate here, 2 keep up the good work, 3 low priority, 4 possible overkill
};
// Every practice: by quadrant, within it the largest gap first; last those without pairs, which are in none.
[[nodiscard]] std::vector<Placed> placed_practices(const ScoredGroup& group, Crosshair crosshair);

// A table for each quadrant.
void print_quadrants(Renderer& renderer, const ScoredGroup& group, Crosshair crosshair);

// "Without pairs: E2S3, E4S2. Not asked: 3 practices." Empty if there are pairs of all.
[[nodiscard]] std::string without_pairs(const ScoredGroup& group);

}  // namespace partnership::apps
