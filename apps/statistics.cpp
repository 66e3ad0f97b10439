// partnership-statistics: everything, as one tidy table for R, Python or a database: one row per group, level, key and
// statistic.
#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <optional>
#include <ostream>
#include <span>
#include <tuple>

#include "level_report.hpp"
#include "partnership/change.hpp"
#include "partnership/quality.hpp"
#include "partnership/respondents.hpp"
#include "rows_in_order.hpp"
#include "statistic_choice.hpp"
#include "statistic_list.hpp"

namespace partnership::apps {
namespace {

constexpr const char* kExamples =
    "  partnership-statistics examples/case-studies > statistics.csv\n"
    "  partnership-statistics --by partnership --by role DATA.csv\n"
    "  partnership-statistics --only 'gap_mean*' --only congruence DATA.csv\n"
    "  partnership-statistics --list\n"
    "  partnership-statistics --explain gap_mean\n";

constexpr const char* kColumns[] = {"group", "level", "key", "statistic", "value", "lower", "upper", "n", "note", "stage", "wave"};
constexpr Level kLevels[] = {Level::Practice, Level::Block, Level::Principle, Level::Actor, Level::Overall};

Tier tier_of(const std::string& name) { return name == "core" ? Tier::Core : name == "standard" ? Tier::Standard : Tier::Advanced; }

// Into the memory of the text that the cell has held.
void set_text(Cell& cell, std::string_view text) {
  if (auto* held = std::get_if<std::string>(&cell))
    held->assign(text);
  else
    cell = std::string(text);
}

Cell number(double value) { return std::isnan(value) ? Cell(Unavailable{}) : Cell(value); }

// Rows of the tidy table, of the chosen statistics.
class TidyPrinter {
 public:
  // What all rows of one group share.
  struct Place {
    std::string label, stage, wave;
    std::vector<std::pair<std::string, std::string>> values;  // of --by columns, by name
  };

  TidyPrinter(const Printing& to, std::vector<std::string> by, const StatisticChoice& wanted) : to_(to), by_(std::move(by)), wanted_(&wanted) {
    for (const auto& row : statistics_table())
      if (wanted(row)) rows_.push_back(&row);
    Table head;
    for (const char* name : kColumns) head.columns.push_back({name, name});
    for (const auto& column : by_) head.columns.push_back({column, column});
    to_.renderer.begin(head);
  }
  void end() { to_.renderer.end({}); }
  [[nodiscard]] const StatisticChoice& wanted() const { return *wanted_; }

  void print(const ScoredGroups& groups) {
    print_in_order(to_, groups, [this](const ScoredGroup& group, RowBuffer& rows) { fill(rows, group); });
  }

  // The rows of each of many pieces, which rows_of(piece, add) adds.
  using Add = std::function<void(const Place&, std::string_view level, const std::string& key, const StatisticRow&, const Estimate&)>;
  void print(std::size_t pieces, const std::function<void(std::size_t, const Add&)>& rows_of) {
    print_in_order(to_, pieces, [&](std::size_t piece, RowBuffer& rows) {
      rows_of(piece, [&](const Place& place, std::string_view level, const std::string& key, const StatisticRow& row, const Estimate& estimate) {
        fill(rows.add(), place, level, key, row, estimate);
      });
    });
  }

  void print(const Place& place, std::string_view level, const std::string& key, const StatisticRow& row, const Estimate& estimate) {
    fill(row_, place, level, key, row, estimate);
    to_.renderer.row(row_);
  }

 private:
  void fill(RowBuffer& rows, const ScoredGroup& group) const {
    Place place{group.label, group.instrument().name, group.group->wave, {}};
    for (std::size_t i = 0; i < group.by->size(); ++i) place.values.emplace_back((*group.by)[i], group.group->values[i]);
    for (const Level level : kLevels)
      for (const auto& subject : group.statistics.subjects(level)) {
        const std::string key = group.statistics.key(subject);
        for (const Statistic* row : rows_)
          if (row->at(level) && !(row->whole_group_only() && !group.by->empty()))
            fill(rows.add(), place, name_of(level), key, *row, group.statistics.get(*row, subject));
      }
  }

