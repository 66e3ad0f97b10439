// Single respondents: what each one's response looks like, and who answered in two waves. They come as the groups of a survey
// grouped by partnership and respondent, tallied at TallyDepth::Responses; responses without a name are in none of it.
#pragma once
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "partnership/change_tally.hpp"
#include "partnership/survey.hpp"

namespace partnership {

inline const Grouping kByRespondent = {"partnership", "respondent"};

// The groups that are one respondent; `groups` as Survey::groups() gives them, of any wave.
[[nodiscard]] std::vector<const Group*> named_respondents(std::span<const Group* const> groups, const std::string& wave);

struct LinkedWaves {
  ChangeTally all;
  std::vector<std::pair<std::string, ChangeTally>> partnerships;  // with a named respondent in either wave
};
// Links by partnership and respondent. Partnerships come in natural order, without the nameless one.
[[nodiscard]] LinkedWaves link_waves(std::span<const Group* const> first, std::span<const Group* const> second, const InstrumentPtr& instrument);

}  // namespace partnership
