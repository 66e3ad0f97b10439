// partnership-change: what changed between waves, and which side moved? A time line with what happened, then each wave with
// the next one and the first with the last: by respondents who answered both (linked), and by all (unlinked).
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "level_report.hpp"
#include "partnership/respondents.hpp"
#include "partnership/statistics.hpp"
#include "wave_comparison.hpp"

namespace partnership::apps {
namespace {

constexpr const char* kExamples =
    "  partnership-change examples/network/network.csv\n"
    "  partnership-change --events events.csv --by partnership DATA.csv\n"
    "  partnership-change --level practice --format csv DATA.csv > change.csv\n";

struct ChangeOptions {
  std::string level = "principle", events, waves;
};

// What is printed: of each stage a time line, for people, and its comparisons.
struct Report {
  const Survey& survey;
  std::vector<WavesOfStage> stages;
  std::vector<std::string> order;
  EventsByWave events;
  WhatToCompare what;

  [[nodiscard]] std::string events_of(const std::string& wave) const {
    const auto found = events.find(wave);
    return found == events.end() ? "" : found->second;
  }
};

std::string shown(const std::string& wave) { return wave.empty() ? "(none)" : wave; }

Cell real(double value) { return std::isnan(value) ? Cell(Unavailable{}) : Cell(value); }

// ---- For people ----

Table time_line(const Report& report, const WavesOfStage& stage) {
  Table table{stage.instrument->name + ": time line",
              {{"wave", "wave"},
               {"respondents", "n"},
               {"ideal_mean", "ideal"},
               {"actual_mean", "actual"},
               {"gap_mean", "gap", NumberStyle::Signed},
               {"congruence", "congruence"}},
              {},
              {}};
  if (!report.events.empty()) table.columns.push_back({"events", "what happened"});
  auto next = stage.waves.begin();  // they are in the same order
  for (const auto& wave : report.order) {
    Row row = {shown(wave)};
    if (next != stage.waves.end() && (*next)->group->wave == wave) {
      const auto& statistics = (*next++)->statistics;
      const Subject all = statistics.subjects(Level::Overall).front();
      row.push_back(statistics.tally().counts_only() ? Cell(Unavailable{})
                                                     : Cell(static_cast<std::int64_t>(statistics.tally().respondents())));
      for (const char* name : {"ideal_mean", "actual_mean", "gap_mean", "congruence"})
        row.push_back(real(statistics.get(name, all)->value));
    } else if (report.events_of(wave).empty()) {
      continue;
    } else {
      row.resize(table.columns.size() - 1);
    }
    if (!report.events.empty()) row.emplace_back(report.events_of(wave));
    table.rows.push_back(std::move(row));
  }
  const bool counts =
      std::any_of(stage.waves.begin(), stage.waves.end(), [](const ScoredGroup* group) { return group->statistics.tally().counts_only(); });
  if (counts) table.notes.emplace_back("Published counts do not tell respondents apart: only practices can be compared, unlinked.");
  return table;
}

// The side whose mean changed more.
std::string moved(const Estimate& ideal, const Estimate& actual) {
  if (!ideal.available() || !actual.available()) return "";
  const double i = std::abs(ideal.value), a = std::abs(actual.value);
  return i == 0 && a == 0 ? "neither" : i == a ? "both" : i > a ? "ideal" : "actual";
}

std::vector<Column> subject_columns(Level level) {
  if (level == Level::Practice) return {{"practice", "code"}, {"text", "practice"}};
  return {{"key", std::string(name_of(level))}};
}

Row subject_cells(const Instrument& instrument, Level level, std::size_t index) {
  if (level == Level::Practice) return {instrument.practices[index].code, instrument.practices[index].text};
  const auto& scope = instrument.scopes()[index];
  if (scope.principle) return {instrument.principles[*scope.principle].key};
  return {scope.actor ? std::string(name_of(*scope.actor)) : std::string("all")};
}

std::string title_of(const WaveComparison& comparison) {
  std::string title = fmt::format("{}, {} to {}", comparison.first->instrument().name, shown(comparison.first->group->wave),
                                  shown(comparison.second->group->wave));
  return comparison.partnership.empty() ? title : title + ", partnership " + comparison.partnership;
}

std::string plural(std::uint64_t n, const char* word) { return fmt::format("{} {}{}", n, word, n == 1 ? "" : "s"); }

// The most respondents that any of the tests has.
std::uint64_t most_linked(const WaveComparison& comparison) {
  std::uint64_t most = 0;
  for (const auto& [index, figures] : comparison.figures) most = std::max(most, comparison(index, "chg_gap_mean").n);
  return most;
}

Table linked_table(const WaveComparison& comparison, Level level) {
  Table table{title_of(comparison), {}, {}, {}};
  if (comparison.unlinkable != Reason::None) {
    table.title += ": linked respondents";
    table.notes.emplace_back(comparison.unlinkable == Reason::CountsOnly ? "Not available: published counts do not tell respondents apart."
                                                                         : "Not available: a tally file has not kept the respondents.");
    return table;
  }
  table.title +=
      fmt::format(": {} linked (only first {}, only second {})", comparison.linked, comparison.first_only, comparison.second_only);
  if (comparison.nameless > 0)
    table.notes.push_back(plural(comparison.nameless, "response") + " cannot be linked: without a name, or several of one name.");
  if (comparison.linked == 0) {
    table.notes.emplace_back("No respondent is named in both waves.");
    return table;
  }
  table.columns = subject_columns(level);
  table.columns.push_back({"n", "n"});
  std::vector<std::string> changes = {"chg_ideal_mean", "chg_actual_mean", "chg_gap_mean"};
  if (level != Level::Practice) changes.emplace_back("chg_congruence_mean");
  for (const auto& name : changes) table.columns.push_back({name, name.substr(4, name.size() - 9), NumberStyle::Signed});
  const std::uint64_t n = most_linked(comparison);
  const bool tested = smallest_p_of(n) <= kSignificance;
  const std::string p = level == Level::Practice ? "chg_gap_wilcoxon_pratt_p_bh" : "chg_gap_wilcoxon_pratt_p";
  if (tested) table.columns.push_back({p, level == Level::Practice ? "p (BH)" : "p", NumberStyle::Probability});
  table.columns.push_back({"moved", "moved"});
  for (const auto& [index, figures] : comparison.figures) {
    Row row = subject_cells(comparison.first->instrument(), level, index);
    row.emplace_back(static_cast<std::int64_t>(comparison(index, "chg_gap_mean").n));
    for (const auto& name : changes) row.push_back(real(comparison(index, name).value));
    if (tested) row.push_back(real(comparison(index, p).value));
    row.emplace_back(moved(comparison(index, "chg_ideal_mean"), comparison(index, "chg_actual_mean")));
    table.rows.push_back(std::move(row));
  }
  if (n == 0)
    table.notes.emplace_back(level == Level::Practice ? "Nobody rated both sides of a practice in both waves."
                                                      : "Nobody rated half of the practices in both waves.");
  else if (!tested)
    table.notes.push_back(fmt::format("{} cannot reach .05 (the smallest possible p is {}): changes are shown, not tested.",
                                      plural(n, "linked respondent"), smallest_p_text(smallest_p_of(n))));
  return table;
}

Table unlinked_table(const WaveComparison& comparison, Level level) {
  Table table{title_of(comparison) + ": change of the gap among all respondents, unlinked", subject_columns(level), {}, {}};
  for (const char* name : {"change", "lower", "upper"}) table.columns.push_back({name, name, NumberStyle::Signed});
  table.columns.push_back({"p", "p", NumberStyle::Probability});
  table.columns.push_back({"delta", "delta", NumberStyle::Signed});
  for (const auto& [index, figures] : comparison.figures) {
    const Estimate& change = comparison(index, "uchg_gap_mean");
    Row row = subject_cells(comparison.first->instrument(), level, index);
    for (const double value :
         {change.value, change.lower, change.upper, comparison(index, "uchg_gap_wmw_p").value, comparison(index, "uchg_gap_cliff").value})
      row.push_back(real(value));
    table.rows.push_back(std::move(row));
  }
  return table;
}

// How far the comparisons of a report are printed.
class ComparisonProgress {
 public:
  ComparisonProgress(const Printing& to, const Report& report)
      : by_partnership_(report.what.by_partnership), progress_(to, all_of(report)) {}

