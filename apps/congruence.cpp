// partnership-congruence: how congruent are ideal and actual? One table per practice, block, principle, actor or overall.
#include <fmt/format.h>

#include <algorithm>
#include <ostream>
#include <span>
#include <utility>

#include "gate.hpp"
#include "level_report.hpp"
#include "partnership/nearest.hpp"
#include "rows_in_order.hpp"

namespace partnership::apps {
namespace {

constexpr const char* kExamples =
    "  partnership-congruence examples/case-studies\n"
    "  partnership-congruence --level practice --by partnership DATA.csv\n"
    "  partnership-congruence --level practice --counts --format csv DATA.csv\n"
    "  partnership-congruence --matrix --format csv DATA.csv\n";

struct CongruenceOptions {
  std::string level = "principle";
  bool counts = false;
  bool matrix = false;
  std::string statistic = "congruence";  // of the matrix
  std::vector<std::string> gates;
};

std::vector<std::string> people_columns(Level level) {
  switch (level) {
    case Level::Practice: return {"practice", "text", "pairs", "ideal_mean", "actual_mean", "gap_mean", "congruence"};
    case Level::Block: return {"block", "principle_key", "actor", "scored", "ideal_mean", "actual_mean", "gap_mean", "congruence"};
    case Level::Principle: return {"principle", "principle_key", "dimension", "scored", "ideal_mean", "actual_mean", "gap_mean", "congruence"};
    case Level::Actor: return {"actor", "scored", "ideal_mean", "actual_mean", "gap_mean", "congruence"};
    case Level::Overall: return {"scored", "ideal_mean", "actual_mean", "gap_mean", "congruence"};
  }
  return {};
}

std::vector<std::string> machine_columns(Level level) {
  std::vector<std::string> names = identity_columns(level);
  if (level != Level::Practice) names.emplace_back("scored");
  for (const char* name : {"pairs", "ideal_mean", "actual_mean", "gap_mean", "absgap_mean", "agree_exact"}) names.emplace_back(name);
  if (level == Level::Practice) names.emplace_back("agree_within1");
  for (const char* name : {"congruence", "ideal_na", "ideal_blank", "actual_na", "actual_blank", "note"}) names.emplace_back(name);
  return names;
}

// Of one instrument and wave.
bool is_of_one_stage(const Group& a, const Group& b) { return &a.tally.instrument() == &b.tally.instrument() && a.wave == b.wave; }
std::string title_of_stage(const Group& group) { return group.tally.instrument().name + (group.wave.empty() ? "" : ", wave " + group.wave); }

std::vector<std::string> notes_on(const ScoredGroups& groups, Level level, bool explained) {
  std::vector<std::string> notes;
  if (explained)
    notes.emplace_back(level == Level::Practice ? "n: respondents who rated both sides. gap: ideal - actual in scale steps. congruence: 1 - mean |gap| / 3."
                                                : "n: respondents scored, with pairs on at least half of the practices; values are means over respondents. "
                                                  "gap: ideal - actual in scale steps. congruence: 1 - mean |gap| / 3.");
  if (auto note = note_on_counts(groups, level); !note.empty()) notes.push_back(std::move(note));
  return notes;
}

// A table per group; where a group has one row only, a table per stage and wave with the groups as rows.
void print_for_people(const Printing& to, const ScoredGroups& groups, const ColumnSet& columns, Level level, bool explained) {
  const auto& members = groups.members();
  PrintingProgress progress(to, members.size());
  for (std::size_t i = 0; i < members.size() && progress.go_on(i);) {
    const auto [first, by] = members[i];
    const auto is_of_table = [&, first = first, by = by](const ScoredGroups::Member& other) {
      return level == Level::Overall && !by->empty() && is_of_one_stage(*first, *other.group) && by == other.by;
    };
    const bool alone = level != Level::Overall || by->empty();
    Table table{alone ? title_with_n(groups[i]) : title_of_stage(*first), columns.columns(), {}, {}};
    do {
      const ScoredGroup group = groups[i];
      for (const auto& subject : group.statistics.subjects(level)) table.rows.push_back(columns.row(group, subject));
    } while (++i < members.size() && is_of_table(members[i]));
    if (i == members.size()) table.notes = notes_on(groups, level, explained);
    render(table, to.renderer);
  }
}

void print_rows(const Printing& to, const ScoredGroups& groups, const ColumnSet& columns, Level level) {
  to.renderer.begin({"", columns.columns(), {}, {}});
  print_in_order(to, groups, [&](const ScoredGroup& group, RowBuffer& rows) {
    for (const auto& subject : group.statistics.subjects(level)) columns.fill(rows.add(), group, subject);
  });
  to.renderer.end({});
}

// Principle keys of all instruments, in the order of their first appearance.
std::vector<std::string> principle_keys(std::span<const ScoredGroups::Member> members) {
  std::vector<std::string> keys;
  const Instrument* last = nullptr;
  for (const auto& [group, by] : members) {
    if (const auto* instrument = &group->tally.instrument(); std::exchange(last, instrument) == instrument) continue;
    for (const auto& principle : last->principles)
      if (std::find(keys.begin(), keys.end(), principle.key) == keys.end()) keys.push_back(principle.key);
  }
  return keys;
}

Row matrix_row(const ScoredGroup& group, const std::vector<std::string>& by, const std::vector<std::string>& keys, const Statistic& statistic) {
  Row row = {group.instrument().name, group.group->wave};
  for (const auto& column : by) row.push_back(value_by(group, column));
  Row values(keys.size() + 1, Unavailable{});
  for (const auto& subject : group.statistics.subjects(Level::Principle)) {
    const auto& key = group.instrument().principles[*group.instrument().scopes()[subject.index].principle].key;
    values[static_cast<std::size_t>(std::find(keys.begin(), keys.end(), key) - keys.begin())] =
        cell_of(*group.statistics.get(statistic.name, subject), statistic.quantity);
  }
  for (const auto& subject : group.statistics.subjects(Level::Overall))
    if (const auto estimate = group.statistics.get(statistic.name, subject)) values.back() = cell_of(*estimate, statistic.quantity);
  row.insert(row.end(), values.begin(), values.end());
  return row;
}

// Groups down, principles and overall across, one statistic in the cells: without its rows.
Table matrix_head(const std::vector<std::string>& by, const std::vector<std::string>& keys, const Statistic& statistic) {
  Table table{"", {{"stage", "stage"}, {"wave", "wave"}}, {}, {}};
  for (const auto& column : by) table.columns.push_back({column, column});
  for (const auto& key : keys) table.columns.push_back({key, key, style_of(statistic.quantity)});
  table.columns.push_back({"overall", "overall", style_of(statistic.quantity)});
  return table;
}

void print_matrix_rows(const Printing& to, const ScoredGroups& groups, const std::vector<std::string>& by, const Statistic& statistic) {
  const auto keys = principle_keys(groups.members());
  to.renderer.begin(matrix_head(by, keys, statistic));
  print_in_order(to, groups, [&](const ScoredGroup& group, RowBuffer& rows) { rows.add() = matrix_row(group, by, keys, statistic); });
  to.renderer.end({});
}

// People get a table per stage and wave, which then need no columns.
void print_matrix_for_people(const Printing& to, const ScoredGroups& groups, const std::vector<std::string>& by, const Statistic& statistic) {
  const auto& members = groups.members();
  PrintingProgress progress(to, members.size());
  for (std::size_t i = 0; i < members.size() && progress.go_on(i);) {
    const std::size_t first = i;
    while (i < members.size() && is_of_one_stage(*members[first].group, *members[i].group)) ++i;
    const auto keys = principle_keys(std::span(members).subspan(first, i - first));
    Table table = matrix_head(by, keys, statistic);
    table.title = fmt::format("{}: {}", title_of_stage(*members[first].group), statistic.name);
    for (std::size_t at = first; at < i; ++at) table.rows.push_back(matrix_row(groups[at], by, keys, statistic));
    table.columns.erase(table.columns.begin(), table.columns.begin() + 2);
    for (auto& row : table.rows) row.erase(row.begin(), row.begin() + 2);
    render(table, to.renderer);
  }
}

int run_matrix(const ToolOptions& options, const CongruenceOptions& own, Io& io) {
  const std::string& name = own.statistic;
  for (const char* other : {"--level", "--counts", "--columns"})
    if (options.given(other)) return usage_error("congruence", fmt::format("--matrix shows one statistic of the principles; {} does not go with it", other), io);
  const auto gates = parse_gates(own.gates, Level::Principle);
  if (!gates) return usage_error("congruence", gates.error(), io);
  const Statistic* statistic = find_statistic(name, Level::Principle);
  if (!statistic) {
    std::vector<std::string> known;
    for (const auto& row : statistics_table())
      if (row.at(Level::Principle)) known.emplace_back(row.name);
    const std::string hint = did_you_mean(name, known);
    return usage_error("congruence", fmt::format("--statistic: there is no '{}' at the level principle{}", name, hint.empty() ? "" : "; " + hint), io);
  }
  const std::vector<Grouping> groupings = options.by().empty() ? std::vector<Grouping>{{"partnership"}} : options.by();
  Session session(options, io);
  if (const auto status = session.read(groupings, TallyDepth::Scopes)) return *status;
  const auto groups = scored_groups(session.survey(), groupings);
  const auto by = grouping_columns(groupings);
  const int status = session.write([&](const Printing& to) {
    if (for_people(options.format()))
      print_matrix_for_people(to, groups, by, *statistic);
    else
      print_matrix_rows(to, groups, by, *statistic);
  });
  if (status != kDone) return status;
  return any_gate_met(*gates, groups, Level::Principle, options.output().quiet ? nullptr : &io.err) ? kGateMet : kDone;
}

int run_level(const ToolOptions& options, const CongruenceOptions& own, Level level, Io& io) {
  const auto groupings = groupings_or_all(options.by());
  const bool people = for_people(options.format());
  std::vector<std::string> names = options.output().columns;
  if (names.empty()) {
    names = people ? people_columns(level) : with_group_columns(groupings, machine_columns(level));
    if (people && level == Level::Overall) {
      const auto by = grouping_columns(groupings);
      names.insert(names.begin(), by.begin(), by.end());
    }
    if (own.counts) {
      const auto counts = joint_count_columns();
      names.insert(names.end(), counts.begin(), counts.end());
    }
  }
  const auto columns = ColumnSet::choose(names, level, grouping_columns(groupings));
  if (!columns) return usage_error("congruence", columns.error(), io);
  const auto gates = parse_gates(own.gates, level);
  if (!gates) return usage_error("congruence", gates.error(), io);
  Session session(options, io);
  if (const auto status = session.read(groupings, level == Level::Practice ? TallyDepth::Practices : TallyDepth::Scopes)) return *status;
  const auto groups = scored_groups(session.survey(), groupings);
  const int status = session.write([&](const Printing& to) {
    if (people)
      print_for_people(to, groups, *columns, level, options.output().columns.empty());
    else
      print_rows(to, groups, *columns, level);
  });
  if (status != kDone) return status;
  return any_gate_met(*gates, groups, level, options.output().quiet ? nullptr : &io.err) ? kGateMet : kDone;
}

}  // namespace

int congruence(const Arguments& arguments, Io& io) {
  ToolOptions options("congruence", "How congruent are ideal and actual practice? congruence = 1 - mean |gap| / 3.", kExamples);
  CongruenceOptions own;
  options.add_input_options();
  options.add_threads_option();
  options.add_grouping_option();
  options.add_text("--level", own.level, "NAME", "practice, block, principle (default), actor or\noverall");
  options.add_flag("--counts", own.counts, "Add the 36 joint counts n_<ideal>_<actual>");
  options.add_flag("--matrix", own.matrix, "Principles across, groups down (by partnership\nunless --by)");
  options.add_text("--statistic", own.statistic, "NAME", "What the matrix shows (default congruence)");
  options.add_texts("--fail-if", own.gates, "GATE", "Exit with 1 if a row meets NAME OP NUMBER,\nas in 'congruence<0.5'");
  options.add_columns_option();
  options.add_output_options({"table", "csv", "tsv", "json", "jsonl", "markdown"});
  if (const auto status = options.parse(arguments, io)) return *status;
  if (own.matrix) return run_matrix(options, own, io);
  if (options.given("--statistic")) return usage_error("congruence", "--statistic is for --matrix", io);
  const auto level = level_option("congruence", own.level, io);
  return level ? run_level(options, own, *level, io) : static_cast<int>(kWrongUsage);
}

}  // namespace partnership::apps
