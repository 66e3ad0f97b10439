// partnership-statistics: everything, as one tidy table for R, Python or a database: one row per group, level, key and
// statistic.
#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <optional>
#include <ostream>
#include <tuple>

#include "level_report.hpp"
#include "partnership/change.hpp"
#include "partnership/quality.hpp"
#include "partnership/respondents.hpp"

namespace partnership::apps {
namespace {

constexpr const char* kExamples =
    "  partnership-statistics examples/case-studies > statistics.csv\n"
    "  partnership-statistics --by partnership --by role DATA.csv\n";

constexpr Level kLevels[] = {Level::Practice, Level::Block, Level::Principle, Level::Actor, Level::Overall};

Tier tier_of(const std::string& name) { return name == "core" ? Tier::Core : name == "standard" ? Tier::Standard : Tier::Advanced; }

Cell number(double value) { return std::isnan(value) ? Cell(Unavailable{}) : Cell(value); }

// Rows of the tidy table, of the chosen tier and those below it.
class TidyPrinter {
 public:
  // What all rows of one group share.
  struct Place {
    std::string label, stage, wave;
    std::vector<std::pair<std::string, std::string>> values;  // of --by columns, by name
  };

  TidyPrinter(Renderer& renderer, const std::ostream& out, std::vector<std::string> by, Tier tier)
      : renderer_(&renderer), out_(&out), by_(std::move(by)), tier_(tier) {
    Table head;
    for (const char* name : {"group", "level", "key", "statistic", "value", "lower", "upper", "n", "note", "stage", "wave"})
      head.columns.push_back({name, name});
    for (const auto& column : by_) head.columns.push_back({column, column});
    renderer_->begin(head);
  }
  void end() {
    renderer_->end({});
    if (error_ != 0) errno = error_;
  }
  [[nodiscard]] bool wants(Tier tier) const { return tier <= tier_; }

  void print(const ScoredGroup& group) {
    Place place{group.label, group.instrument().name, group.group->wave, {}};
    for (std::size_t i = 0; i < group.by->size(); ++i) place.values.emplace_back((*group.by)[i], group.group->values[i]);
    for (const Level level : kLevels)
      for (const auto& subject : group.statistics.subjects(level)) {
        if (error_ != 0) return;
        const std::string key = group.statistics.key(subject);
        for (const auto& row : statistics_table())
          if (wants(row.tier) && row.at(level) && !(row.whole_group_only() && !group.by->empty()))
            print(place, name_of(level), key, row.name, row.quantity, group.statistics.get(row, subject));
      }
  }

  void print(const Place& place, std::string_view level, const std::string& key, std::string_view statistic, Quantity quantity, const Estimate& estimate) {
    row_.clear();
    row_.insert(row_.end(), {Cell(place.label), Cell(std::string(level)), Cell(key), Cell(std::string(statistic)), cell_of(estimate, quantity),
                             number(estimate.lower), number(estimate.upper), Cell(static_cast<std::int64_t>(estimate.n)),
                             Cell(std::string(code_of(estimate.reason))), Cell(place.stage), Cell(place.wave)});
    for (const auto& column : by_) {
      const auto value = std::find_if(place.values.begin(), place.values.end(), [&](const auto& pair) { return pair.first == column; });
      row_.push_back(value == place.values.end() ? Cell(Unavailable{}) : Cell(value->second));
    }
    renderer_->row(row_);
    if (error_ == 0 && !*out_) error_ = errno;
  }

