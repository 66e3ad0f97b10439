// partnership-gaps: where are the largest gaps? Ranked shortfalls and excesses, what is most congruent, what is least
// valued; flags with the test behind them, where the number of respondents lets a test say anything.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "gate.hpp"
#include "level_report.hpp"
#include "partnership/statistics.hpp"

namespace partnership::apps {
namespace {

constexpr const char* kExamples =
    "  partnership-gaps examples/case-studies/pacific-bay.csv\n"
    "  partnership-gaps --best --top 3 --by partnership DATA.csv\n"
    "  partnership-gaps --fail-if 'gap_mean>=1' --quiet DATA.csv\n";

struct GapsOptions {
  std::string level = "practice";
  bool best = false, least_valued = false;
  int top = 5;
  double threshold = 0;
  std::vector<std::string> gates;
};

enum class Ranking { Shortfall, Excess, Congruence, LeastValued };
constexpr std::string_view kRankingNames[] = {"shortfall", "excess", "congruence", "least_valued"};
constexpr std::string_view kRankingTitles[] = {"largest shortfalls", "largest excesses", "greatest congruence", "least valued (lowest ideals)"};

struct Ranked {
  Subject subject;
  std::int64_t rank;
};

double value(const ScoredGroup& group, const Subject& subject, std::string_view name) { return group.statistics.get(name, subject)->value; }

// Subjects that belong in a ranking, with the score that a larger number puts further ahead.
std::vector<std::pair<Subject, double>> candidates(const ScoredGroup& group, Level level, Ranking ranking, double threshold) {
  std::vector<std::pair<Subject, double>> found;
  for (const auto& subject : group.statistics.subjects(level)) {
    const double gap = value(group, subject, "gap_mean");
    switch (ranking) {
      case Ranking::Shortfall:
        if (gap > 0 && gap >= threshold) found.emplace_back(subject, -value(group, subject, "gap_rank"));
        break;
      case Ranking::Excess:
        if (gap < 0 && -gap >= threshold) found.emplace_back(subject, value(group, subject, "gap_rank"));
        break;
      case Ranking::Congruence:
        if (!std::isnan(gap)) found.emplace_back(subject, -value(group, subject, "congruence_rank"));
        break;
      case Ranking::LeastValued:
        if (const double ideal = value(group, subject, "ideal_mean_all"); !std::isnan(ideal)) found.emplace_back(subject, -ideal);
        break;
    }
  }
  return found;
}

// The first `top` ranks; ties share the smallest rank and stay together.
std::vector<Ranked> ranked(const ScoredGroup& group, Level level, Ranking ranking, const GapsOptions& own) {
  auto found = candidates(group, level, ranking, own.threshold);
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  std::vector<Ranked> rows;
  std::int64_t rank = 0;
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (i == 0 || found[i].second < found[i - 1].second) rank = static_cast<std::int64_t>(i + 1);
    if (rank > own.top) break;
    rows.push_back({found[i].first, rank});
  }
  return rows;
}

// The largest number of values a test of this level has to work with in the group.
std::uint64_t most_values(const ScoredGroup& group, Level level) {
  std::uint64_t most = 0;
  for (const auto& subject : group.statistics.subjects(level)) most = std::max(most, group.statistics.get("gap_mean", subject)->n);
  return most;
}

bool can_reach_significance(std::uint64_t n) { return smallest_p_of(n) <= kSignificance; }

std::string cannot_reach(std::uint64_t n) {
  return fmt::format("{} respondent{} cannot reach .05 (the smallest possible p is {:.4g}): gaps are ranked, not tested.", n, n == 1 ? "" : "s",
                     smallest_p_of(n));
}

Cell flag_text(const ScoredGroup& group, const Subject& subject) {
  const double flag = value(group, subject, "flag");
  return std::string(flag == 2 ? "supported" : flag == 1 ? "indicated" : "");
}

std::vector<std::string> people_columns(Level level, Ranking ranking, bool tested) {
  std::vector<std::string> names = level == Level::Practice ? std::vector<std::string>{"practice", "text", "pairs"}
                                                            : std::vector<std::string>{"key", "principle_key", "scored"};
  if (ranking == Ranking::LeastValued) return {"practice", "text", "ideal_valid", "ideal_mean_all"};
  for (const char* name : {"ideal_mean", "actual_mean", "gap_mean"}) names.emplace_back(name);
  if (ranking == Ranking::Congruence) names.back() = "congruence";
  if (ranking != Ranking::Congruence && tested) names.emplace_back("wilcoxon_pratt_p_bh");
  return names;
}

std::string nothing_ranked(Ranking ranking, const GapsOptions& own) {
  if (ranking != Ranking::Shortfall && ranking != Ranking::Excess) return "None: nothing was rated.";
  if (own.threshold > 0) return fmt::format("None of {:g} steps or more.", own.threshold);
  return fmt::format("None: no ideal is {} its actual rating on average.", ranking == Ranking::Excess ? "below" : "above");
}

Table people_table(const ScoredGroup& group, Level level, Ranking ranking, const GapsOptions& own, bool tested) {
  const auto columns = *ColumnSet::choose(people_columns(level, ranking, tested), level, {});
  Table table{fmt::format("{}, {}", title_with_n(group), kRankingTitles[static_cast<int>(ranking)]), {{"rank", "rank"}}, {}, {}};
  table.columns.insert(table.columns.end(), columns.columns().begin(), columns.columns().end());
  const bool flags = ranking == Ranking::Shortfall;
  if (flags) table.columns.push_back({"flag", "flag"});
  for (const auto& [subject, rank] : ranked(group, level, ranking, own)) {
    Row row = columns.row(group, subject);
    row.insert(row.begin(), rank);
    if (flags) row.push_back(flag_text(group, subject));
    table.rows.push_back(std::move(row));
  }
  if (table.rows.empty()) {
    table.columns.clear();
    table.notes.push_back(nothing_ranked(ranking, own));
  }
  return table;
}

std::vector<Ranking> rankings(const GapsOptions& own) {
  if (!own.best && !own.least_valued) return {Ranking::Shortfall, Ranking::Excess};
  std::vector<Ranking> chosen;
  if (own.best) chosen.push_back(Ranking::Congruence);
  if (own.least_valued) chosen.push_back(Ranking::LeastValued);
  return chosen;
}

void print_for_people(Renderer& renderer, const std::vector<ScoredGroup>& groups, Level level, const GapsOptions& own) {
  for (const auto& group : groups) {
    const std::uint64_t n = most_values(group, level);
    const bool tested = can_reach_significance(n);
    for (const Ranking ranking : rankings(own)) {
      Table table = people_table(group, level, ranking, own, tested);
      if (ranking == Ranking::Shortfall && !table.rows.empty()) {
        table.notes.emplace_back(tested ? "flag: supported = a shortfall with adjusted p (Benjamini-Hochberg) of at most .05; indicated = a mean gap of one "
                                          "whole step or more, whatever p."
                                        : cannot_reach(n) + " flag: indicated = a mean gap of one whole step or more.");
      }
      if (auto note = note_on_counts(groups, level); table.rows.empty() && !note.empty()) table.notes = {std::move(note)};
      render(table, renderer);
    }
  }
}

std::vector<std::string> machine_columns(Level level) {
  std::vector<std::string> names = identity_columns(level);
  if (level != Level::Practice) names.emplace_back("scored");
  for (const char* name : {"pairs", "ideal_mean", "actual_mean", "gap_mean", "gap_mean_lower", "gap_mean_upper", "net_shortfall", "congruence",
                           "wilcoxon_pratt_p", "wilcoxon_pratt_p_bh", "p_min", "gap_rank", "flag"})
    names.emplace_back(name);
  if (level == Level::Practice) names.insert(names.end(), {"congruence_rank", "ideal_mean_all"});
  names.emplace_back("note");
  return names;
}

void print_rows(Renderer& renderer, const std::vector<ScoredGroup>& groups, const ColumnSet& columns, Level level, const GapsOptions& own) {
  Table head{"", {{"ranking", "ranking"}, {"rank", "rank"}}, {}, {}};
  head.columns.insert(head.columns.end(), columns.columns().begin(), columns.columns().end());
  renderer.begin(head);
  for (const auto& group : groups)
    for (const Ranking ranking : rankings(own))
      for (const auto& [subject, rank] : ranked(group, level, ranking, own)) {
        Row row = columns.row(group, subject);
        row.insert(row.begin(), {Cell(std::string(kRankingNames[static_cast<int>(ranking)])), Cell(rank)});
        renderer.row(row);
      }
  renderer.end({});
}

int run(const ToolOptions& options, const GapsOptions& own, Level level, Io& io) {
  if (level == Level::Actor || level == Level::Overall) return usage_error("gaps", "--level: gaps are ranked among practices, blocks or principles", io);
  if ((own.best || own.least_valued) && level != Level::Practice) return usage_error("gaps", "--best and --least-valued rank practices", io);
  const auto gates = parse_gates(own.gates, level);
  if (!gates) return usage_error("gaps", gates.error(), io);
  const auto groupings = groupings_or_all(options.by());
  const auto& wanted = options.output().columns;
  const auto columns =
      ColumnSet::choose(wanted.empty() ? with_group_columns(groupings, machine_columns(level)) : wanted, level, grouping_columns(groupings));
  if (!columns) return usage_error("gaps", columns.error(), io);
  Session session(options, io);
  if (const auto status = session.read(groupings, level == Level::Practice ? TallyDepth::Practices : TallyDepth::Scopes)) return *status;
  const auto groups = all_groups(session.survey(), groupings);
  const int status = session.write([&](Renderer& renderer, std::ostream&) {
    if (for_people(options.format()) && wanted.empty())
      print_for_people(renderer, groups, level, own);
    else
      print_rows(renderer, groups, *columns, level, own);
  });
  if (status != kDone) return status;
  return any_gate_met(*gates, pointers_to(groups), level, options.output().quiet ? nullptr : &io.err) ? kGateMet : kDone;
}

}  // namespace

