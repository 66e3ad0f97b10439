#include "partnership/respondents.hpp"

#include <algorithm>
#include <utility>

#include "tally/natural_order.hpp"

namespace partnership {

std::vector<const Group*> named_respondents(std::span<const Group* const> groups, const std::string& wave) {
  const auto begin = std::partition_point(groups.begin(), groups.end(), [&](const Group* group) { return natural_less(group->wave, wave); });
  std::vector<const Group*> found;
  for (auto group = begin; group != groups.end() && (*group)->wave == wave; ++group)
    if (!(*group)->values[1].empty() && (*group)->tally.respondents() == 1) found.push_back(*group);
  return found;
}

LinkedWaves::LinkedWaves(std::span<const Group* const> first, std::span<const Group* const> second, InstrumentPtr instrument)
    : instrument_(std::move(instrument)) {
  const NaturalOrder less;
  auto a = first.begin(), b = second.begin();
  while (a != first.end() || b != second.end()) {
    const bool is_in_first = a != first.end() && (b == second.end() || !less((*b)->values, (*a)->values));
    const bool is_in_second = b != second.end() && (a == first.end() || !less((*a)->values, (*b)->values));
    respondents_.push_back({is_in_first ? *a++ : nullptr, is_in_second ? *b++ : nullptr});
  }
}

void LinkedWaves::add(ChangeTally& into, const Respondent& respondent) {
  if (respondent.second == nullptr)
    into.add_first_only();
  else if (respondent.first == nullptr)
    into.add_second_only();
  else
    into.add(respondent.first->tally.responses(), respondent.second->tally.responses());
}

ChangeTally LinkedWaves::all() const {
  ChangeTally change(instrument_);
  for (const auto& respondent : respondents_) add(change, respondent);
  return change;
}

void LinkedWaves::for_each_partnership(const std::function<bool(const std::string& name, const ChangeTally&)>& f) const {
  for (auto next = respondents_.begin(); next != respondents_.end();) {
    const std::string& name = next->partnership();
    ChangeTally change(instrument_);
    for (; next != respondents_.end() && next->partnership() == name; ++next) add(change, *next);
    if (!name.empty() && !f(name, change)) return;
  }
}

}  // namespace partnership
