// partnership-stages: how do developing and established partnerships compare? The ratings of each stage aggregated as in
// the study's support document, by respondents and by partnerships, and the difference between the stages.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "level_report.hpp"
#include "partnership/statistics.hpp"

namespace partnership::apps {
namespace {

constexpr const char* kExamples =
    "  partnership-stages examples/case-studies\n"
    "  partnership-stages --level practice --format csv DATA.csv > stages.csv\n";

constexpr std::string_view kDifferences[] = {"stage_diff_ideal", "stage_diff_actual", "stage_diff_gap", "stage_diff_congruence"};

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

Table means_table(const std::vector<ScoredGroup>& groups, const ScoredGroup& group, Level level) {
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
  if (auto note = note_on_counts(groups, level); !note.empty() && &group == &groups.back()) table.notes.push_back(std::move(note));
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

Table difference_table(const Comparison& comparison, Level level) {
  const auto& [first, second] = comparison;
  const std::string& wave = first->group->wave;
  Table table{fmt::format("{} minus {}{}: difference of respondents' means with 95 % interval", second->instrument().name, first->instrument().name,
                          wave.empty() ? "" : ", wave " + wave),
              {{"key", std::string(name_of(level))}, {"of", "of"}}, {}, {}};
  for (const char* name : {"difference", "lower", "upper"}) table.columns.push_back({name, name, NumberStyle::Signed});
  for (const auto& [a, b] : common_scopes(first->instrument(), second->instrument())) {
    const auto& scope = first->instrument().scopes()[a];
    if (scope.level != level) continue;
    std::string key = scope.principle ? first->instrument().principles[*scope.principle].key : scope.key;
    for (const auto& difference : stage_differences(first->statistics.tally().scope(a), second->statistics.tally().scope(b))) {
      Row row = {std::exchange(key, ""), std::string(difference.row->name.substr(std::string_view("stage_diff_").size()))};
      for (const double value : {difference.estimate.value, difference.estimate.lower, difference.estimate.upper}) row.push_back(std::isnan(value) ? Cell(Unavailable{}) : Cell(value));
      table.rows.push_back(std::move(row));
    }
  }
  table.notes.emplace_back("Welch intervals over respondents; they ignore that respondents of one partnership resemble each other and are too narrow.");
  return table;
}

void print_for_people(Renderer& renderer, const std::vector<ScoredGroup>& groups, Level level) {
  for (const auto& group : groups) {
    render(distribution_table(group, level), renderer);
    render(means_table(groups, group, level), renderer);
  }
  if (level != Level::Practice && level != Level::Block)
    for (const auto& comparison : comparisons(groups)) render(difference_table(comparison, level), renderer);
}

// The differences stand on the rows of the later stage: E minus D, with bounds.
void append_differences(Row& row, const ScoredGroup& group, const Subject& subject, const std::vector<Comparison>& all) {
  std::vector<StageDifference> found;
  std::string compared_with;
  for (const auto& [first, second] : all) {
    if (second != &group) continue;
    compared_with = first->instrument().name;
    for (const auto& [a, b] : common_scopes(first->instrument(), second->instrument()))
      if (b == subject.index) found = stage_differences(first->statistics.tally().scope(a), group.statistics.tally().scope(b));
  }
  row.emplace_back(compared_with);
  for (std::size_t i = 0; i < std::size(kDifferences); ++i) {
    const Estimate estimate = i < found.size() ? found[i].estimate : Estimate{};
    for (const double value : {estimate.value, estimate.lower, estimate.upper}) row.push_back(std::isnan(value) ? Cell(Unavailable{}) : Cell(value));
  }
}

void print_rows(Renderer& renderer, const std::vector<ScoredGroup>& groups, const ColumnSet& columns, Level level, bool differences) {
  Table head{"", columns.columns(), {}, {}};
  if (differences) head.columns.push_back({"compared_with", ""});
  if (differences)
    for (const auto name : kDifferences)
      for (const char* ending : {"", "_lower", "_upper"}) head.columns.push_back({std::string(name) + ending, ""});
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
  const auto groups = scored_groups(session.survey(), groupings, 0, 1);
  if (session.survey().instruments().size() < 2 && !options.output().quiet)
    io.err << "note: all responses are of one stage; nothing to compare\n";
  else if (comparisons(groups).empty() && !options.output().quiet)
    io.err << "note: the stages have no wave in common, or other principles; nothing to compare\n";
  return session.write([&](Renderer& renderer, std::ostream&) {
    if (for_people(options.format()) && wanted.empty())
      print_for_people(renderer, groups, *level);
    else
      print_rows(renderer, groups, *columns, *level, wanted.empty() && *level != Level::Practice && *level != Level::Block);
  });
}

}  // namespace partnership::apps
