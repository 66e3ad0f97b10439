// Two waves of a stage side by side: what partnership-change compares, in which order, and what comes of it.
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "group_table.hpp"
#include "partnership/change.hpp"
#include "partnership/change_tally.hpp"
#include "partnership/wave_events.hpp"

namespace partnership::apps {

// The waves of one instrument, in the order of time.
struct WavesOfStage {
  InstrumentPtr instrument;
  std::vector<const ScoredGroup*> waves;
};
// `order`: names of waves; those that an instrument has no responses of are left out.
[[nodiscard]] std::vector<WavesOfStage> stages_in_order(const Survey& survey, const std::vector<ScoredGroup>& groups,
                                                        const std::vector<std::string>& order);

struct WaveComparison {
  const ScoredGroup* first = nullptr;
  const ScoredGroup* second = nullptr;
  std::string partnership;           // empty: everybody
  Reason unlinkable = Reason::None;  // why nobody can be linked: the input does not tell respondents apart
  std::uint64_t linked = 0, first_only = 0, second_only = 0;
  std::uint64_t nameless = 0;  // responses of both waves that cannot be linked: without a name, or several of one name
  std::map<std::size_t, std::map<std::string_view, Estimate>> figures;  // by practice or scope, and name: chg_*, uchg_*

  [[nodiscard]] const Estimate& operator()(std::size_t index, std::string_view name) const { return figures.at(index).at(name); }
};

// What a run compares. Groupings of the survey, by place: everybody, single respondents (TallyDepth::Responses) and, for
// `by_partnership`, partnerships.
inline constexpr std::size_t kEverybody = 0, kSingle = 1, kPartnerships = 2;
struct WhatToCompare {
  Level level;
  bool by_partnership;
  bool respondents_kept;  // false: a tally file has not kept them
};
// Each wave with the next, then the first with the last; each followed by its partnerships. One at a time, since their
// figures are many, until `f` says false; returns what it said last.
bool for_each_comparison(const Survey& survey, const WavesOfStage& stage, const WhatToCompare& what,
                         const std::function<bool(const WaveComparison&)>& f);

// How many responses with a name these comparisons, or those of their partnerships, link or find in one wave only.
[[nodiscard]] std::uint64_t responses_to_compare(const Survey& survey, const WavesOfStage& stage);

// By wave, several joined by "; ".
using EventsByWave = std::map<std::string, std::string>;
[[nodiscard]] EventsByWave by_wave(const std::vector<WaveEvent>& events);
// The waves of responses and events in the order `asked` (which leaves out the others), or as they sort, which for dates
// like 2025-03 is that of time. The error is for the user: a wave twice, or one that nothing is of.
[[nodiscard]] tl::expected<std::vector<std::string>, std::string> order_of_waves(const std::vector<std::string>& asked,
                                                                                 const std::vector<std::string>& known,
                                                                                 const EventsByWave& events);

}  // namespace partnership::apps
