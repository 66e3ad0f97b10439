// What a group counts for towards the limit of groups: nothing if the text it comes from takes memory enough, as responses that
// were asked a good part of the form do. So the limit meets files of very short rows only.
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

#include "partnership/response.hpp"
#include "partnership/tally.hpp"

namespace partnership {

// Asked for so few of its form's practices that a group of such responses is dear.
[[nodiscard]] inline bool is_short(std::size_t asked, std::size_t practices) { return asked < 24 || 2 * asked < practices; }

// Of a response: its group may keep no more than its codes.
[[nodiscard]] inline std::size_t cost_of(std::span<const std::uint8_t> codes) {
  const auto unasked = static_cast<std::size_t>(std::count(codes.begin(), codes.end(), ResponseBlock::kNotAsked));
  return is_short(codes.size() - unasked, codes.size()) ? 1 + codes.size() / 64 : 0;
}

// Of published counts, one by one.
[[nodiscard]] inline std::size_t cost_of_counts(std::size_t practices) { return (practices + 1) / 2; }

// Of a group in a tally file. Of several respondents it needs counts of everything.
[[nodiscard]] inline std::size_t cost_of(const TallyCounts& stored) {
  const std::size_t practices = stored.practices.size();
  const auto stated = static_cast<std::size_t>(std::count_if(stored.practices.begin(), stored.practices.end(), [](const JointCounts& counts) { return counts.asked() > 0; }));
  if (!is_short(stated, practices)) return 0;
  return stored.respondents == 1 ? 1 + practices / 64 : practices;
}

}  // namespace partnership
