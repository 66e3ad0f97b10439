// partnership-statistics: everything, as one tidy table for R, Python or a database: one row per group, level, key and
// statistic.
#include <fmt/format.h>

#include <algorithm>

#include "level_report.hpp"

namespace partnership::apps {
namespace {

constexpr const char* kExamples =
    "  partnership-statistics examples/case-studies > statistics.csv\n"
    "  partnership-statistics --by partnership --by role DATA.csv\n";

constexpr Level kLevels[] = {Level::Practice, Level::Block, Level::Principle, Level::Actor, Level::Overall};

Cell number(double value) { return std::isnan(value) ? Cell(Unavailable{}) : Cell(value); }

class TidyPrinter {
 public:
  TidyPrinter(Renderer& renderer, std::vector<std::string> by) : renderer_(&renderer), by_(std::move(by)) {
    Table head;
    for (const char* name : {"group", "level", "key", "statistic", "value", "lower", "upper", "n", "note", "stage", "wave"})
      head.columns.push_back({name, name});
    for (const auto& column : by_) head.columns.push_back({column, column});
    renderer_->begin(head);
  }
  void end() { renderer_->end({}); }

  void print(const ScoredGroup& group) {
    for (const Level level : kLevels)
      for (const auto& subject : group.statistics.subjects(level))
        for (const auto& row : statistics_table()) {
          if (row.tier != Tier::Core || !row.at(level) || (row.whole_group_only && !group.by->empty())) continue;
          print(group.label, level, group.statistics.key(subject), row.name, row.quantity, *group.statistics.get(row.name, subject),
                group.instrument().name, group.group->wave, &group);
        }
  }

  // `group`: whose values fill the --by columns; none for a comparison.
  void print(const std::string& label, Level level, const std::string& key, std::string_view statistic, Quantity quantity, const Estimate& estimate,
             const std::string& stage, const std::string& wave, const ScoredGroup* group) {
    row_.clear();
    row_.insert(row_.end(), {Cell(label), Cell(std::string(name_of(level))), Cell(key), Cell(std::string(statistic)), cell_of(estimate, quantity),
                             number(estimate.lower), number(estimate.upper), Cell(static_cast<std::int64_t>(estimate.n)),
                             Cell(std::string(code_of(estimate.reason))), Cell(stage), Cell(wave)});
    for (const auto& column : by_) row_.push_back(group ? value_by(*group, column) : Cell(Unavailable{}));
    renderer_->row(row_);
  }

 private:
  Renderer* renderer_;
  std::vector<std::string> by_;
  Row row_;
};

// Both instruments' scopes with the same key, where the principles behind it are the same ones.
void print_stage_comparison(TidyPrinter& printer, const ScoredGroup& first, const ScoredGroup& second, bool several_waves) {
  const std::string& wave = first.group->wave;
  const std::string label =
      fmt::format("{}stage={}>{}", several_waves ? "wave=" + wave + ";" : "", first.instrument().stage, second.instrument().stage);
  for (const auto& pair : common_scopes(first.instrument(), second.instrument()))
    for (const auto& [name, estimate] :
         stage_differences(first.statistics.tally().scope(pair.first), second.statistics.tally().scope(pair.second)))
      printer.print(label, first.instrument().scopes()[pair.first].level, first.instrument().scopes()[pair.first].key, name, Quantity::Gap, estimate,
                    first.instrument().name + ">" + second.instrument().name, wave, nullptr);
}

}  // namespace

int statistics(const Arguments& arguments, Io& io) {
  ToolOptions options("statistics", "Every statistic as one tidy table, a row each, for R, Python or a database.", kExamples);
  options.add_input_options();
  options.add_threads_option();
  options.add_grouping_option();
  options.add_output_options({"csv", "tsv", "json", "jsonl", "table", "markdown"});
  if (const auto status = options.parse(arguments, io)) return *status;
  std::vector<Grouping> groupings = {{}};
  groupings.insert(groupings.end(), options.by().begin(), options.by().end());
  const auto partnerships = groupings.size();
  groupings.push_back({"partnership"});

  Session session(options, io);
  if (const auto status = session.read(groupings, TallyDepth::Scopes)) return *status;
  const Survey& survey = session.survey();
  return session.write([&](Renderer& renderer, std::ostream&) {
    TidyPrinter printer(renderer, grouping_columns(options.by()));
    const auto whole = scored_groups(survey, groupings, 0, partnerships);
    for (const auto& group : whole) printer.print(group);
    for (std::size_t g = 1; g < partnerships; ++g)
      for (const auto& group : scored_groups(survey, groupings, g)) printer.print(group);
    for (std::size_t i = 0; i < whole.size(); ++i)
      for (std::size_t j = i + 1; j < whole.size(); ++j)
        if (whole[i].group->wave == whole[j].group->wave) print_stage_comparison(printer, whole[i], whole[j], survey.waves().size() > 1);
    printer.end();
  });
}

}  // namespace partnership::apps
