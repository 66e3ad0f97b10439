#include "gap_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "level_report.hpp"
#include "partnership/render.hpp"
#include "partnership/statistics.hpp"

namespace partnership::apps {
namespace {

double value(const ScoredGroup& group, const Subject& subject, std::string_view name) { return group.statistics.get(name, subject)->value; }

std::string cannot_reach(const Power& power, Level level) {
  if (smallest_p_of(power.n) > kSignificance)
    return fmt::format("{} respondent{} cannot reach .05 (the smallest possible p is {}): gaps are ranked, not tested.", power.n,
                       power.n == 1 ? "" : "s", smallest_p_text(smallest_p_of(power.n)));
  return fmt::format("No {} has enough gaps other than 0 to reach .05 (the smallest possible p is {}): gaps are ranked, not tested.",
                     name_of(level), smallest_p_text(power.smallest_p));
}

// Below kFewPairs Student's interval misses the mean too often where most gaps are equal, and is missing where all are; the
// credible one is not. Above practices there is Student's only.
constexpr std::uint64_t kFewPairs = 20;
std::pair<Estimate, Interval> interval_of(const ScoredGroup& group, const Subject& subject) {
  const Estimate t = *group.statistics.get("gap_mean", subject);
  if (subject.level == Level::Practice && (t.n < kFewPairs || !t.has_interval()))
    return {*group.statistics.get("gap_mean_cred", subject), Interval::Credible};
  return {t, t.has_interval() ? Interval::T : Interval::None};
}

std::string about_intervals(const std::vector<Interval>& used, Level level, std::uint64_t most) {
  const auto any = [&](Interval kind) { return std::find(used.begin(), used.end(), kind) != used.end(); };
  if (level != Level::Practice)
    return any(Interval::None) ? "lower, upper: 95 % t interval over respondents; there is none (–) for one respondent or for equal scores."
                               : "lower, upper: 95 % t interval over respondents.";
  if (most < kFewPairs) return fmt::format("lower, upper: 95 % credible interval of the mean gap (n below {}), drawn to 0.", kFewPairs);
  if (!any(Interval::Credible)) return "lower, upper: 95 % t interval of the mean gap.";
  return fmt::format("lower, upper: 95 % t interval of the mean gap; where n is below {} or all gaps are equal, credible interval.",
                     kFewPairs);
}

std::string flag_text(const ScoredGroup& group, const Subject& subject) {
  const double flag = value(group, subject, "flag");
  return flag == 2 ? "supported" : flag == 1 ? "indicated" : "";
}

std::vector<std::string> front_names(Level level) {
  if (level == Level::Practice) return {"practice", "text", "pairs", "ideal_mean", "actual_mean", "gap_mean"};
  return {"key", "principle_key", "scored", "ideal_mean", "actual_mean", "gap_mean"};
}

std::vector<std::string> back_names(const Power& power, Screen screen) {
  if (!power.can_reach()) return {"net_shortfall"};
  if (screen == Screen::Narrow) return {"wilcoxon_pratt_p_bh"};
  return {"net_shortfall", "wilcoxon_pratt_p_bh", "wilcoxon_pratt_p_holm"};
}

}  // namespace

bool Power::can_reach() const { return smallest_p <= kSignificance; }

Power power_of(const ScoredGroup& group, Level level) {
  Power power;
  for (const auto& subject : group.statistics.subjects(level)) {
    const double p = value(group, subject, "p_min");
    if (std::isnan(p)) continue;
    power.n = std::max(power.n, group.statistics.get("gap_mean", subject)->n);
    power.smallest_p = std::min(power.smallest_p, p);
    ++power.family;
  }
  return power;
}

GapTable::GapTable(const ScoredGroup& group, Level level, const Power& power, Screen screen, Flags flags)
    : group_(&group),
      level_(level),
      power_(power),
      flags_(flags == Flags::Wanted && (level != Level::Practice || screen == Screen::Roomy)),
      front_(chosen(front_names(level))),
      back_(chosen(back_names(power, screen))) {}

ColumnSet GapTable::chosen(const std::vector<std::string>& names) const { return *ColumnSet::choose(names, level_, {}); }

bool GapTable::has(std::string_view name) const {
  return std::any_of(back_.columns().begin(), back_.columns().end(), [&](const Column& column) { return column.name == name; });
}

std::vector<Column> GapTable::columns() const {
  std::vector<Column> columns = front_.columns();
  for (const char* bound : {"lower", "upper"}) columns.push_back({std::string("gap_mean_") + bound, bound, NumberStyle::Signed});
  columns.insert(columns.end(), back_.columns().begin(), back_.columns().end());
  if (flags_) columns.push_back({"flag", "flag"});
  return columns;
}

Row GapTable::row(const Subject& subject) {
  Row row = front_.row(*group_, subject);
  const auto [interval, kind] = interval_of(*group_, subject);
  intervals_.push_back(kind);
  for (const double bound : {interval.lower, interval.upper}) row.push_back(std::isnan(bound) ? Cell(Unavailable{}) : Cell(bound));
  Row back = back_.row(*group_, subject);
  if (power_.can_reach() && value(*group_, subject, "p_min") > kSignificance) {
    for (std::size_t i = 0; i < back.size(); ++i)
      if (back_.columns()[i].style == NumberStyle::Probability) back[i] = Unavailable{};
    untested_ = true;
  }
  row.insert(row.end(), back.begin(), back.end());
  if (flags_) row.emplace_back(flag_text(*group_, subject));
  return row;
}

std::vector<std::string> GapTable::notes() const {
  std::vector<std::string> notes;
  if (!power_.can_reach()) notes.push_back(cannot_reach(power_, level_));
  notes.push_back(about_intervals(intervals_, level_, power_.n));
  if (has("net_shortfall")) notes.emplace_back("net: share with a shortfall minus share with an excess.");
  if (power_.can_reach()) notes.push_back(about_p());
  if (flags_)
    notes.emplace_back(
        power_.can_reach()
            ? "flag: supported = a shortfall with p (BH) of at most .05; indicated = a mean gap of one whole step or more, whatever p."
            : "flag: indicated = a mean gap of one whole step or more.");
  return notes;
}

std::string GapTable::about_p() const {
  std::string note = fmt::format("p: signed-rank test, adjusted over {} {}{} by Benjamini-Hochberg (BH)", power_.family, name_of(level_),
                                 power_.family == 1 ? "" : "s");
  if (has("wilcoxon_pratt_p_holm")) {
    note += " and by Holm";
    const double least = power_.smallest_p * static_cast<double>(power_.family);
    if (least > kSignificance)
      note += fmt::format(", which cannot go below {} here", format_cell(std::min(1.0, least), NumberStyle::Probability, Charset::Unicode));
  }
  return note + (untested_ ? "; none (–) where too few gaps are other than 0 to reach .05." : ".");
}

}  // namespace partnership::apps
