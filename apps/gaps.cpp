// partnership-gaps: where are the largest gaps? Ranked shortfalls and excesses, what is most congruent, what is least
// valued, importance against performance; tests and flags where the number of respondents lets a test say anything, and
// credible intervals where it does not.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <ostream>
#include <utility>

#include "gap_table.hpp"
#include "gate.hpp"
#include "level_report.hpp"
#include "quadrants.hpp"
#include "rows_in_order.hpp"

namespace partnership::apps {
namespace {

constexpr const char* kExamples =
    "  partnership-gaps examples/case-studies/pacific-bay.csv\n"
    "  partnership-gaps --best --top 3 --by partnership DATA.csv\n"
    "  partnership-gaps --quadrants --crosshair middle DATA.csv\n"
    "  partnership-gaps --fail-if 'gap_mean>=1' --quiet DATA.csv\n";

struct GapsOptions {
  std::string level = "practice";
  bool best = false, least_valued = false, quadrants = false;
  std::string crosshair_name = "mean";
  [[nodiscard]] Crosshair crosshair() const { return crosshair_name == "mean" ? Crosshair::Mean : Crosshair::Middle; }
  int top = 5;
  double threshold = 0;
  std::vector<std::string> gates;
};

enum class Ranking { Shortfall, Excess, Congruence, LeastValued, Quadrants };
constexpr std::string_view kRankingTitles[] = {"largest shortfalls", "largest excesses", "greatest congruence", "least valued (lowest ideals)"};

// Quadrants are named as the statistic that says them, less its ipa_.
std::string ranking_name(Ranking ranking, const GapsOptions& own) {
  if (ranking == Ranking::Quadrants) return own.crosshair() == Crosshair::Mean ? "quadrants_mean" : "quadrants_mid";
  constexpr std::string_view kNames[] = {"shortfall", "excess", "congruence", "least_valued"};
  return std::string(kNames[static_cast<int>(ranking)]);
}

struct Ranked {
  Subject subject;
  std::optional<std::int64_t> rank;  // none in quadrants
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
      case Ranking::Quadrants:
        break;  // placed, not ranked
    }
  }
  return found;
}