int gaps(const Arguments& arguments, Io& io) {
  ToolOptions options("gaps", "Where are the largest gaps? Gap = ideal - actual: positive is a shortfall.", kExamples);
  GapsOptions own;
  options.add_input_options();
  options.add_threads_option();
  options.add_grouping_option();
  options.add_text("--level", own.level, "NAME", "practice (default), block or principle");
  options.add_number("--top", own.top, 1, 100000, "How many ranks of each (default 5); ties stay\ntogether");
  options.add_number("--threshold", own.threshold, 0.0, 3.0, "Only gaps of at least so many steps, 0 to 3");
  options.add_flag("--best", own.best, "The greatest congruence instead");
  options.add_flag("--least-valued", own.least_valued, "The lowest ideals instead");
  options.add_texts("--fail-if", own.gates, "GATE", "Exit with 1 if any row of the level meets\nNAME OP NUMBER, as in 'gap_mean>=1'");
  options.add_columns_option();
  options.add_output_options({"table", "csv", "tsv", "json", "jsonl", "markdown"});
  if (const auto status = options.parse(arguments, io)) return *status;
  const auto level = level_option("gaps", own.level, io);
  return level ? run(options, own, *level, io) : static_cast<int>(kWrongUsage);
}

}  // namespace partnership::apps