  void fill(Row& row, const Place& place, std::string_view level, const std::string& key, const StatisticRow& statistic, const Estimate& estimate) const {
    row.resize(std::size(kColumns) + by_.size());
    set_text(row[0], place.label);
    set_text(row[1], level);
    set_text(row[2], key);
    set_text(row[3], statistic.name);
    row[4] = cell_of(estimate, statistic.quantity);
    row[5] = number(estimate.lower);
    row[6] = number(estimate.upper);
    row[7] = static_cast<std::int64_t>(estimate.n);
    set_text(row[8], code_of(estimate.reason));
    set_text(row[9], place.stage);
    set_text(row[10], place.wave);
    for (std::size_t i = 0; i < by_.size(); ++i) {
      const auto value = std::find_if(place.values.begin(), place.values.end(), [&](const auto& pair) { return pair.first == by_[i]; });
      if (value == place.values.end())
        row[std::size(kColumns) + i] = Unavailable{};
      else
        set_text(row[std::size(kColumns) + i], value->second);
    }
  }

  Printing to_;
  std::vector<std::string> by_;
  const StatisticChoice* wanted_;
  std::vector<const Statistic*> rows_;
  Row row_;
};

// Both instruments' scopes with the same key, where the principles behind it are the same ones.
void print_stage_comparison(TidyPrinter& printer, const ScoredGroup& first, const ScoredGroup& second, bool several_waves) {
  const std::string& wave = first.group->wave;
  const TidyPrinter::Place place{
      fmt::format("{}stage={}>{}", several_waves ? "wave=" + wave + ";" : "", first.instrument().stage, second.instrument().stage),
      first.instrument().name + ">" + second.instrument().name, wave, {}};
  for (const auto& [a, b] : common_scopes(first.instrument(), second.instrument())) {
    auto differences = stage_differences(first.statistics.tally().scope(a), second.statistics.tally().scope(b), printer.wanted());
    const auto more = stage_differences_of_partnerships(first.statistics, a, second.statistics, b, printer.wanted());
    differences.insert(differences.end(), more.begin(), more.end());
    const Scope& scope = first.instrument().scopes()[a];
    for (const auto& [row, estimate] : differences) printer.print(place, name_of(scope.level), scope.key, *row, estimate);
  }
}

void print_changes(TidyPrinter& printer, const TidyPrinter::Place& place, const Instrument& instrument, const std::vector<Comparison>& changes) {
  for (const auto& change : changes)
    printer.print(place, name_of(change.level), change.level == Level::Practice ? instrument.practices[change.index].code : instrument.scopes()[change.index].key,
                  *change.row, change.estimate);
}

// One wave after another, then the last against the first.
std::vector<std::pair<const ScoredGroup*, const ScoredGroup*>> pairs_of_waves(const std::vector<ScoredGroup>& whole, const Instrument& instrument) {
  std::vector<const ScoredGroup*> waves;
  for (const auto& group : whole)
    if (&group.instrument() == &instrument) waves.push_back(&group);
  std::vector<std::pair<const ScoredGroup*, const ScoredGroup*>> found;
  for (std::size_t i = 1; i < waves.size(); ++i) found.emplace_back(waves[i - 1], waves[i]);
  if (waves.size() > 2) found.emplace_back(waves.front(), waves.back());
  return found;
}

// What a run does beyond groups and stages: single respondents.
struct Respondents {
  const Survey& survey;
  std::size_t grouping;       // kByRespondent
  bool by_partnership;        // --by partnership was given
  bool kept;                  // no tally file has left them out
};

// Every change of linked respondents, where none can be known.
std::vector<Comparison> without_respondents(const Tally& tally, const Choice& wanted, Reason reason) {
  auto changes = linked_change(ChangeTally(tally.instrument_ptr()), true, wanted);
  for (auto& change : changes) change.estimate = {.reason = reason};
  return changes;
}

void print_change(TidyPrinter& printer, const ScoredGroup& a, const ScoredGroup& b, const std::optional<Respondents>& respondents, const std::string& stage) {
  const Instrument& instrument = a.instrument();
  TidyPrinter::Place place{fmt::format("{}change={}>{}", stage, a.group->wave, b.group->wave), instrument.name, a.group->wave + ">" + b.group->wave, {}};
  const bool counts = a.statistics.tally().counts_only() || b.statistics.tally().counts_only();
  if (respondents && (counts || !respondents->kept)) {
    print_changes(printer, place, instrument, without_respondents(a.statistics.tally(), printer.wanted(), counts ? Reason::CountsOnly : Reason::NotTallied));
  } else if (respondents) {
    const auto& groups = respondents->survey.groups(instrument, respondents->grouping);
    const LinkedWaves linked(named_respondents(groups, a.group->wave), named_respondents(groups, b.group->wave), a.statistics.tally().instrument_ptr());
    print_changes(printer, place, instrument, linked_change(linked.all(), true, printer.wanted()));
    if (respondents->by_partnership)
      linked.for_each_partnership([&](const std::string& name, const ChangeTally& change) {
        print_changes(printer, {fmt::format("{};partnership={}", place.label, name), place.stage, place.wave, {{"partnership", name}}}, instrument,
                      linked_change(change, false, printer.wanted()));
        return true;
      });
  }
  print_changes(printer, place, instrument, unlinked_change(a.statistics.tally(), b.statistics.tally(), printer.wanted()));
}

// Of every respondent with a name.
void print_quality(TidyPrinter& printer, const ScoredGroup& group, const Respondents& respondents) {
  constexpr std::size_t kPiece = 64;  // respondents
  const auto& tally = group.statistics.tally();
  const auto& sets = tally.quality().sets;
  (void)sets.settled();  // so that looking at them, by several threads, changes nothing
  const auto named = named_respondents(respondents.survey.groups(group.instrument(), respondents.grouping), group.group->wave);
  printer.print((named.size() + kPiece - 1) / kPiece, [&](std::size_t piece, const TidyPrinter::Add& add) {
    TidyPrinter::Place place{group.label, group.instrument().name, group.group->wave, {}};
    for (const Group* respondent : std::span(named).subspan(piece * kPiece, std::min(kPiece, named.size() - piece * kPiece))) {
      const auto& [partnership, name] = std::tie(respondent->values[0], respondent->values[1]);
      place.values = {{"partnership", partnership}, {"respondent", name}};
      const auto codes = respondent->tally.responses();
      const auto alike = sets.kept() ? std::optional(std::max<std::uint64_t>(1, sets.count(AnswerSets::hash_of(codes)))) : std::nullopt;
      for (const auto& [row, estimate] : quality_figures(quality_of(codes), respondent->tally.invalid_cells(), alike, tally.respondents(), printer.wanted()))
        add(place, "respondent", partnership.empty() ? name : partnership + "/" + name, *row, estimate);
    }
  });
}

// The options that are this tool's own.
struct StatisticsOptions {
  std::string tier = "standard";
  std::vector<std::string> only, explained;
  bool list = false, no_respondents = false;
};

void add_options(ToolOptions& options, StatisticsOptions& own) {
  options.add_input_options();
  options.add_threads_option();
  options.add_grouping_option();
  options.add_choice("--tier", own.tier, {"core", "standard", "advanced"},
                     "core, standard or advanced: each includes those\nbefore it (default standard; with --only and\n--list: advanced)");
  options.add_texts("--only", own.only, "NAME", "Only this statistic; * is any run of characters;\nmay be repeated");
  options.add_flag("--no-respondents", own.no_respondents,
                   "Leave out what needs single respondents: q_* of each,\n"
                   "chg_* between waves. Saves memory for them");
  options.add_flag("--list", own.list, "Print which statistics there are, as a table\n(--format table), and exit");
  options.add_texts("--explain", own.explained, "NAME",
                    "Print what a statistic means, its formula, when it\nis not available and its reference, and exit;\n* as in --only; may be repeated");
  options.add_output_options({"csv", "tsv", "json", "jsonl", "table", "markdown"});
}

// --list and --explain: nothing is read.
int print_catalogue(ToolOptions& options, const StatisticsOptions& own, const StatisticChoice& listed, Io& io) {
  const std::string option = own.list ? "--list" : "--explain";
  if (own.list && !own.explained.empty()) return usage_error("statistics", "--list and --explain do not go together", io);
  if (!options.input().inputs.empty()) return usage_error("statistics", fmt::format("{} reads no input; leave out '{}'", option, options.input().inputs.front()), io);
  if (options.given("--output") && options.output().output.empty()) return usage_error("statistics", "--output: the name is empty", io);
  const auto rows = rows_named(own.explained, "--explain");
  if (!rows) return usage_error("statistics", rows.error(), io);
  if (!options.given("--format")) options.use_format("table");
  const Choice explained = [&](const StatisticRow& row) { return std::find(rows->begin(), rows->end(), &row) != rows->end(); };
  Session session(options, io);
  return session.write([&](const Printing& to) {
    if (own.list) return print_list(to.renderer, options.format(), listed);
    if (options.format() == Format::Table) return print_explanations(to.out, options.render_options(io.terminal), explained);
    if (options.format() == Format::Markdown) return print_page(to.out, explained);
    print_list(to.renderer, options.format(), explained);
  });
}

// What is tallied: everybody, the groupings of --by, and what the chosen statistics need beyond these.
struct Needs {
  std::vector<Grouping> groupings = {{}};
  std::vector<TallyDepth> depths;
  std::size_t printed = 0;  // the first so many groupings are printed
  std::optional<std::size_t> partnerships, respondents;
};

Needs needs_of(const StatisticChoice& choice, const std::vector<Grouping>& by, bool no_respondents) {
  Needs needs;
  needs.groupings.insert(needs.groupings.end(), by.begin(), by.end());
  needs.printed = needs.groupings.size();
  needs.depths.assign(needs.printed, TallyDepth::Scopes);
  if (choice.needs(Basis::Everything) || choice.needs_respondent_level()) needs.depths[0] = TallyDepth::Everything;
  const auto add = [&](const Grouping& grouping, TallyDepth depth) {
    for (std::size_t i = 0; i < needs.groupings.size(); ++i)
      if (needs.groupings[i] == grouping && needs.depths[i] == depth) return i;
    needs.groupings.push_back(grouping);
    needs.depths.push_back(depth);
    return needs.groupings.size() - 1;
  };
  if (choice.needs(Basis::Partnerships)) needs.partnerships = add({"partnership"}, TallyDepth::Scopes);
  if (choice.needs(Basis::Respondents) && !no_respondents) needs.respondents = add(kByRespondent, TallyDepth::Responses);
  return needs;
}

}  // namespace

int statistics(const Arguments& arguments, Io& io) {
  StatisticsOptions own;
  ToolOptions options("statistics", "Every statistic as one tidy table, a row each, for R, Python or a database.", kExamples);
  add_options(options, own);
  if (const auto status = options.parse(arguments, io)) return *status;
  const bool all_tiers = !options.given("--tier") && (own.list || !own.only.empty());
  const auto choice = StatisticChoice::make(all_tiers ? Tier::Advanced : tier_of(own.tier), own.only);
  if (!choice) return usage_error("statistics", choice.error(), io);
  if (own.list || !own.explained.empty()) return print_catalogue(options, own, *choice, io);

  const Needs needs = needs_of(*choice, options.by(), own.no_respondents);
  Session session(options, io);
  if (const auto status = session.read(needs.groupings, needs.depths, {.columns = needs.respondents ? Grouping{"respondent"} : Grouping{}})) return *status;
  const Survey& survey = session.survey();
  std::optional<Respondents> respondents;
  if (needs.respondents) {
    const auto& by = options.by();
    respondents.emplace(Respondents{survey, *needs.respondents, std::find(by.begin(), by.end(), Grouping{"partnership"}) != by.end(),
                                    !survey.lost("respondent")});
  }
  return session.write([&](const Printing& to) {
    TidyPrinter printer(to, grouping_columns(options.by()), *choice);
    const auto everybody = scored_groups(survey, needs.groupings, 0, needs.partnerships);
    printer.print(everybody);
    for (std::size_t g = 1; g < needs.printed; ++g) printer.print(scored_groups(survey, needs.groupings, g));
    if (!to.out) return;
    const auto whole = everybody.all();
    for (std::size_t i = 0; i < whole.size(); ++i)
      for (std::size_t j = i + 1; j < whole.size(); ++j)
        if (whole[i].group->wave == whole[j].group->wave && &whole[i].instrument() != &whole[j].instrument())
          print_stage_comparison(printer, whole[i], whole[j], survey.waves().size() > 1);
    for (const auto& instrument : survey.instruments())
      for (const auto& [a, b] : pairs_of_waves(whole, *instrument))
        print_change(printer, *a, *b, respondents, survey.instruments().size() > 1 ? fmt::format("stage={};", instrument->stage) : "");
    if (respondents && respondents->kept && choice->needs_respondent_level())
      for (const auto& group : whole) print_quality(printer, group, *respondents);
    printer.end();
  });
}

}  // namespace partnership::apps
