#include "quadrants.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "level_report.hpp"

namespace partnership::apps {
namespace {

struct Quadrant {
  std::string_view name;
  bool wanted, done;  // the mean ideal, the mean actual is at the crosshair or above it
};
constexpr Quadrant kQuadrants[] = {{"concentrate here", true, false},
                                   {"keep up the good work", true, true},
                                   {"low priority", false, false},
                                   {"possible overkill", false, true}};
constexpr double kMiddle = 2.5;  // of 1 to 4

std::string number(double value) { return format_cell(value, NumberStyle::Plain, Charset::Unicode); }

struct Cuts {
  double ideal = kMiddle, actual = kMiddle;
};

Cuts cuts_of(const ScoredGroup& group, Crosshair crosshair) {
  if (crosshair == Crosshair::Middle) return {};
  const auto& importance = group.statistics.importance();
  return {importance.cut_ideal.value, importance.cut_actual.value};
}

std::string about_the_crosshair(Crosshair crosshair) {
  return crosshair == Crosshair::Mean
             ? "Crosshair: the means over the practices, which split them whatever their level (--crosshair middle: 2.5 on both scales)."
             : "Crosshair: 2.5, the middle of both scales (--crosshair mean: the means over the practices).";
}

Table table_of(const ScoredGroup& group, std::size_t quadrant, const std::vector<Placed>& practices, const Cuts& cuts) {
  const auto columns = *ColumnSet::choose({"practice", "text", "pairs", "ideal_mean", "actual_mean", "gap_mean"}, Level::Practice, {});
  const auto& [name, wanted, done] = kQuadrants[quadrant];
  const auto side = [](const char* of, bool high, double cut) {
    return fmt::format("{} {} {}", of, high ? "at least" : "below", number(cut));
  };
  Table table{fmt::format("{}, quadrant {}, {}: {}, {}", title_with_n(group), quadrant + 1, name, side("ideal", wanted, cuts.ideal),
                          side("actual", done, cuts.actual)),
              columns.columns(),
              {},
              {}};
  for (const auto& practice : practices)
    if (practice.quadrant == static_cast<std::int64_t>(quadrant + 1)) table.rows.push_back(columns.row(group, practice.subject));
  if (!table.rows.empty()) return table;
  table.columns.clear();
  table.notes.emplace_back("None.");
  return table;
}

}  // namespace

std::vector<Placed> placed_practices(const ScoredGroup& group, Crosshair crosshair) {
  const auto& importance = group.statistics.importance();
  const auto& quadrants = crosshair == Crosshair::Mean ? importance.quadrant_by_mean : importance.quadrant_by_middle;
  const auto& ranks = group.statistics.family(Level::Practice).gap_rank;
  std::vector<Placed> placed;
  for (const auto& subject : group.statistics.subjects(Level::Practice)) {
    const Estimate& quadrant = quadrants[subject.index];
    placed.push_back({subject, quadrant.available() ? std::optional(static_cast<std::int64_t>(quadrant.value)) : std::nullopt});
  }
  const auto order = [&](const Placed& practice) {
    return std::pair(practice.quadrant.value_or(std::numeric_limits<std::int64_t>::max()),
                     practice.quadrant ? ranks[practice.subject.index].value : 0);
  };
  std::stable_sort(placed.begin(), placed.end(), [&](const Placed& a, const Placed& b) { return order(a) < order(b); });
  return placed;
}

void print_quadrants(Renderer& renderer, const ScoredGroup& group, Crosshair crosshair) {
  const auto practices = placed_practices(group, crosshair);
  if (practices.empty() || !practices.front().quadrant)
    return render({title_with_n(group) + ", importance and performance", {}, {}, {"None: nobody gave a point on both sides."}}, renderer);
  const Cuts cuts = cuts_of(group, crosshair);
  for (std::size_t quadrant = 0; quadrant < std::size(kQuadrants); ++quadrant) render(table_of(group, quadrant, practices, cuts), renderer);
  std::vector<std::string> notes = {about_the_crosshair(crosshair), "The quadrants describe those who answered; nothing here is tested."};
  if (auto note = without_pairs(group); !note.empty()) notes.push_back(std::move(note));
  render({"", {}, {}, notes}, renderer);
}

std::string without_pairs(const ScoredGroup& group) {
  std::string codes;
  std::size_t not_asked = 0;
  for (const auto& subject : group.statistics.subjects(Level::Practice)) {
    const JointCounts& counts = group.statistics.practice(subject.index).counts;
    if (counts.asked() == 0)
      ++not_asked;
    else if (counts.pairs() == 0)
      codes += (codes.empty() ? "" : ", ") + group.statistics.key(subject);
  }
  std::string note = codes.empty() ? "" : fmt::format("Without pairs: {}.", codes);
  if (not_asked > 0) note += fmt::format("{}Not asked: {} practice{}.", note.empty() ? "" : " ", not_asked, not_asked == 1 ? "" : "s");
  return note;
}

}  // namespace partnership::apps
