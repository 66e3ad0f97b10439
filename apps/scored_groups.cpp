#include "scored_groups.hpp"

#include <fmt/format.h>

#include <utility>

namespace partnership::apps {
namespace {

std::string title_of(const Group& group, const Grouping& by) {
  std::string title = group.tally.instrument().name;
  if (!group.wave.empty()) title += ", wave " + group.wave;
  for (std::size_t i = 0; i < by.size(); ++i)
    if (by[i] != "wave") title += fmt::format(", {} {}", by[i], group.values[i].empty() ? "(none)" : group.values[i]);
  return title;
}

std::string label_of(const Survey& survey, const Group& group, const Grouping& by) {
  std::string label = label_prefix(survey, group.tally.instrument(), group.wave);
  for (std::size_t i = 0; i < by.size(); ++i)
    if (by[i] != "wave" || survey.waves().size() < 2) label += fmt::format("{}{}={}", label.empty() ? "" : ";", by[i], group.values[i]);
  // A wave is a group of its own; a stage alone is not: "wave=1", but "stage=D;all".
  if (by.empty() && survey.waves().size() < 2) label += label.empty() ? "all" : ";all";
  return label;
}

}  // namespace

std::string label_prefix(const Survey& survey, const Instrument& instrument, const std::string& wave) {
  std::string prefix;
  if (survey.instruments().size() > 1) prefix += "stage=" + instrument.stage;
  if (survey.waves().size() > 1) prefix += (prefix.empty() ? "wave=" : ";wave=") + wave;
  return prefix;
}

ScoredGroup ScoredGroups::operator[](std::size_t index) const {
  const auto& [group, by] = members_[index];
  std::vector<const Tally*> tallies;
  if (partnerships_ && by->empty()) {
    for (const Group* partnership : survey_->groups(group->tally.instrument(), *partnerships_))
      if (partnership->wave == group->wave && !partnership->values[0].empty()) tallies.push_back(&partnership->tally);
  }
  return {group, by, GroupStatistics(group->tally, std::move(tallies)), label_of(*survey_, *group, *by), title_of(*group, *by)};
}

std::vector<ScoredGroup> ScoredGroups::all() const {
  std::vector<ScoredGroup> found;
  found.reserve(size());
  for (std::size_t i = 0; i < size(); ++i) found.push_back((*this)[i]);
  return found;
}

std::vector<ScoredGroups::Member> members_of(const Survey& survey, const std::vector<Grouping>& groupings, std::size_t grouping) {
  std::vector<ScoredGroups::Member> members;
  for (const auto& instrument : survey.instruments())
    for (const Group* group : survey.groups(*instrument, grouping)) members.push_back({group, &groupings[grouping]});
  return members;
}

ScoredGroups scored_groups(const Survey& survey, const std::vector<Grouping>& groupings, std::size_t grouping,
                           std::optional<std::size_t> partnerships) {
  return {survey, members_of(survey, groupings, grouping), partnerships};
}

ScoredGroups scored_groups(const Survey& survey, const std::vector<Grouping>& groupings) {
  std::vector<ScoredGroups::Member> members;
  for (std::size_t g = 0; g < groupings.size(); ++g)
    for (const auto& member : members_of(survey, groupings, g)) members.push_back(member);
  return {survey, std::move(members)};
}

}  // namespace partnership::apps
