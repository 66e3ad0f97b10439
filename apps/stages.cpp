// partnership-stages: how do developing and established partnerships compare? The ratings of each stage aggregated as in
// the study's support document, by respondents and by partnerships, and the difference between the stages with each of them
// as the unit.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "level_report.hpp"
#include "partnership/multilevel.hpp"
#include "partnership/statistics.hpp"

namespace partnership::apps {
namespace {

constexpr const char* kExamples =
    "  partnership-stages examples/case-studies\n"
    "  partnership-stages --level overall examples/case-studies\n"
    "  partnership-stages --level practice --format csv DATA.csv > stages.csv\n";

constexpr std::string_view kDifferences[] = {"stage_diff_ideal", "stage_diff_actual", "stage_diff_gap", "stage_diff_congruence"};
constexpr std::string_view kDifferencesOfPartnerships[] = {"stage_diff_ideal_partnerships", "stage_diff_actual_partnerships",
                                                           "stage_diff_gap_partnerships", "stage_diff_congruence_partnerships"};
constexpr std::string_view kPermutations[] = {"stage_perm_p_ideal", "stage_perm_p_actual", "stage_perm_p_gap", "stage_perm_p_congruence"};
constexpr std::string_view kDominance = "stage_cliff_gap";

std::vector<std::string> distribution_columns() {
  std::vector<std::string> names;
  for (const char* name : {"n_ideal_1", "n_ideal_2", "n_ideal_3", "n_ideal_4", "n_ideal_na", "n_ideal_blank", "n_actual_a", "n_actual_b", "n_actual_c",
                           "n_actual_d", "n_actual_na", "n_actual_blank"})
    names.emplace_back(name);
  return names;
}

// The share rating it desirable or very desirable: of the respondents at practice level, of all answers above it.
std::string desirable(Level level) { return level == Level::Practice ? "top2_ideal" : "top2_ideal_pooled"; }

std::vector<std::string> machine_columns(Level level) {
  std::vector<std::string> names = {"stage", "wave"};
  const auto append = [&](const std::vector<std::string>& more) { names.insert(names.end(), more.begin(), more.end()); };
  append(identity_columns(level));
  if (level != Level::Practice) append({"scored"});
  append(distribution_columns());
  append({"pairs", "ideal_mean", "actual_mean", "gap_mean", "congruence", desirable(level)});
  if (level != Level::Practice) append({"endorse_all"});
  if (level != Level::Block) append({"gap_mean_of_partnerships", "gap_mean_of_partnerships_n"});
  if (level != Level::Block && level != Level::Practice) append({"congruence_mean_of_partnerships"});
  if (level == Level::Practice) append({"top2_ideal_mean_of_partnerships"});
  append({"note"});
  return names;
}

// Shares of the points of one side among its valid answers, as "12 %" columns.
void append_shares(Row& row, const ScoredGroup& group, const Subject& subject, Side side) {
  const Tally& tally = group.statistics.tally();
  std::array<std::uint64_t, 4> points{};
  const auto add = [&](std::size_t practice) {
    const auto of_practice = tally.practice(practice).points(side);
    for (std::size_t i = 0; i < points.size(); ++i) points[i] += of_practice[i];
  };
  if (subject.level == Level::Practice) add(subject.index);
  else for (const auto i : group.instrument().scopes()[subject.index].practices) add(i);
  std::uint64_t n = 0;
  for (const auto count : points) n += count;
  for (const auto count : points) row.push_back(cell_of(share_of(count, n, Reason::NoAnswers), Quantity::Share));
}

std::vector<std::string> row_name(Level level) {
  switch (level) {
    case Level::Practice: return {"practice", "text"};
    case Level::Block: return {"block", "principle_key"};
    case Level::Principle: return {"principle_key"};
    default: return {"key"};
  }
}

Table distribution_table(const ScoredGroup& group, Level level) {
  const auto names = *ColumnSet::choose(row_name(level), level, {});
  Table table{fmt::format("{}: distribution of ratings (% of answers)", title_with_n(group)), names.columns(), {}, {}};
  for (const char* point : {"1", "2", "3", "4", "a", "b", "c", "d"}) table.columns.push_back({point, point, NumberStyle::Percent});
  for (const auto& subject : group.statistics.subjects(level)) {
    Row row = names.row(group, subject);
    append_shares(row, group, subject, Side::Ideal);
    append_shares(row, group, subject, Side::Actual);
    table.rows.push_back(std::move(row));
  }
  return table;
}

Table means_table(const ScoredGroup& group, Level level) {
  auto names = row_name(level);
  for (const char* name : {"ideal_mean", "actual_mean", "gap_mean"}) names.emplace_back(name);
  if (level != Level::Practice) names.emplace_back("congruence");  // its wording leaves no room
  names.push_back(desirable(level));
  if (level != Level::Block) names.emplace_back("gap_mean_of_partnerships");
  if (level != Level::Block && level != Level::Practice) names.emplace_back("congruence_mean_of_partnerships");
  auto columns = *ColumnSet::choose(names, level, {});
  const auto partnerships = *group.statistics.get("partnerships", group.statistics.subjects(Level::Overall).front());
  std::string title = title_with_n(group);
  if (partnerships.available()) title += fmt::format(", {} partnership{}", partnerships.value, partnerships.value == 1 ? "" : "s");
  Table table{title + ": means", columns.columns(), {}, {}};
  for (const auto& subject : group.statistics.subjects(level)) table.rows.push_back(columns.row(group, subject));
  return table;
}

struct Comparison {
  const ScoredGroup* first;
  const ScoredGroup* second;
};

// Each stage with the next one that there is in the same wave and that has the same principles.
std::vector<Comparison> comparisons(const std::vector<ScoredGroup>& groups) {
  std::vector<Comparison> found;
  for (const auto& second : groups) {
    const ScoredGroup* before = nullptr;
    for (const auto& first : groups)
      if (&first < &second && first.group->wave == second.group->wave && &first.instrument() != &second.instrument() &&
          !common_scopes(first.instrument(), second.instrument()).empty())
        before = &first;
    if (before) found.push_back({before, &second});
  }
  return found;
}

Cell number(double value) { return std::isnan(value) ? Cell(Unavailable{}) : Cell(value); }

// By name: those of respondents, then those of partnerships.
class Differences {
 public:
  Differences(const Comparison& comparison, std::size_t first, std::size_t second)
      : found_(stage_differences(comparison.first->statistics.tally().scope(first), comparison.second->statistics.tally().scope(second))) {
    const auto more = stage_differences_of_partnerships(comparison.first->statistics, first, comparison.second->statistics, second);
    found_.insert(found_.end(), more.begin(), more.end());
  }
  [[nodiscard]] const Estimate& of(std::string_view name) const {
    return std::find_if(found_.begin(), found_.end(), [&](const StageDifference& difference) { return difference.row->name == name; })->estimate;
  }