// The first `top` ranks; ties share the smallest rank and stay together.
std::vector<Ranked> ranked(const ScoredGroup& group, Level level, Ranking ranking, const GapsOptions& own) {
  if (ranking == Ranking::Quadrants) {
    std::vector<Ranked> rows;
    for (const auto& placed : placed_practices(group, own.crosshair())) rows.push_back({placed.subject, std::nullopt});
    return rows;
  }
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

// Of rankings that are not of gaps.
std::vector<std::string> plain_columns(Ranking ranking) {
  if (ranking == Ranking::LeastValued) return {"practice", "text", "ideal_valid", "ideal_mean_all"};
  return {"practice", "text", "pairs", "ideal_mean", "actual_mean", "congruence"};
}

std::string nothing_ranked(Ranking ranking, const GapsOptions& own, const Power& power) {
  if (ranking != Ranking::Shortfall && ranking != Ranking::Excess) return "None: nothing was rated.";
  if (power.n == 0) return "None: nobody gave a point on both sides.";
  if (own.threshold > 0) return fmt::format("None of {:g} steps or more.", own.threshold);
  return fmt::format("None: no ideal is {} its actual rating on average.", ranking == Ranking::Excess ? "below" : "above");
}

Table people_table(const ScoredGroup& group, Level level, Ranking ranking, const GapsOptions& own, const Power& power, Screen screen) {
  Table table{fmt::format("{}, {}", title_with_n(group), kRankingTitles[static_cast<int>(ranking)]), {{"rank", "rank"}}, {}, {}};
  const auto fill = [&](const std::vector<Column>& columns, auto&& row_of) {
    table.columns.insert(table.columns.end(), columns.begin(), columns.end());
    for (const auto& [subject, rank] : ranked(group, level, ranking, own)) {
      Row row = row_of(subject);
      row.insert(row.begin(), *rank);
      table.rows.push_back(std::move(row));
    }
  };
  if (ranking == Ranking::Shortfall || ranking == Ranking::Excess) {
    GapTable gaps(group, level, power, screen, ranking == Ranking::Shortfall ? Flags::Wanted : Flags::None);
    fill(gaps.columns(), [&](const Subject& subject) { return gaps.row(subject); });
    table.notes = gaps.notes();
  } else {
    const auto columns = *ColumnSet::choose(plain_columns(ranking), level, {});
    fill(columns.columns(), [&](const Subject& subject) { return columns.row(group, subject); });
  }
  if (table.rows.empty()) {
    table.columns.clear();
    table.notes = {nothing_ranked(ranking, own, power)};
  }
  return table;
}

std::vector<Ranking> rankings(const GapsOptions& own) {
  std::vector<Ranking> chosen;
  if (own.best) chosen.push_back(Ranking::Congruence);
  if (own.least_valued) chosen.push_back(Ranking::LeastValued);
  if (own.quadrants) chosen.push_back(Ranking::Quadrants);
  return chosen.empty() ? std::vector<Ranking>{Ranking::Shortfall, Ranking::Excess} : chosen;
}

void print_for_people(const Printing& to, const ScoredGroups& groups, Level level, const GapsOptions& own, Screen screen) {
  const std::string about_counts = note_on_counts(groups, level);
  PrintingProgress progress(to, groups.size());
  for (std::size_t i = 0; i < groups.size() && progress.go_on(i); ++i) {
    const ScoredGroup group = groups[i];
    const Power power = power_of(group, level);
    bool explained = false;  // once a group
    for (const Ranking ranking : rankings(own)) {
      if (ranking == Ranking::Quadrants) {
        print_quadrants(to.renderer, group, own.crosshair());
        continue;
      }
      Table table = people_table(group, level, ranking, own, power, screen);
      if (!table.rows.empty() && std::exchange(explained, true)) table.notes.clear();
      if (auto note = without_pairs(group); ranking == Ranking::Excess && level == Level::Practice && power.n > 0 && !note.empty())
        table.notes.push_back(std::move(note));
      if (table.rows.empty() && !about_counts.empty()) table.notes = {about_counts};
      render(table, to.renderer);
    }
  }
}

std::vector<std::string> machine_columns(Level level) {
  std::vector<std::string> names = identity_columns(level);
  const auto append = [&](std::initializer_list<const char*> more) { names.insert(names.end(), more.begin(), more.end()); };
  if (level != Level::Practice) append({"scored"});
  append({"pairs", "ideal_mean", "actual_mean", "gap_mean", "gap_mean_lower", "gap_mean_upper"});
  if (level == Level::Practice) append({"gap_mean_cred", "gap_mean_cred_lower", "gap_mean_cred_upper"});
  append({"net_shortfall", "net_shortfall_lower", "net_shortfall_upper", "congruence", "wilcoxon_pratt_p", "wilcoxon_pratt_p_bh",
          "wilcoxon_pratt_p_holm", "sign_p", "p_min", "gap_rank", "flag"});
  if (level == Level::Practice) append({"congruence_rank", "ideal_mean_all", "ipa_quadrant_mean", "ipa_quadrant_mid"});
  append({"note"});
  return names;
}

// Where the mean crosshair of the group lies. As statistics these are of the level overall.
constexpr std::string_view kCuts[] = {"ipa_cut_ideal", "ipa_cut_actual"};

// `cuts`: with the crosshair, before the note, which is last.
void print_rows(const Printing& to, const ScoredGroups& groups, const ColumnSet& columns, Level level, const GapsOptions& own, bool cuts) {
  Table head{"", {{"ranking", "ranking"}, {"rank", "rank"}}, {}, {}};
  head.columns.insert(head.columns.end(), columns.columns().begin(), columns.columns().end());
  if (cuts)
    for (const auto name : kCuts) head.columns.insert(head.columns.end() - 1, {std::string(name), std::string(name)});
  to.renderer.begin(head);
  print_in_order(to, groups, [&](const ScoredGroup& group, RowBuffer& rows) {
    for (const Ranking ranking : rankings(own))
      for (const auto& [subject, rank] : ranked(group, level, ranking, own)) {
        Row& row = rows.add();
        row = columns.row(group, subject);
        row.insert(row.begin(), {Cell(ranking_name(ranking, own)), rank ? Cell(*rank) : Cell(Unavailable{})});
        if (cuts)
          for (const Estimate& cut : {group.statistics.importance().cut_ideal, group.statistics.importance().cut_actual})
            row.insert(row.end() - 1, cell_of(cut, Quantity::Mean));
      }
  });
  to.renderer.end({});
}

// What is wrong with the choice of tables, or "".
std::string wrong_choice(const ToolOptions& options, const GapsOptions& own, Level level) {
  if (level == Level::Actor || level == Level::Overall) return "--level: gaps are ranked among practices, blocks or principles";
  if ((own.best || own.least_valued) && level != Level::Practice) return "--best and --least-valued rank practices";
  if (own.quadrants && level != Level::Practice) return "--quadrants sorts practices";
  if (options.given("--crosshair") && !own.quadrants) return "--crosshair is for --quadrants";
  if (own.quadrants && options.given("--threshold")) return "--threshold does not go with --quadrants, which has every practice";
  if (own.quadrants && !own.best && !own.least_valued && options.given("--top"))
    return "--top does not go with --quadrants, which has every practice";
  return "";
}

int run(const ToolOptions& options, const GapsOptions& own, Level level, Io& io) {
  if (const auto wrong = wrong_choice(options, own, level); !wrong.empty()) return usage_error("gaps", wrong, io);
  const auto gates = parse_gates(own.gates, level);
  if (!gates) return usage_error("gaps", gates.error(), io);
  const auto groupings = groupings_or_all(options.by());
  const auto& wanted = options.output().columns;
  const auto columns =
      ColumnSet::choose(wanted.empty() ? with_group_columns(groupings, machine_columns(level)) : wanted, level, grouping_columns(groupings));
  if (!columns) return usage_error("gaps", columns.error(), io);
  Session session(options, io);
  if (const auto status = session.read(groupings, level == Level::Practice ? TallyDepth::Practices : TallyDepth::Scopes)) return *status;
  const auto groups = scored_groups(session.survey(), groupings);
  const bool people = for_people(options.format()) && wanted.empty();
  const Screen screen =
      options.format() == Format::Markdown || session.render_options().width >= kRoomyWidth ? Screen::Roomy : Screen::Narrow;
  const int status = session.write([&](const Printing& to) {
    if (people)
      print_for_people(to, groups, level, own, screen);
    else
      print_rows(to, groups, *columns, level, own, wanted.empty() && level == Level::Practice);
  });
  if (status != kDone) return status;
  if (const auto note = note_on_counts(groups, level); !people && !options.output().quiet && !note.empty())
    io.err << "note: " << note << '\n';
  return any_gate_met(*gates, groups, level, options.output().quiet ? nullptr : &io.err) ? kGateMet : kDone;
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
  options.add_flag("--quadrants", own.quadrants, "Importance and performance instead: every\npractice in one of four quadrants");
  options.add_choice("--crosshair", own.crosshair_name, {"mean", "middle"},
                     "Where the quadrants meet: at the means over the\npractices (mean, default) or at 2.5 (middle)");
  options.add_texts("--fail-if", own.gates, "GATE", "Exit with 1 if any row of the level meets\nNAME OP NUMBER, as in 'gap_mean>=1'");
  options.add_columns_option();
  options.add_output_options({"table", "csv", "tsv", "json", "jsonl", "markdown"});
  if (const auto status = options.parse(arguments, io)) return *status;
  const auto level = level_option("gaps", own.level, io);
  return level ? run(options, own, *level, io) : static_cast<int>(kWrongUsage);
}

}  // namespace partnership::apps
