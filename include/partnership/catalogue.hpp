// The table of statistics: which there are, what each means, how it is computed, when there is none, and who says so. Help,
// the tidy output, its list of names and the page of reference are printed from it. A new statistic is one function and one
// row (src/statistics/catalogue_*.cpp; change.cpp, stage_comparison.cpp and quality.cpp for what is not of one group).
#pragma once
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "partnership/instrument.hpp"

namespace partnership {

enum class Tier : std::uint8_t { Core, Standard, Advanced };
[[nodiscard]] std::string_view name_of(Tier tier);  // "core"
enum class Quantity : std::uint8_t { Count, Mean, Gap, Share, Probability, Rank };  // for how it is shown to people

// What a statistic is computed from, and so where it is unavailable.
enum class Basis : std::uint8_t {
  Answers,       // joint tables of practices: published counts have them too
  Scores,        // respondents' scores: TallyDepth::Scopes
  Partnerships,  // the scores of the group's partnerships; given for whole groups only
  Everything,    // TallyDepth::Items; given for whole groups only
  Respondents    // single respondents, by name: TallyDepth::Responses
};

// Plain text for people. "{side}" stands for the side that the statistic's name says: "ideal", "actual" or "gap".
struct Explanation {
  std::string_view meaning;      // a sentence
  std::string_view formula;      // enough to compute it again
  std::string_view unavailable;  // when there is no value or no interval, beyond what follows from the basis
  std::string_view reference;    // keys of references(), "Pratt 1959; Conover 1973", or "count"
};

// What a row of the table says, whatever computes it.
struct StatisticRow {
  std::string_view name;  // "gap_mean"
  Tier tier;
  Quantity quantity;
  std::uint8_t levels;    // bit set of Level; kRespondentLevel for single respondents
  Basis basis;
  const Explanation* explanation;
  [[nodiscard]] bool whole_group_only() const { return basis == Basis::Partnerships || basis == Basis::Everything; }
  [[nodiscard]] bool at(Level level) const { return (levels >> static_cast<int>(level) & 1) != 0; }
};
inline constexpr std::uint8_t kRespondentLevel = 1U << 5U;

// Rows that belong together, in the order of the tidy output. A name may have a row for practices and another for scopes.
struct Topic {
  std::string_view heading;
  std::vector<const StatisticRow*> rows;
};
[[nodiscard]] std::span<const Topic> statistics_by_topic();
[[nodiscard]] const std::vector<std::string>& statistic_names();  // each once

// Which statistics are wanted.
using Choice = std::function<bool(const StatisticRow&)>;
inline bool every_statistic(const StatisticRow&) { return true; }

[[nodiscard]] std::vector<std::string_view> level_names(const StatisticRow& row);  // "practice", ..., "overall", "respondent"
[[nodiscard]] std::string_view side_of(const StatisticRow& row);                    // "ideal", "actual", "gap" or ""
// The row's explanation, complete: sides in place, and with what follows from its basis.
struct ExplanationText {
  std::string meaning, formula, unavailable, reference;
};
[[nodiscard]] ExplanationText explain(const StatisticRow& row);
// The same with several sides for rows that share an explanation: "ideal or actual".
[[nodiscard]] ExplanationText explain(const StatisticRow& row, std::string_view sides);

struct Reference {
  std::string_view key, text;  // "Pratt 1959", "Journal of the American Statistical Association 54:655"
};
[[nodiscard]] std::span<const Reference> references();  // ascending by key
// Those of an explanation: "Pratt 1959; Conover 1973" is two, "count" none. A key that is not in the list is a bug and throws.
[[nodiscard]] std::vector<const Reference*> references_of(const Explanation& explanation);

}  // namespace partnership