 private:
  std::vector<StageDifference> found_;
};

// A scope that both stages have, by its place in each.
struct Both {
  std::size_t first, second;
  std::string key;  // for people
  Differences differences;
};

std::vector<Both> both_have(const Comparison& comparison, Level level) {
  const Instrument& instrument = comparison.first->instrument();
  std::vector<Both> found;
  for (const auto& [a, b] : common_scopes(instrument, comparison.second->instrument())) {
    const auto& scope = instrument.scopes()[a];
    if (scope.level == level)
      found.push_back({a, b, scope.principle ? instrument.principles[*scope.principle].key : scope.key, Differences(comparison, a, b)});
  }
  return found;
}

bool of_counts(const Comparison& comparison) {
  return comparison.first->statistics.tally().counts_only() || comparison.second->statistics.tally().counts_only();
}

std::string title_of(const Comparison& comparison, const char* what) {
  const std::string& wave = comparison.first->group->wave;
  return fmt::format("{} minus {}{}: {}", comparison.second->instrument().name, comparison.first->instrument().name,
                     wave.empty() ? "" : ", wave " + wave, what);
}

// Why intervals are missing, or "".
std::string about_missing(bool few, bool equal, const char* units) {
  if (!few && !equal) return "";
  return fmt::format("No interval (–) {}{}{}.", few ? fmt::format("with fewer than two {} in a stage", units) : "",
                     few && equal ? " or " : "", equal ? "where all are equal" : "");
}

Table unavailable(Table table, const char* why) {
  table.columns.clear();
  table.rows.clear();
  table.notes = {why};
  return table;
}
constexpr const char* kOfCounts = "Not available: published counts do not tell respondents apart.";

Table difference_table(const Comparison& comparison, Level level, const std::vector<Both>& scopes) {
  Table table{title_of(comparison, "difference of respondents' means with 95 % interval"),
              {{"key", std::string(name_of(level))}, {"of", "of"}},
              {},
              {}};
  if (of_counts(comparison)) return unavailable(std::move(table), kOfCounts);
  for (const char* name : {"difference", "lower", "upper"}) table.columns.push_back({name, name, NumberStyle::Signed});
  bool few = false, equal = false;
  for (const auto& scope : scopes) {
    std::string key = scope.key;  // on the first row
    const auto append = [&](std::string_view name, const std::string& of) {
      const Estimate& difference = scope.differences.of(name);
      few = few || difference.reason == Reason::FewerThanTwo;
      equal = equal || difference.reason == Reason::ZeroVariance;
      table.rows.push_back({std::exchange(key, ""), of, number(difference.value), number(difference.lower), number(difference.upper)});
    };
    for (const auto name : kDifferences) append(name, std::string(name.substr(std::string_view("stage_diff_").size())));
    append(kDominance, "delta of gap");
  }
  if (auto note = about_missing(few, equal, "respondents"); !note.empty()) table.notes.push_back(std::move(note));
  table.notes.emplace_back("Welch intervals over respondents; they ignore that respondents of one partnership resemble each other and are too narrow.");
  table.notes.push_back(
      fmt::format("delta: of all pairs of a respondent of each stage, the share with the larger gap in the {} one minus the share with the "
                  "smaller (Cliff).",
                  comparison.second->instrument().name));
  return table;
}

std::uint64_t scored_partnerships(const ScoredGroup& group, std::size_t scope) {
  std::uint64_t n = 0;
  for (const Tally* partnership : group.statistics.partnerships()) n += partnership->scores(scope, Measure::Gap).n() > 0 ? 1 : 0;
  return n;
}

// The smallest p that dealing out a + b partnerships can give: one way of all, or two where the sizes are equal and every way
// has a mirror image.
double smallest_p_of_dealing(std::uint64_t a, std::uint64_t b) {
  double ways = 1;
  for (std::uint64_t i = 1; i <= b; ++i) ways *= static_cast<double>(a + i) / static_cast<double>(i);
  return std::min(1.0, (a == b ? 2 : 1) / ways);
}

// Numbers of partnerships, of the scope that gives the test most to deal out; 0 if none can be compared.
std::pair<std::uint64_t, std::uint64_t> most_partnerships(const Comparison& comparison, const std::vector<Both>& scopes) {
  std::pair<std::uint64_t, std::uint64_t> most;
  for (const auto& scope : scopes) {
    const std::pair n(scored_partnerships(*comparison.first, scope.first), scored_partnerships(*comparison.second, scope.second));
    if (n.first > 0 && n.second > 0 &&
        (most.first == 0 || smallest_p_of_dealing(n.first, n.second) < smallest_p_of_dealing(most.first, most.second)))
      most = n;
  }
  return most;
}

Table partnership_table(const Comparison& comparison, Level level, const std::vector<Both>& scopes) {
  const auto most = most_partnerships(comparison, scopes);
  const double smallest_p = smallest_p_of_dealing(most.first, most.second);
  const bool tested = most.first > 0 && smallest_p <= kSignificance;
  Table table{title_of(comparison, tested ? "difference of partnerships' means with 95 % interval and permutation test"
                                          : "difference of partnerships' means with 95 % interval"),
              {{"key", std::string(name_of(level))}, {"n", "n"}, {"of", "of"}},
              {},
              {}};
  if (most.first == 0)
    return unavailable(std::move(table),
                       of_counts(comparison) ? kOfCounts : "Not available: in both stages responses have to name their partnership.");
  for (const char* name : {"difference", "lower", "upper"}) table.columns.push_back({name, name, NumberStyle::Signed});
  if (tested) table.columns.push_back({"p", "p", NumberStyle::Probability});
  bool too_many = false, few = false, equal = false;
  for (const auto& [a, b, name, differences] : scopes) {
    std::string key = name;  // on the first row
    for (std::size_t i = 0; i < std::size(kDifferences); ++i) {
      const Estimate &difference = differences.of(kDifferencesOfPartnerships[i]), &p = differences.of(kPermutations[i]);
      too_many = too_many || p.reason == Reason::OutOfRange;
      few = few || difference.reason == Reason::FewerThanTwo;
      equal = equal || difference.reason == Reason::ZeroVariance;
      const auto of = kDifferences[i].substr(std::string_view("stage_diff_").size());
      const std::string n = i > 0 ? "" : fmt::format("{} v {}", scored_partnerships(*comparison.first, a), scored_partnerships(*comparison.second, b));
      table.rows.push_back({std::exchange(key, ""), n, std::string(of), number(difference.value), number(difference.lower), number(difference.upper)});
      if (tested) table.rows.back().push_back(number(p.value));
    }
  }
  table.notes.push_back(fmt::format("n: partnerships, {} v {}; each counts once.", comparison.first->instrument().name,
                                    comparison.second->instrument().name));
  if (tested)
    table.notes.emplace_back("p: share of all ways to deal the partnerships out to the stages that give as large a difference (exact).");
  if (auto note = about_missing(few, equal, "partnerships"); !note.empty()) table.notes.push_back(std::move(note));
  if (!tested)
    table.notes.push_back(
        fmt::format("{} and {} partnerships cannot reach .05 (the smallest possible p is {}): differences are described, not tested.",
                    most.first, most.second, smallest_p_text(smallest_p)));
  if (too_many) table.notes.push_back(fmt::format("No p (–) where there are more than {:.0f} ways.", kMostPermutations));
  return table;
}

// `about_counts`: a note, or empty.
void print_for_people(Renderer& renderer, const std::vector<ScoredGroup>& groups, Level level, const std::string& about_counts) {
  for (const auto& group : groups) {
    render(distribution_table(group, level), renderer);
    Table means = means_table(group, level);
    if (!about_counts.empty() && &group == &groups.back()) means.notes.push_back(about_counts);
    render(means, renderer);
  }
  if (level != Level::Practice && level != Level::Block)
    for (const auto& comparison : comparisons(groups)) {
      const auto scopes = both_have(comparison, level);
      render(difference_table(comparison, level, scopes), renderer);
      render(partnership_table(comparison, level, scopes), renderer);
    }
}

// Names of the differences in machine formats, in order; those with an interval have bounds.
struct DifferenceColumn {
  std::string_view name;
  bool interval;
};

std::vector<DifferenceColumn> difference_columns() {
  std::vector<DifferenceColumn> columns;
  for (const auto name : kDifferences) columns.push_back({name, true});
  for (std::size_t i = 0; i < std::size(kDifferences); ++i) {
    columns.push_back({kDifferencesOfPartnerships[i], true});
    columns.push_back({kPermutations[i], false});
  }
  columns.push_back({kDominance, false});
  return columns;
}

// The differences stand on the rows of the later stage: E minus D, with bounds, and why one is missing.
void append_differences(Row& row, const ScoredGroup& group, const Subject& subject, const std::vector<Comparison>& all) {
  std::optional<Differences> found;
  std::string compared_with, reasons;
  for (const auto& comparison : all) {
    if (comparison.second != &group) continue;
    compared_with = comparison.first->instrument().name;
    if (of_counts(comparison)) reasons = code_of(Reason::CountsOnly);  // which says it all
    for (const auto& [a, b] : common_scopes(comparison.first->instrument(), group.instrument()))
      if (b == subject.index) found.emplace(comparison, a, b);
  }
  row.emplace_back(compared_with);
  std::vector<std::string_view> told;
  for (const auto& [name, interval] : difference_columns()) {
    const Estimate estimate = found ? found->of(name) : Estimate{};
    row.push_back(number(estimate.value));
    if (interval) row.insert(row.end(), {number(estimate.lower), number(estimate.upper)});
    const auto code = code_of(estimate.reason);
    if (reasons == code_of(Reason::CountsOnly) || code.empty() || std::find(told.begin(), told.end(), code) != told.end() ||
        (estimate.available() && (!interval || estimate.has_interval())))
      continue;
    told.push_back(code);
    reasons.append(reasons.empty() ? "" : ";").append(code);
  }
  row.emplace_back(reasons);
}

void print_rows(Renderer& renderer, const std::vector<ScoredGroup>& groups, const ColumnSet& columns, Level level, bool differences) {
  Table head{"", columns.columns(), {}, {}};
  if (differences) {
    head.columns.push_back({"compared_with", ""});
    for (const auto& [name, interval] : difference_columns()) {
      head.columns.push_back({std::string(name), ""});
      if (interval)
        for (const char* ending : {"_lower", "_upper"}) head.columns.push_back({std::string(name) + ending, ""});
    }
    head.columns.push_back({"stage_note", ""});
  }
  renderer.begin(head);
  const auto all = comparisons(groups);
  for (const auto& group : groups)
    for (const auto& subject : group.statistics.subjects(level)) {
      Row row = columns.row(group, subject);
      if (differences) append_differences(row, group, subject, all);
      renderer.row(row);
    }
  renderer.end({});
}

}  // namespace

int stages(const Arguments& arguments, Io& io) {
  ToolOptions options("stages", "How do developing and established partnerships compare?", kExamples);
  std::string level_name = "principle";
  options.add_input_options();
  options.add_threads_option();
  options.add_text("--level", level_name, "NAME", "practice, block, principle (default), actor or\noverall");
  options.add_columns_option();
  options.add_output_options({"table", "csv", "tsv", "json", "jsonl", "markdown"});
  if (const auto status = options.parse(arguments, io)) return *status;
  const auto level = level_option("stages", level_name, io);
  if (!level) return kWrongUsage;
  const auto& wanted = options.output().columns;
  const auto columns = ColumnSet::choose(wanted.empty() ? machine_columns(*level) : wanted, *level, {});
  if (!columns) return usage_error("stages", columns.error(), io);

  const std::vector<Grouping> groupings = {{}, {"partnership"}};
  Session session(options, io);
  if (const auto status = session.read(groupings, TallyDepth::Scopes)) return *status;
  const auto scored = scored_groups(session.survey(), groupings, 0, 1);
  const auto groups = scored.all();
  if (session.survey().instruments().size() < 2 && !options.output().quiet)
    io.err << "note: all responses are of one stage; nothing to compare\n";
  else if (comparisons(groups).empty() && !options.output().quiet)
    io.err << "note: the stages have no wave in common, or other principles; nothing to compare\n";
  return session.write([&](const Printing& to) {
    if (for_people(options.format()) && wanted.empty())
      print_for_people(to.renderer, groups, *level, note_on_counts(scored, *level));
    else
      print_rows(to.renderer, groups, *columns, *level, wanted.empty() && *level != Level::Practice && *level != Level::Block);
  });
}

}  // namespace partnership::apps
