// The table of statistics: a row each, with the few lines that hand the right tally to the right formula. Levels and n
// follow the unit: statistics of practices have the pair (or the answer) as their unit, those of scopes the respondent.
#include "statistics/catalogue.hpp"

#include <vector>

namespace partnership {
namespace catalogue {

std::uint64_t how_many(const Scores& scores, bool (*wanted)(Fraction)) {
  std::uint64_t found = 0;
  for (const auto& [value, times] : scores.counts())
    if (wanted(value)) found += times;
  return found;
}

Estimate stated_in(const Subject& s, Side side, Answer answer) {
  std::uint64_t sum = 0, asked = 0;
  for (const auto i : practices_of(s)) {
    const JointCounts of_practice = s.group->tally().practice(i);
    sum += of_practice.count(side, answer);
    asked += of_practice.asked();
  }
  return count(sum, asked);
}

}  // namespace catalogue

std::span<const Statistic> statistics_table() {
  static const std::vector<Statistic> kTable = [] {
    std::vector<Statistic> rows;
    for (const auto part : {catalogue::practices(), catalogue::scopes(), catalogue::agreement(), catalogue::groups()})
      rows.insert(rows.end(), part.begin(), part.end());
    return rows;
  }();
  return kTable;
}

const Statistic* find_statistic(std::string_view name, Level level) {
  for (const auto& row : statistics_table())
    if (row.name == name && row.at(level)) return &row;
  return nullptr;
}

}  // namespace partnership
