// What the parts of the table of statistics share: how levels are named, and which tally a subject's numbers come from. The texts
// of a part stand above its rows; what they cite is in references.cpp.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "partnership/group_statistics.hpp"
#include "partnership/statistics.hpp"
#include "statistics/internal.hpp"

namespace partnership::catalogue {

// Rows of one topic, in the order of the tidy output.
struct Part {
  std::string_view topic;
  std::span<const Statistic> rows;
};
[[nodiscard]] Part practice_answers();
[[nodiscard]] Part practice_pairs();
[[nodiscard]] Part practice_association();
[[nodiscard]] Part practice_ratings();
[[nodiscard]] Part practice_tests();
[[nodiscard]] Part scope_answers();
[[nodiscard]] Part scope_scores();
[[nodiscard]] Part scope_pooled();
[[nodiscard]] Part scope_tests();
[[nodiscard]] Part principles();
[[nodiscard]] Part agreement();
[[nodiscard]] Part partnerships();
[[nodiscard]] Part reliability();
[[nodiscard]] Part responses();

// What is not a statistic of one group: the row, and the function of what it is computed from.
template <class From>
struct RowOf : StatisticRow {
  Estimate (*compute)(const From&);
};
[[nodiscard]] std::vector<const StatisticRow*> linked_change_rows();
[[nodiscard]] std::vector<const StatisticRow*> unlinked_change_rows();
[[nodiscard]] std::vector<const StatisticRow*> stage_rows();
[[nodiscard]] std::vector<const StatisticRow*> quality_rows();

template <class Rows>
void append(std::vector<const StatisticRow*>& into, const Rows& rows) {
  for (const auto& row : rows) into.push_back(&row);
}

constexpr std::uint8_t bit(Level level) { return static_cast<std::uint8_t>(1U << static_cast<unsigned>(level)); }
inline constexpr std::uint8_t kPractice = bit(Level::Practice);
inline constexpr std::uint8_t kPrinciple = bit(Level::Principle);
inline constexpr std::uint8_t kOverall = bit(Level::Overall);
inline constexpr std::uint8_t kPrincipleOverall = kPrinciple | kOverall;
inline constexpr std::uint8_t kBlockPrinciple = bit(Level::Block) | kPrinciple;
inline constexpr std::uint8_t kFamilies = kBlockPrinciple | bit(Level::Actor);  // overall stands alone
inline constexpr std::uint8_t kScopes = kFamilies | kOverall;
inline constexpr std::uint8_t kNoBlock = kPrincipleOverall | bit(Level::Actor);

inline constexpr Range kPoints{1, 4}, kGaps{-3, 3}, kAbsGaps{0, 3}, kShares{0, 1}, kNets{-1, 1}, kContrasts{-6, 6};

inline const JointCounts& counts(const Subject& s) { return s.group->practice(s.index).counts; }
inline std::uint64_t asked(const Subject& s) { return s.group->practice(s.index).asked; }
inline const Scores& gaps(const Subject& s) { return s.group->practice(s.index).gaps; }
inline const Scores& magnitudes(const Subject& s) { return s.group->practice(s.index).magnitudes; }
inline const ScopeTally& scope(const Subject& s) { return s.group->tally().scope(s.index); }
inline const std::vector<std::size_t>& practices_of(const Subject& s) { return s.group->tally().instrument().scopes()[s.index].practices; }

inline Estimate count(std::uint64_t value, std::uint64_t n) { return {.value = static_cast<double>(value), .n = n}; }
inline Estimate without_interval(Estimate estimate) {
  return {.value = estimate.value, .n = estimate.n, .reason = estimate.available() ? Reason::None : estimate.reason};
}

[[nodiscard]] std::uint64_t how_many(const Scores& scores, bool (*wanted)(Fraction));
inline bool is_zero(Fraction v) { return v.sign() == 0; }
inline bool is_positive(Fraction v) { return v.sign() > 0; }
inline bool is_negative(Fraction v) { return v.sign() < 0; }
inline bool is_within_one(Fraction v) { return v.magnitude() <= Fraction(1); }

// How often a scope's practices were left with this answer on a side; n = all that were asked.
[[nodiscard]] Estimate stated_in(const Subject& s, Side side, Answer answer);

// Decided among all subjects of a level.
template <std::vector<Estimate> GroupStatistics::Family::*member>
Estimate in_family(const Subject& s) {
  const auto& family = s.group->family(s.level);
  return (family.*member)[family.place(s)];
}

}  // namespace partnership::catalogue
