#include "partnership/respondents.hpp"

#include <map>
#include <unordered_map>
#include <utility>

namespace partnership {
namespace {

std::string key_of(const Group& group) { return group.values[0] + '\0' + group.values[1]; }

}  // namespace

std::vector<const Group*> named_respondents(std::span<const Group* const> groups, const std::string& wave) {
  std::vector<const Group*> found;
  for (const Group* group : groups)
    if (group->wave == wave && !group->values[1].empty() && group->tally.respondents() == 1) found.push_back(group);
  return found;
}

LinkedWaves link_waves(std::span<const Group* const> first, std::span<const Group* const> second, const InstrumentPtr& instrument) {
  LinkedWaves found{ChangeTally(instrument), {}};
  std::map<std::string, ChangeTally, decltype(&natural_less)> partnerships(&natural_less);
  // What one of them says is said of all and of the partnership, if it has a name.
  const auto say = [&](const Group& group, const auto& what) {
    what(found.all);
    if (!group.values[0].empty()) what(partnerships.try_emplace(group.values[0], instrument).first->second);
  };
  std::unordered_map<std::string, const Group*> before;
  for (const Group* group : first) before.emplace(key_of(*group), group);
  for (const Group* group : second) {
    const auto match = before.find(key_of(*group));
    if (match == before.end()) {
      say(*group, [](ChangeTally& change) { change.add_second_only(); });
      continue;
    }
    const auto a = match->second->tally.responses(), b = group->tally.responses();
    say(*group, [&](ChangeTally& change) { change.add(a, b); });
    before.erase(match);
  }
  for (const auto& [key, group] : before) say(*group, [](ChangeTally& change) { change.add_first_only(); });
  for (auto& [name, change] : partnerships) found.partnerships.emplace_back(name, std::move(change));
  return found;
}

}  // namespace partnership