  // Adds the responses of a comparison of everybody or, by partnership, of each one, so that none counts twice. Returns whether
  // to go on.
  bool printed(const WaveComparison& comparison) {
    if (by_partnership_ != comparison.partnership.empty())
      compared_ += 2 * comparison.linked + comparison.first_only + comparison.second_only;
    return progress_.go_on(compared_);
  }

 private:
  static std::uint64_t all_of(const Report& report) {
    std::uint64_t responses = 0;
    for (const auto& stage : report.stages) responses += responses_to_compare(report.survey, stage);
    return responses;
  }

  bool by_partnership_;
  std::uint64_t compared_ = 0;
  PrintingProgress progress_;
};

void print_for_people(const Printing& to, const Report& report) {
  Renderer& renderer = to.renderer;
  ComparisonProgress progress(to, report);
  bool explained = false, unlinked_explained = false;
  const Level level = report.what.level;
  for (const auto& stage : report.stages) {
    render(time_line(report, stage), renderer);
    const bool goes_on = for_each_comparison(report.survey, stage, report.what, [&](const WaveComparison& comparison) {
      Table linked = linked_table(comparison, level);
      if (!linked.rows.empty() && !std::exchange(explained, true))
        linked.notes.push_back(
            fmt::format("Mean change of those who answered both times, second wave minus first. {}moved: the side whose mean changed more. "
                        "p: exact signed rank test of the gap. Who answered at an extreme tends to come back towards the middle, and who "
                        "dropped out may differ from who stayed.",
                        level == Level::Practice ? "n: those with a gap in both; ideal and actual rest on all who gave them twice. " : ""));
      render(linked, renderer);
      const bool all_linked = comparison.linked > 0 && comparison.first_only + comparison.second_only + comparison.nameless == 0;
      const bool counts = comparison.unlinkable == Reason::CountsOnly && level != Level::Practice;  // the time line has said so
      if (!comparison.partnership.empty() || all_linked || counts) return progress.printed(comparison);
      Table unlinked = unlinked_table(comparison, level);
      if (!std::exchange(unlinked_explained, true))
        unlinked.notes.emplace_back(
            "As if different people had answered each time: Welch interval, rank-sum test, delta = Cliff's. Where respondents are linked, "
            "the table above is the one to read.");
      render(unlinked, renderer);
      return progress.printed(comparison);
    });
    if (!goes_on) return;
  }
}

// ---- For machines ----

struct Figure {
  std::string name;
  bool bounds;  // has an interval
};

std::vector<Figure> figures_of(Level level) {
  if (level != Level::Practice)
    return {{"chg_ideal_mean", true},
            {"chg_actual_mean", true},
            {"chg_gap_mean", true},
            {"chg_congruence_mean", true},
            {"chg_gap_wilcoxon_pratt_p", false},
            {"uchg_gap_mean", true},
            {"uchg_gap_wmw_p", false},
            {"uchg_gap_cliff", false}};
  std::vector<Figure> figures = {{"chg_ideal_mean", true}, {"chg_actual_mean", true}, {"chg_gap_mean", true}};
  for (const char* side : {"actual", "gap"})
    for (const char* adjusted : {"", "_holm", "_bh"}) figures.push_back({fmt::format("chg_{}_wilcoxon_pratt_p{}", side, adjusted), false});
  figures.insert(figures.end(), {{"chg_actual_net", true}, {"chg_top2_actual", true}, {"chg_top2_actual_mcnemar_p", false}});
  for (const char* side : {"actual", "gap"})
    figures.insert(figures.end(), {{fmt::format("uchg_{}_mean", side), true},
                                   {fmt::format("uchg_{}_wmw_p", side), false},
                                   {fmt::format("uchg_{}_cliff", side), false}});
  return figures;
}

std::vector<std::string> machine_columns(Level level, bool by_partnership) {
  std::vector<std::string> names = {"stage", "first_wave", "second_wave"};
  if (by_partnership) names.emplace_back("partnership");
  names.insert(names.end(), {"events", "level", "key", "chg_linked", "chg_only_first", "chg_only_second"});
  for (const auto& figure : figures_of(level)) {
    names.push_back(figure.name);
    if (figure.bounds) names.insert(names.end(), {figure.name + "_lower", figure.name + "_upper"});
    if (figure.name.ends_with("_mean")) names.push_back(figure.name + "_n");
  }
  names.emplace_back("note");
  return names;
}

// What happened after the first of the two waves, up to the second.
std::string events_between(const Report& report, const WaveComparison& comparison) {
  std::string happened;
  auto wave = std::find(report.order.begin(), report.order.end(), comparison.first->group->wave);
  do {
    const auto text = report.events_of(*++wave);
    if (!text.empty()) happened.append(happened.empty() ? "" : "; ").append(text);
  } while (*wave != comparison.second->group->wave);
  return happened;
}

void print_rows(const Printing& to, const Report& report) {
  Renderer& renderer = to.renderer;
  ComparisonProgress progress(to, report);
  const Level level = report.what.level;
  const auto figures = figures_of(level);
  Table head;
  for (const auto& name : machine_columns(level, report.what.by_partnership)) head.columns.push_back({name, name});
  renderer.begin(head);
  const auto print = [&](const WaveComparison& comparison) {
    const auto& instrument = comparison.first->instrument();
    const auto happened = events_between(report, comparison);
    const auto count = [&](std::uint64_t n) {
      return comparison.unlinkable == Reason::None ? Cell(static_cast<std::int64_t>(n)) : Cell(Unavailable{});
    };
    for (const auto& [index, of_subject] : comparison.figures) {
      Row row = {instrument.name, comparison.first->group->wave, comparison.second->group->wave};
      if (report.what.by_partnership) row.emplace_back(comparison.partnership);
      row.insert(row.end(), {Cell(happened), Cell(std::string(name_of(level))),
                             Cell(level == Level::Practice ? instrument.practices[index].code : instrument.scopes()[index].key),
                             count(comparison.linked), count(comparison.first_only), count(comparison.second_only)});
      std::vector<std::string_view> reasons;
      for (const auto& figure : figures) {
        const Estimate& estimate = comparison(index, figure.name);
        row.push_back(real(estimate.value));
        if (figure.bounds) row.insert(row.end(), {real(estimate.lower), real(estimate.upper)});
        if (figure.name.ends_with("_mean")) row.emplace_back(static_cast<std::int64_t>(estimate.n));
        const auto code = code_of(estimate.reason);
        if (!code.empty() && std::find(reasons.begin(), reasons.end(), code) == reasons.end()) reasons.push_back(code);
      }
      row.emplace_back(fmt::format("{}", fmt::join(reasons, ";")));
      renderer.row(row);
    }
    return progress.printed(comparison);
  };
  for (const auto& stage : report.stages)
    if (!for_each_comparison(report.survey, stage, report.what, print)) return;
  renderer.end({});
}

// ---- The run ----

void note_what_is_left_out(const Report& report, Io& io) {
  const std::set<std::string> named(report.order.begin(), report.order.end());
  for (const auto& wave : report.survey.waves())
    if (named.count(wave) == 0)
      io.err << "note: wave '" << for_terminal(wave, io.terminal.charset) << "' is left out: --waves does not name it\n";
  for (const auto& [wave, event] : report.events)
    if (named.count(wave) == 0)
      io.err << "note: the event '" << for_terminal(event, io.terminal.charset) << "' is left out: --waves does not name its wave '"
             << for_terminal(wave, io.terminal.charset) << "'\n";
  if (std::all_of(report.stages.begin(), report.stages.end(), [](const WavesOfStage& stage) { return stage.waves.size() < 2; }))
    io.err << "note: no stage has responses of two waves; nothing to compare\n";
}

int run(const ToolOptions& options, const ChangeOptions& own, Level level, Io& io) {
  if (level == Level::Block) return usage_error("change", "--level: change is given for practices, principles, actors and overall", io);
  const bool by_partnership = !options.by().empty();
  if (by_partnership && options.by() != std::vector<Grouping>{{"partnership"}})
    return usage_error("change", "--by: change can be given by partnership only; for others choose with --where", io);
  EventsByWave events;
  bool events_may_be_cut = false;
  if (!own.events.empty()) {
    const auto loaded = load_wave_events(own.events);
    if (!loaded) {
      print_fault(loaded.error(), io);
      return kBadInput;
    }
    events = by_wave(loaded->events);
    events_may_be_cut = loaded->has_open_end;
  }
  std::vector<Grouping> groupings = {{}, kByRespondent};
  std::vector<TallyDepth> depths = {TallyDepth::Scopes, TallyDepth::Responses};
  if (by_partnership) {
    groupings.push_back({"partnership"});
    depths.push_back(TallyDepth::Scopes);
  }
  Session session(options, io);
  if (const auto status = session.read(groupings, depths, {.columns = {"respondent"}})) return *status;
  const Survey& survey = session.survey();
  const auto order = order_of_waves(split_list(own.waves), survey.waves(), events);
  if (!order) return usage_error("change", order.error(), io);
  const auto groups = scored_groups(survey, groupings, kEverybody).all();
  const Report report{
      survey, stages_in_order(survey, groups, *order), *order, std::move(events), {level, by_partnership, !survey.lost("respondent")}};
  if (!options.output().quiet) {
    if (events_may_be_cut) io.err << "note: " << for_terminal(note_on_open_end(own.events, "events"), io.terminal.charset) << '\n';
    note_what_is_left_out(report, io);
  }
  return session.write([&](const Printing& to) {
    if (for_people(options.format()))
      print_for_people(to, report);
    else
      print_rows(to, report);
  });
}

}  // namespace

int change(const Arguments& arguments, Io& io) {
  ToolOptions options("change", "What changed between waves, and which side moved? Keeps every response in memory.", kExamples);
  ChangeOptions own;
  options.add_input_options();
  options.add_threads_option();
  options.add_grouping_option("partnership: the same for the linked respondents of\neach partnership too");
  options.add_text("--level", own.level, "NAME", "practice, principle (default), actor or overall");
  options.add_text("--waves", own.waves, "LIST",
                   "The waves in the order of time, as in 'pilot,main';\nothers are left out (default: all, as they sort)");
  options.add_text("--events", own.events, "FILE", "What happened: a CSV with the columns wave and event,\nor a YAML list of such pairs");
  options.add_output_options({"table", "csv", "tsv", "json", "jsonl", "markdown"});
  if (const auto status = options.parse(arguments, io)) return *status;
  const auto level = level_option("change", own.level, io);
  return level ? run(options, own, *level, io) : static_cast<int>(kWrongUsage);
}

}  // namespace partnership::apps