 private:
  Renderer* renderer_;
  const std::ostream* out_;
  int error_ = 0;  // why writing failed; computing goes on between rows and sets errno too
  std::vector<std::string> by_;
  Tier tier_;
  Row row_;
};

// Both instruments' scopes with the same key, where the principles behind it are the same ones.
void print_stage_comparison(TidyPrinter& printer, const ScoredGroup& first, const ScoredGroup& second, bool several_waves) {
  const std::string& wave = first.group->wave;
  const TidyPrinter::Place place{
      fmt::format("{}stage={}>{}", several_waves ? "wave=" + wave + ";" : "", first.instrument().stage, second.instrument().stage),
      first.instrument().name + ">" + second.instrument().name, wave, {}};
  for (const auto& [a, b] : common_scopes(first.instrument(), second.instrument())) {
    auto differences = stage_differences(first.statistics.tally().scope(a), second.statistics.tally().scope(b));
    if (printer.wants(Tier::Standard)) {
      const auto more = stage_differences_of_partnerships(first.statistics, a, second.statistics, b);
      differences.insert(differences.end(), more.begin(), more.end());
    }
    const Scope& scope = first.instrument().scopes()[a];
    for (const auto& [name, estimate, quantity] : differences) printer.print(place, name_of(scope.level), scope.key, name, quantity, estimate);
  }
}

void print_changes(TidyPrinter& printer, const TidyPrinter::Place& place, const Instrument& instrument, const std::vector<Comparison>& changes) {
  for (const auto& change : changes)
    if (printer.wants(change.tier))
      printer.print(place, name_of(change.level), change.level == Level::Practice ? instrument.practices[change.index].code : instrument.scopes()[change.index].key,
                    change.name, change.quantity, change.estimate);
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

std::vector<Comparison> not_tallied(std::vector<Comparison> changes) {
  for (auto& change : changes) change.estimate = {.reason = Reason::NotTallied};
  return changes;
}

void print_change(TidyPrinter& printer, const ScoredGroup& a, const ScoredGroup& b, const std::optional<Respondents>& respondents, const std::string& stage) {
  const Instrument& instrument = a.instrument();
  TidyPrinter::Place place{fmt::format("{}change={}>{}", stage, a.group->wave, b.group->wave), instrument.name, a.group->wave + ">" + b.group->wave, {}};
  if (respondents && !respondents->kept) {
    print_changes(printer, place, instrument, not_tallied(linked_change(ChangeTally(a.statistics.tally().instrument_ptr()))));
  } else if (respondents && !a.statistics.tally().counts_only() && !b.statistics.tally().counts_only()) {
    const auto groups = respondents->survey.groups(instrument, respondents->grouping);
    const LinkedWaves linked =
        link_waves(named_respondents(groups, a.group->wave), named_respondents(groups, b.group->wave), a.statistics.tally().instrument_ptr());
    print_changes(printer, place, instrument, linked_change(linked.all));
    if (respondents->by_partnership)
      for (const auto& [name, change] : linked.partnerships)
        print_changes(printer, {fmt::format("{};partnership={}", place.label, name), place.stage, place.wave, {{"partnership", name}}}, instrument,
                      linked_change(change, false));
  }
  if (printer.wants(Tier::Standard)) print_changes(printer, place, instrument, unlinked_change(a.statistics.tally(), b.statistics.tally()));
}

// Of every respondent with a name.
void print_quality(TidyPrinter& printer, const ScoredGroup& group, const Respondents& respondents) {
  const auto& sets = group.statistics.tally().quality().sets;
  TidyPrinter::Place place{group.label, group.instrument().name, group.group->wave, {}};
  for (const Group* respondent : named_respondents(respondents.survey.groups(group.instrument(), respondents.grouping), group.group->wave)) {
    const auto& [partnership, name] = std::tie(respondent->values[0], respondent->values[1]);
    place.values = {{"partnership", partnership}, {"respondent", name}};
    const auto codes = respondent->tally.responses();
    const auto alike = sets.kept() ? std::optional(std::max<std::uint64_t>(1, sets.count(AnswerSets::hash_of(codes)))) : std::nullopt;
    for (const auto& [statistic, tier, quantity, estimate] :
         quality_figures(quality_of(codes), respondent->tally.invalid_cells(), alike, group.statistics.tally().respondents()))
      if (printer.wants(tier)) printer.print(place, "respondent", partnership.empty() ? name : partnership + "/" + name, statistic, quantity, estimate);
  }
}

}  // namespace

int statistics(const Arguments& arguments, Io& io) {
  std::string tier = "standard";
  bool no_respondents = false;
  ToolOptions options("statistics", "Every statistic as one tidy table, a row each, for R, Python or a database.", kExamples);
  options.add_input_options();
  options.add_threads_option();
  options.add_grouping_option();
  options.add_choice("--tier", tier, {"core", "standard", "advanced"}, "core, standard or advanced: each includes those\nbefore it (default standard)");
  options.add_flag("--no-respondents", no_respondents,
                   "Leave out what needs single respondents: q_* of each,\n"
                   "chg_* between waves. Saves memory for them");
  options.add_output_options({"csv", "tsv", "json", "jsonl", "table", "markdown"});
  if (const auto status = options.parse(arguments, io)) return *status;
  std::vector<Grouping> groupings = {{}};
  groupings.insert(groupings.end(), options.by().begin(), options.by().end());
  const auto partnerships = groupings.size();
  groupings.push_back({"partnership"});
  std::vector<TallyDepth> depths(groupings.size(), TallyDepth::Scopes);
  depths[0] = TallyDepth::Everything;
  if (!no_respondents) {
    groupings.push_back(kByRespondent);
    depths.push_back(TallyDepth::Responses);
  }

  Session session(options, io);
  if (const auto status = session.read(groupings, depths, {.columns = no_respondents ? Grouping{} : Grouping{"respondent"}})) return *status;
  const Survey& survey = session.survey();
  std::optional<Respondents> respondents;
  if (!no_respondents) {
    const auto& by = options.by();
    respondents.emplace(Respondents{survey, groupings.size() - 1, std::find(by.begin(), by.end(), Grouping{"partnership"}) != by.end(),
                                    !survey.lost("respondent")});
  }
  return session.write([&](Renderer& renderer, std::ostream& out) {
    TidyPrinter printer(renderer, out, grouping_columns(options.by()), tier_of(tier));
    const auto whole = scored_groups(survey, groupings, 0, partnerships);
    for (const auto& group : whole) printer.print(group);
    for (std::size_t g = 1; g < partnerships; ++g)
      for (const auto& group : scored_groups(survey, groupings, g)) printer.print(group);
    for (std::size_t i = 0; i < whole.size(); ++i)
      for (std::size_t j = i + 1; j < whole.size(); ++j)
        if (whole[i].group->wave == whole[j].group->wave && &whole[i].instrument() != &whole[j].instrument())
          print_stage_comparison(printer, whole[i], whole[j], survey.waves().size() > 1);
    for (const auto& instrument : survey.instruments())
      for (const auto& [a, b] : pairs_of_waves(whole, *instrument))
        print_change(printer, *a, *b, respondents, survey.instruments().size() > 1 ? fmt::format("stage={};", instrument->stage) : "");
    if (respondents && respondents->kept)
      for (const auto& group : whole) print_quality(printer, group, *respondents);
    printer.end();
  });
}

}  // namespace partnership::apps
