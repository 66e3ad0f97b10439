#include "wave_comparison.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "partnership/nearest.hpp"
#include "partnership/respondents.hpp"

namespace partnership::apps {
namespace {

class Comparer {
 public:
  Comparer(const Survey& survey, const WavesOfStage& stage, const WhatToCompare& what)
      : survey_(survey),
        instrument_(stage.instrument),
        what_(what),
        wanted_([level = what.level](const StatisticRow& row) { return row.at(level); }) {
    if (!what.by_partnership) return;
    for (const Group* group : survey.groups(*instrument_, kPartnerships))
      partnerships_[group->wave].emplace(group->values[0], &group->tally);
  }

  bool compare(const ScoredGroup& first, const ScoredGroup& second, const std::function<bool(const WaveComparison&)>& f) {
    const Tally &a = first.statistics.tally(), &b = second.statistics.tally();
    const Reason unlinkable = a.counts_only() || b.counts_only() ? Reason::CountsOnly
                              : what_.respondents_kept           ? Reason::None
                                                                 : Reason::NotTallied;
    const auto before = named_in(first.group->wave), after = named_in(second.group->wave);
    const bool link = unlinkable == Reason::None;
    const LinkedWaves linked(link ? before : Respondents(), link ? after : Respondents(), instrument_);
    WaveComparison whole = made(first, second, linked.all(), unlinkable);
    whole.nameless = a.respondents() + b.respondents() - before.size() - after.size();
    add(whole, unlinked_change(a, b, wanted_));
    bool goes_on = f(whole);
    if (!goes_on || !what_.by_partnership) return goes_on;
    linked.for_each_partnership([&](const std::string& name, const ChangeTally& change) {
      WaveComparison part = made(first, second, change, unlinkable);
      part.partnership = name;
      add(part, unlinked_change(of_partnership(first.group->wave, name), of_partnership(second.group->wave, name), wanted_));
      return goes_on = f(part);
    });
    return goes_on;
  }

 private:
  using Respondents = std::vector<const Group*>;

  [[nodiscard]] Respondents named_in(const std::string& wave) const {
    return named_respondents(survey_.groups(*instrument_, kSingle), wave);
  }

  void add(WaveComparison& into, const std::vector<Comparison>& figures) const {
    for (const auto& figure : figures)
      if (figure.level == what_.level) into.figures[figure.index].emplace(figure.row->name, figure.estimate);
  }

  [[nodiscard]] WaveComparison made(const ScoredGroup& first, const ScoredGroup& second, const ChangeTally& change,
                                    Reason unlinkable) const {
    WaveComparison found;
    found.first = &first;
    found.second = &second;
    found.unlinkable = unlinkable;
    found.linked = change.linked();
    found.first_only = change.first_only();
    found.second_only = change.second_only();
    auto figures = linked_change(change, true, wanted_);
    if (unlinkable != Reason::None)
      for (auto& figure : figures) figure.estimate = {.reason = unlinkable};
    add(found, figures);
    return found;
  }

  const Tally& of_partnership(const std::string& wave, const std::string& name) {
    const auto found = partnerships_[wave].find(name);
    return found == partnerships_[wave].end() ? nobody_ : *found->second;
  }

  const Survey& survey_;
  const InstrumentPtr& instrument_;
  const WhatToCompare& what_;
  Choice wanted_;
  std::map<std::string, std::map<std::string, const Tally*>> partnerships_;  // by wave and name
  Tally nobody_{instrument_, TallyDepth::Scopes};                            // of a partnership that is not in a wave
};

std::vector<std::pair<const ScoredGroup*, const ScoredGroup*>> pairs_of(const WavesOfStage& stage) {
  std::vector<std::pair<const ScoredGroup*, const ScoredGroup*>> pairs;
  for (std::size_t i = 1; i < stage.waves.size(); ++i) pairs.emplace_back(stage.waves[i - 1], stage.waves[i]);
  if (stage.waves.size() > 2) pairs.emplace_back(stage.waves.front(), stage.waves.back());
  return pairs;
}

}  // namespace

std::vector<WavesOfStage> stages_in_order(const Survey& survey, const std::vector<ScoredGroup>& groups,
                                          const std::vector<std::string>& order) {
  std::vector<WavesOfStage> stages;
  for (const auto& instrument : survey.instruments()) {
    std::map<std::string, const ScoredGroup*> of_wave;
    for (const auto& group : groups)
      if (&group.instrument() == instrument.get()) of_wave.emplace(group.group->wave, &group);
    WavesOfStage stage{instrument, {}};
    for (const auto& wave : order)
      if (const auto found = of_wave.find(wave); found != of_wave.end()) stage.waves.push_back(found->second);
    stages.push_back(std::move(stage));
  }
  return stages;
}

bool for_each_comparison(const Survey& survey, const WavesOfStage& stage, const WhatToCompare& what,
                         const std::function<bool(const WaveComparison&)>& f) {
  Comparer comparer(survey, stage, what);
  const auto pairs = pairs_of(stage);
  return std::all_of(pairs.begin(), pairs.end(), [&](const auto& pair) { return comparer.compare(*pair.first, *pair.second, f); });
}

std::uint64_t responses_to_compare(const Survey& survey, const WavesOfStage& stage) {
  const auto& single = survey.groups(*stage.instrument, kSingle);
  std::uint64_t responses = 0;
  for (const auto& [first, second] : pairs_of(stage))
    responses += named_respondents(single, first->group->wave).size() + named_respondents(single, second->group->wave).size();
  return responses;
}

EventsByWave by_wave(const std::vector<WaveEvent>& events) {
  EventsByWave found;
  for (const auto& [wave, event] : events) {
    auto& text = found[wave];
    text.append(text.empty() ? "" : "; ").append(event);
  }
  return found;
}

tl::expected<std::vector<std::string>, std::string> order_of_waves(const std::vector<std::string>& asked,
                                                                   const std::vector<std::string>& known, const EventsByWave& events) {
  std::set<std::string> seen, there(known.begin(), known.end());
  for (const auto& [wave, text] : events) there.insert(wave);
  for (const auto& wave : asked) {
    if (!seen.insert(wave).second) return tl::unexpected(fmt::format("--waves: '{}' is there twice", wave));
    if (there.count(wave) > 0) continue;
    const auto hint = did_you_mean(wave, known);
    return tl::unexpected(fmt::format("--waves: no response is of the wave '{}'; {}", wave,
                                      hint.empty() ? fmt::format("there are: {}", fmt::join(known, ", ")) : hint));
  }
  if (!asked.empty()) return asked;
  std::vector<std::string> order(there.begin(), there.end());
  std::sort(order.begin(), order.end(), natural_less);
  return order;
}

}  // namespace partnership::apps
