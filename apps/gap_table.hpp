// Gaps for people: what a row is, its means, how far the gap is known, and the test, or what stands for it where so few
// respondents let no test say anything.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "group_table.hpp"

namespace partnership::apps {

// What the tests of a level can say at all, by how many respondents there are and how many of their gaps are not 0.
struct Power {
  std::uint64_t n = 0;     // values of the row that has most of them
  double smallest_p = 1;   // of any row (Tarone 1990)
  std::size_t family = 0;  // rows that are tested
  [[nodiscard]] bool can_reach() const;
};
[[nodiscard]] Power power_of(const ScoredGroup& group, Level level);

// Beside the wording of practices 80 columns hold one kind of p and no flag; both say what the other columns do.
enum class Screen : std::uint8_t { Narrow, Roomy };
inline constexpr int kRoomyWidth = 110;

enum class Flags : std::uint8_t { None, Wanted };

enum class Interval : std::uint8_t { None, Credible, T };  // of the mean gap

class GapTable {
 public:
  GapTable(const ScoredGroup& group, Level level, const Power& power, Screen screen, Flags flags);

  [[nodiscard]] std::vector<Column> columns() const;
  [[nodiscard]] Row row(const Subject& subject);
  [[nodiscard]] std::vector<std::string> notes() const;  // what the rows so far need to be understood

 private:
  [[nodiscard]] ColumnSet chosen(const std::vector<std::string>& names) const;
  [[nodiscard]] bool has(std::string_view name) const;
  [[nodiscard]] std::string about_p() const;

  const ScoredGroup* group_;
  Level level_;
  Power power_;
  bool flags_;
  bool untested_ = false;            // a row cannot reach .05, though others can
  ColumnSet front_, back_;           // before and after the interval
  std::vector<Interval> intervals_;  // of the rows so far
};

}  // namespace partnership::apps
