#include "partnership/respondents.hpp"

#include <unordered_map>

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
  std::unordered_map<std::string, const Group*> before;
  for (const Group* group : first) before.emplace(key_of(*group), group);
  std::uint64_t linked = 0;
  for (const Group* group : second) {
    const auto match = before.find(key_of(*group));
    if (match == before.end()) {
      found.all.add_second_only();
      continue;
    }
    ++linked;
    const auto a = match->second->tally.responses(), b = group->tally.responses();
    found.all.add(a, b);
    const std::string& partnership = group->values[0];
    if (partnership.empty()) continue;
    if (found.partnerships.empty() || found.partnerships.back().first != partnership) found.partnerships.emplace_back(partnership, instrument);
    found.partnerships.back().second.add(a, b);
  }
  found.all.add_first_only(first.size() - linked);
  return found;
}

}  // namespace partnership
