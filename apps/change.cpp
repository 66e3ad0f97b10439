// partnership-change: what changed between waves, and which side moved? A time line with what happened, then each wave with
// the next one and the first with the last: by respondents who answered both (linked), and by all (unlinked).
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "level_report.hpp"
#include "partnership/change.hpp"
#include "partnership/nearest.hpp"
#include "partnership/respondents.hpp"
#include "partnership/statistics.hpp"
#include "partnership/wave_events.hpp"

namespace partnership::apps {
namespace {

constexpr const char* kExamples =
    "  partnership-change examples/network/network.csv\n"
    "  partnership-change --events events.csv --by partnership DATA.csv\n"
    "  partnership-change --level practice --format csv DATA.csv > change.csv\n";

struct ChangeOptions {
  std::string level = "principle", events, waves;
};

// Two waves of one stage, or of one of its partnerships.
struct Comparison {
  const ScoredGroup* first;
  const ScoredGroup* second;
  std::string partnership;  // empty: everybody
  std::uint64_t linked = 0, first_only = 0, second_only = 0;
  // By name, of each subject of the level.
  std::map<std::size_t, std::map<std::string_view, partnership::Comparison>> figures;

  [[nodiscard]] Estimate operator()(std::size_t index, std::string_view name) const {
    const auto subject = figures.find(index);
    if (subject == figures.end()) return {};
    const auto found = subject->second.find(name);
    return found == subject->second.end() ? Estimate{} : found->second.estimate;
  }
};

void add(Comparison& into, const std::vector<partnership::Comparison>& figures, Level level) {
  for (const auto& figure : figures)
    if (figure.level == level) into.figures[figure.index].emplace(figure.row->name, figure);
}

Comparison compare(const ScoredGroup& first, const ScoredGroup& second, const ChangeTally& linked, std::string partnership, Level level) {
  Comparison made{&first, &second, std::move(partnership), linked.linked(), linked.first_only(), linked.second_only(), {}};
  add(made, linked_change(linked), level);
  if (made.partnership.empty()) add(made, unlinked_change(first.statistics.tally(), second.statistics.tally()), level);
  return made;
}

// What one stage's waves are, in the order asked for.
struct Stage {
  InstrumentPtr instrument;
  std::vector<const ScoredGroup*> waves;
};

std::vector<Stage> stages_of(const Survey& survey, const std::vector<ScoredGroup>& groups, const std::vector<std::string>& order) {
  std::vector<Stage> stages;
  for (const auto& instrument : survey.instruments()) {
    Stage stage{instrument, {}};
    for (const auto& wave : order)
      for (const auto& group : groups)
        if (&group.instrument() == instrument.get() && group.group->wave == wave) stage.waves.push_back(&group);
    stages.push_back(std::move(stage));
  }
  return stages;
}

// Each wave with the next, then the first with the last.
std::vector<Comparison> comparisons_of(const Survey& survey, const Stage& stage, std::size_t respondents, bool by_partnership,
                                       Level level) {
  std::vector<std::pair<const ScoredGroup*, const ScoredGroup*>> pairs;
  for (std::size_t i = 1; i < stage.waves.size(); ++i) pairs.emplace_back(stage.waves[i - 1], stage.waves[i]);
  if (stage.waves.size() > 2) pairs.emplace_back(stage.waves.front(), stage.waves.back());
  const auto groups = survey.groups(*stage.instrument, respondents);
  std::vector<Comparison> found;
  for (const auto& [first, second] : pairs) {
    const auto linked =
        link_waves(named_respondents(groups, first->group->wave), named_respondents(groups, second->group->wave), stage.instrument);
    found.push_back(compare(*first, *second, linked.all, "", level));
    if (!by_partnership) continue;
    for (const auto& [name, change] : linked.partnerships) found.push_back(compare(*first, *second, change, name, level));
  }
  return found;
}

Cell real(double value) { return std::isnan(value) ? Cell(Unavailable{}) : Cell(value); }

std::string events_of(const std::vector<WaveEvent>& events, const std::string& wave) {
  std::string text;
  for (const auto& event : events)
    if (event.wave == wave) text += (text.empty() ? "" : "; ") + event.event;
  return text;
}

// ---- For people ----

Table time_line(const Stage& stage, const std::vector<std::string>& order, const std::vector<WaveEvent>& events) {
  Table table{stage.instrument->name + ": time line",
              {{"wave", "wave"},
               {"respondents", "n"},
               {"ideal_mean", "ideal"},
               {"actual_mean", "actual"},
               {"gap_mean", "gap", NumberStyle::Signed},
               {"congruence", "congruence"}},
              {},
              {}};
  if (!events.empty()) table.columns.push_back({"events", "what happened"});
  for (const auto& wave : order) {
    const auto found =
        std::find_if(stage.waves.begin(), stage.waves.end(), [&](const ScoredGroup* group) { return group->group->wave == wave; });
    Row row = {wave.empty() ? Cell("(none)") : Cell(wave)};
    if (found == stage.waves.end()) {
      if (events_of(events, wave).empty()) continue;
      row.resize(table.columns.size() - 1);
    } else {
      const auto& statistics = (*found)->statistics;
      const Subject all = statistics.subjects(Level::Overall).front();
      row.emplace_back(static_cast<std::int64_t>(statistics.tally().respondents()));
      for (const char* name : {"ideal_mean", "actual_mean", "gap_mean", "congruence"})
        row.push_back(real(statistics.get(name, all)->value));
    }
    if (!events.empty()) row.emplace_back(events_of(events, wave));
    table.rows.push_back(std::move(row));
  }
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

std::string title_of(const Comparison& comparison) {
  std::string title =
      fmt::format("{}, {} to {}", comparison.first->instrument().name, comparison.first->group->wave, comparison.second->group->wave);
  return comparison.partnership.empty() ? title : title + ", partnership " + comparison.partnership;
}

// The most respondents that any of the tests has.
std::uint64_t most_linked(const Comparison& comparison) {
  std::uint64_t most = 0;
  for (const auto& [index, figures] : comparison.figures) most = std::max(most, comparison(index, "chg_gap_mean").n);
  return most;
}

// Responses of both waves that nobody's name is on.
std::uint64_t unnamed_of(const Comparison& comparison) {
  if (!comparison.partnership.empty()) return 0;
  const auto all = comparison.first->statistics.tally().respondents() + comparison.second->statistics.tally().respondents();
  return all - 2 * comparison.linked - comparison.first_only - comparison.second_only;
}

Table linked_table(const Comparison& comparison, Level level) {
  Table table{title_of(comparison), {}, {}, {}};
  table.title +=
      fmt::format(": {} linked (only first {}, only second {})", comparison.linked, comparison.first_only, comparison.second_only);
  if (const auto unnamed = unnamed_of(comparison); unnamed > 0)
    table.notes.push_back(fmt::format("{} response{} without a name cannot be linked.", unnamed, unnamed == 1 ? "" : "s"));
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
  if (!tested && n > 0)
    table.notes.push_back(
        fmt::format("{} linked respondent{} cannot reach .05 (the smallest possible p is {:.4g}): changes are shown, not tested.", n,
                    n == 1 ? "" : "s", smallest_p_of(n)));
  return table;
}

Table unlinked_table(const Comparison& comparison, Level level) {
  Table table{title_of(comparison) + ": change of the gap among all respondents, unlinked", subject_columns(level), {}, {}};
  for (const char* name : {"change", "lower", "upper"}) table.columns.push_back({name, name, NumberStyle::Signed});
  table.columns.push_back({"p", "p", NumberStyle::Probability});
  table.columns.push_back({"delta", "delta", NumberStyle::Signed});
  for (const auto& [index, figures] : comparison.figures) {
    const Estimate change = comparison(index, "uchg_gap_mean");
    Row row = subject_cells(comparison.first->instrument(), level, index);
    for (const double value :
         {change.value, change.lower, change.upper, comparison(index, "uchg_gap_wmw_p").value, comparison(index, "uchg_gap_cliff").value})
      row.push_back(real(value));
    table.rows.push_back(std::move(row));
  }
  return table;
}

void print_for_people(Renderer& renderer, const std::vector<Stage>& stages, const std::vector<std::vector<Comparison>>& comparisons,
                      const std::vector<std::string>& order, const std::vector<WaveEvent>& events, Level level) {
  bool explained = false, unlinked_explained = false;
  for (std::size_t i = 0; i < stages.size(); ++i) {
    render(time_line(stages[i], order, events), renderer);
    for (const auto& comparison : comparisons[i]) {
      Table linked = linked_table(comparison, level);
      if (comparison.linked > 0 && !std::exchange(explained, true))
        linked.notes.emplace_back(
            "Mean change of those who answered both times, second wave minus first. moved: the side whose mean changed more. p: exact "
            "signed "
            "rank test of the gap. Who answered at an extreme tends to come back towards the middle, and who dropped out may differ from "
            "who stayed.");
      render(linked, renderer);
      const bool all_linked = comparison.linked > 0 && comparison.first_only + comparison.second_only + unnamed_of(comparison) == 0;
      if (!comparison.partnership.empty() || all_linked) continue;
      Table unlinked = unlinked_table(comparison, level);
      if (!std::exchange(unlinked_explained, true))
        unlinked.notes.emplace_back(
            "As if different people had answered each time: Welch interval, rank-sum test, delta = Cliff's. Where respondents are linked, "
            "the table above is the one to read.");
      render(unlinked, renderer);
    }
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

void print_rows(Renderer& renderer, const std::vector<Stage>& stages, const std::vector<std::vector<Comparison>>& comparisons,
                const std::vector<std::string>& order, const std::vector<WaveEvent>& events, Level level, bool by_partnership) {
  Table head;
  for (const auto& name : machine_columns(level, by_partnership)) head.columns.push_back({name, name});
  renderer.begin(head);
  for (std::size_t i = 0; i < stages.size(); ++i)
    for (const auto& comparison : comparisons[i]) {
      // What happened after the first of the two waves, up to the second.
      std::string happened;
      const auto place = [&](const ScoredGroup* group) { return std::find(order.begin(), order.end(), group->group->wave); };
      for (auto wave = place(comparison.first) + 1; wave <= place(comparison.second); ++wave)
        if (const auto of_wave = events_of(events, *wave); !of_wave.empty()) happened += (happened.empty() ? "" : "; ") + of_wave;
      for (const auto& [index, figures] : comparison.figures) {
        Row row = {stages[i].instrument->name, comparison.first->group->wave, comparison.second->group->wave};
        if (by_partnership) row.emplace_back(comparison.partnership);
        const auto& instrument = *stages[i].instrument;
        row.insert(row.end(), {Cell(happened), Cell(std::string(name_of(level))),
                               Cell(level == Level::Practice ? instrument.practices[index].code : instrument.scopes()[index].key),
                               Cell(static_cast<std::int64_t>(comparison.linked)), Cell(static_cast<std::int64_t>(comparison.first_only)),
                               Cell(static_cast<std::int64_t>(comparison.second_only))});
        std::vector<std::string_view> reasons;
        for (const auto& figure : figures_of(level)) {
          const Estimate estimate = comparison(index, figure.name);
          row.push_back(real(estimate.value));
          if (figure.bounds) row.insert(row.end(), {real(estimate.lower), real(estimate.upper)});
          if (figure.name.ends_with("_mean")) row.emplace_back(static_cast<std::int64_t>(estimate.n));
          const auto code = code_of(estimate.reason);
          if (!code.empty() && std::find(reasons.begin(), reasons.end(), code) == reasons.end()) reasons.push_back(code);
        }
        row.emplace_back(fmt::format("{}", fmt::join(reasons, ";")));
        renderer.row(row);
      }
    }
  renderer.end({});
}

// ---- The run ----

// The waves in the order of --waves, or as they sort, which for dates like 2025-03 is that of time. An event's wave without
// responses has its place among them.
tl::expected<std::vector<std::string>, std::string> order_of(const std::vector<std::string>& asked, const std::vector<std::string>& known,
                                                             const std::vector<WaveEvent>& events) {
  for (auto wave = asked.begin(); wave != asked.end(); ++wave) {
    if (std::count(asked.begin(), wave, *wave) > 0) return tl::unexpected(fmt::format("--waves: '{}' is there twice", *wave));
    const bool happened = std::any_of(events.begin(), events.end(), [&](const WaveEvent& event) { return event.wave == *wave; });
    if (happened || std::find(known.begin(), known.end(), *wave) != known.end()) continue;
    const auto hint = did_you_mean(*wave, known);
    return tl::unexpected(fmt::format("--waves: no response is of the wave '{}'; {}", *wave,
                                      hint.empty() ? fmt::format("there are: {}", fmt::join(known, ", ")) : hint));
  }
  if (!asked.empty()) return asked;
  std::vector<std::string> order = known;
  for (const auto& event : events)
    if (std::find(order.begin(), order.end(), event.wave) == order.end()) order.push_back(event.wave);
  std::sort(order.begin(), order.end(), natural_less);
  return order;
}

void note_what_is_left_out(const std::vector<std::string>& order, const std::vector<std::string>& known,
                           const std::vector<WaveEvent>& events, Io& io) {
  const auto is_out = [&](const std::string& wave) { return std::find(order.begin(), order.end(), wave) == order.end(); };
  for (const auto& wave : known)
    if (is_out(wave)) io.err << "note: wave '" << for_terminal(wave, io.terminal.charset) << "' is left out: --waves does not name it\n";
  for (const auto& event : events)
    if (is_out(event.wave))
      io.err << "note: the event '" << for_terminal(event.event, io.terminal.charset) << "' is left out: --waves does not name its wave '"
             << for_terminal(event.wave, io.terminal.charset) << "'\n";
}

int run(const ToolOptions& options, const ChangeOptions& own, Level level, Io& io) {
  if (level == Level::Block) return usage_error("change", "--level: change is given for practices, principles, actors and overall", io);
  const bool by_partnership = !options.by().empty();
  if (by_partnership && options.by() != std::vector<Grouping>{{"partnership"}})
    return usage_error("change", "--by: change can be given by partnership only; for others choose with --where", io);
  std::vector<WaveEvent> events;
  if (!own.events.empty()) {
    auto loaded = load_wave_events(own.events);
    if (!loaded) {
      print_fault(loaded.error(), io);
      return kBadInput;
    }
    events = std::move(*loaded);
  }
  const std::vector<Grouping> groupings = {{}, kByRespondent};
  Session session(options, io);
  if (const auto status = session.read(groupings, {TallyDepth::Scopes, TallyDepth::Responses}, {.columns = {"respondent", "partnership"}}))
    return *status;
  const Survey& survey = session.survey();
  const auto order = order_of(split_list(own.waves), survey.waves(), events);
  if (!order) return usage_error("change", order.error(), io);
  const auto groups = scored_groups(survey, groupings, 0);
  const auto stages = stages_of(survey, groups, *order);
  std::vector<std::vector<Comparison>> comparisons;
  for (const auto& stage : stages) comparisons.push_back(comparisons_of(survey, stage, 1, by_partnership, level));
  if (!options.output().quiet) {
    note_what_is_left_out(*order, survey.waves(), events, io);
    if (std::all_of(comparisons.begin(), comparisons.end(), [](const auto& of_stage) { return of_stage.empty(); }))
      io.err << "note: no stage has responses of two waves; nothing to compare\n";
  }
  return session.write([&](Renderer& renderer, std::ostream&) {
    if (for_people(options.format()))
      print_for_people(renderer, stages, comparisons, *order, events, level);
    else
      print_rows(renderer, stages, comparisons, *order, events, level, by_partnership);
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
