// What the parts of the table of statistics share: how levels are named, and which tally a subject's numbers come from.
#pragma once
#include <array>
#include <cstdint>
#include <span>

#include "partnership/group_statistics.hpp"
#include "partnership/statistics.hpp"
#include "statistics/internal.hpp"

namespace partnership::catalogue {

// The rows of the table, a part each.
[[nodiscard]] std::span<const Statistic> practices();   // what pairs and answers of a practice say
[[nodiscard]] std::span<const Statistic> scopes();      // what respondents' scores say
[[nodiscard]] std::span<const Statistic> agreement();   // whether respondents agree with each other
[[nodiscard]] std::span<const Statistic> groups();      // partnerships as units, reliability, what is missing or odd

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
