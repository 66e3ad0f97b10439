// partnership-agreement: do the respondents of a partnership see it alike, and is the scale reliable? For people a few
// tables for each partnership and two for all of them; for machines a row per group and practice or scope.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <ostream>
#include <utility>

#include "level_report.hpp"
#include "partnership/agreement.hpp"
#include "role_split.hpp"
#include "rows_in_order.hpp"

namespace partnership::apps {
namespace {

constexpr const char* kExamples =
    "  partnership-agreement examples/case-studies/western-district.csv\n"
    "  partnership-agreement --where wave=2025 examples/network/network.csv\n"
    "  partnership-agreement --level practice --format csv DATA.csv > agreement.csv\n";

// Mean distances up to a sixth of the number of points are read as agreement (Burke & Dunlap 2002).
// Means are rounded, so the last bits do not decide.
constexpr double kAlike = 4.0 / 6 + 1e-9;
// Respondents below whom reliability is unstable, and below whom people are not shown it at all.
constexpr std::uint64_t kUnstable = 30, kFewest = 10;
constexpr std::string_view kSides[] = {"ideal", "actual"};
constexpr std::string_view kValues[] = {"ideal", "actual", "gap"};

struct AgreementOptions {
  std::string level = "principle";
  int top = 5;
  double skewed_variance = kSkewedVariance;
};

// The groupings of a run, by place.
struct Groupings {
  std::vector<Grouping> all = {{}, {"partnership"}};  // the whole group, and the partnerships it is made of
  std::vector<std::size_t> reported;                  // whose agreement is asked
  std::vector<std::size_t> by_role;                   // for each of these, the same by role too

  explicit Groupings(std::vector<Grouping> by) {
    if (by.empty()) by.push_back({"partnership"});
    for (auto& grouping : by) {
      reported.push_back(place_of(grouping));
      if (std::find(grouping.begin(), grouping.end(), "role") == grouping.end()) grouping.emplace_back("role");
      by_role.push_back(place_of(grouping));
    }
  }
  [[nodiscard]] std::vector<Grouping> by() const {
    std::vector<Grouping> found;
    for (const std::size_t place : reported) found.push_back(all[place]);
    return found;
  }

 private:
  std::size_t place_of(const Grouping& grouping) {
    const auto found = std::find(all.begin(), all.end(), grouping);
    if (found == all.end()) all.push_back(grouping);
    return static_cast<std::size_t>(std::find(all.begin(), all.end(), grouping) - all.begin());
  }
};

// A group whose agreement is asked, with its roles.
struct InformantGroups {
  ScoredGroups::Member whole;
  std::vector<const Group*> roles;
};
struct Informants {  // the same, scored
  ScoredGroup whole;
  const std::vector<const Group*>& roles;
};

std::vector<InformantGroups> groups_of(const Survey& survey, const Groupings& groupings) {
  std::vector<InformantGroups> found;
  for (std::size_t i = 0; i < groupings.reported.size(); ++i) {
    std::size_t at = found.size();
    for (const auto& whole : members_of(survey, groupings.all, groupings.reported[i])) found.push_back({whole, {}});
    if (groupings.by_role[i] == groupings.reported[i]) continue;
    for (const auto& role : members_of(survey, groupings.all, groupings.by_role[i])) {
      // Both come by instrument, wave and values in the same order, the roles of a group together.
      const auto is_of = [&](const Group& whole) {
        return &whole.tally.instrument() == &role.group->tally.instrument() && whole.wave == role.group->wave &&
               std::equal(whole.values.begin(), whole.values.end(), role.group->values.begin());
      };
      while (!is_of(*found[at].whole.group)) ++at;
      found[at].roles.push_back(role.group);
    }
  }
  return found;
}

Estimate estimate(const ScoredGroup& group, const Subject& subject, std::string_view name, std::string_view of) {
  return *group.statistics.get(fmt::format("{}{}", name, of), subject);
}
Estimate estimate(const ScoredGroup& group, const Subject& subject, std::string_view name) { return *group.statistics.get(name, subject); }
Cell real(double value) { return std::isnan(value) ? Cell(Unavailable{}) : Cell(value); }
Cell real(const Estimate& of) { return cell_of(of, Quantity::Mean); }
Cell whole(const Estimate& of) { return cell_of(of, Quantity::Count); }

std::string name_of_scope(const ScoredGroup& group, const Subject& subject) {
  const auto& principle = group.instrument().scopes()[subject.index].principle;
  return principle ? group.instrument().principles[*principle].key : "overall";
}

std::string reading_of(const Estimate& deviation) { return !deviation.available() ? "" : deviation.value <= kAlike ? "alike" : "apart"; }

// Principles and overall, or overall only.
std::vector<Subject> scopes_of(const ScoredGroup& group, Level level) {
  std::vector<Subject> subjects;
  if (level != Level::Overall) subjects = group.statistics.subjects(Level::Principle);
  for (const auto& overall : group.statistics.subjects(Level::Overall)) subjects.push_back(overall);
  return subjects;
}

Table principles_table(const ScoredGroup& group, Level level) {
  Table table{title_with_n(group) + ": do they see it alike?",
              {{"key", "principle"},
               {"side", "side"},
               {"practices", "practices"},
               {"ad", "AD"},
               {"reading", "seen"},
               {"rwgj", "r_WG(J)"},
               {"rwgj_star", "r*_WG(J)"},
               {"alpha", "alpha"}},
              {},
              {}};
  if (group.statistics.tally().respondents() == 1) {
    table.columns.clear();
    table.notes.emplace_back("One respondent: nobody to agree with.");
    return table;
  }
  for (const auto& subject : scopes_of(group, level)) {
    std::string key = name_of_scope(group, subject);
    for (const auto side : kSides) {
      const Estimate deviation = estimate(group, subject, side, "_adj");
      // It rises with the number of practices: over all of them it says nothing.
      const bool joint = subject.level == Level::Principle;
      table.rows.push_back({std::exchange(key, ""), std::string(side), static_cast<std::int64_t>(deviation.n), real(deviation),
                            reading_of(deviation), joint ? real(estimate(group, subject, side, "_rwgj")) : Cell(Unavailable{}),
                            joint ? real(estimate(group, subject, side, "_rwgj_star")) : Cell(Unavailable{}),
                            real(estimate(group, subject, "kripp_alpha_", side))});
    }
  }
  return table;
}

// Practices that two or more rated, those on which they differ most first: by what is done, then by what is wanted.
std::vector<Subject> most_contested(const ScoredGroup& group) {
  struct Contest {
    double actual, ideal;
    Subject subject;
  };
  std::vector<Contest> found;
  for (const auto& subject : group.statistics.subjects(Level::Practice)) {
    const Estimate actual = estimate(group, subject, "actual_ad"), ideal = estimate(group, subject, "ideal_ad");
    const auto known = [](const Estimate& of) { return of.available() ? of.value : -1; };
    if (actual.available() || ideal.available()) found.push_back({known(actual), known(ideal), subject});
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const Contest& a, const Contest& b) { return std::pair(a.actual, a.ideal) > std::pair(b.actual, b.ideal); });
  std::vector<Subject> subjects;
  subjects.reserve(found.size());
  for (const Contest& contest : found) subjects.push_back(contest.subject);
  return subjects;
}

// The first of them, with who says what; or, at the level of practices, all of them with r_WG.
Table contested_table(const Informants& informants, int top, Level level) {
  const ScoredGroup& group = informants.whole;
  const bool all = level == Level::Practice;
  Table table{group.title + (all ? ", practices, the most contested first" : ", most contested practices"),
              {{"practice", "code"}, {"text", "practice"}, {"n", "n"}, {"ideal_ad", "AD ideal"}, {"actual_ad", "AD actual"}},
              {},
              {}};
  if (all) table.columns.insert(table.columns.end(), {{"ideal_rwg", "r_WG ideal"}, {"actual_rwg", "r_WG actual"}});
  const bool roles = !all && !informants.roles.empty();
  if (roles) table.columns.push_back({"roles", "actual by role"});
  for (const auto& subject : most_contested(group)) {
    const Estimate ideal = estimate(group, subject, "ideal_ad"), actual = estimate(group, subject, "actual_ad");
    const bool differ = ideal.value > 0 || actual.value > 0;
    if (!all && (!differ || table.rows.size() == static_cast<std::size_t>(top))) break;
    const auto& practice = group.instrument().practices[subject.index];
    table.rows.push_back({practice.code, practice.text, static_cast<std::int64_t>(actual.n), real(ideal), real(actual)});
    if (all)
      for (const auto side : kSides) table.rows.back().push_back(real(estimate(group, subject, side, "_rwg")));
    if (roles) table.rows.back().emplace_back(actual_by_role(informants.roles, subject.index));
  }
  if (table.rows.empty()) {
    table.columns.clear();
    table.notes.emplace_back("None: wherever two or more answered, they answered alike.");
  }
  return table;
}

Table partnerships_table(const ScoredGroup& group, Level level) {
  Table table{
      group.title + fmt::format(", {} partnerships: how much of the difference lies between them?", group.statistics.partnerships().size()),
      {{"key", "principle"}, {"of", "of"}, {"n", "n"}, {"icc1", "ICC(1)"}, {"lower", "lower"}, {"upper", "upper"}, {"icc2", "ICC(2)"}},
      {},
      {}};
  for (const auto& subject : scopes_of(group, level)) {
    std::string key = name_of_scope(group, subject);
    for (const auto of : kValues) {
      const Estimate single = estimate(group, subject, "icc1_", of);
      table.rows.push_back({std::exchange(key, ""), std::string(of), static_cast<std::int64_t>(single.n), real(single), real(single.lower),
                            real(single.upper), real(estimate(group, subject, "icc2_", of))});
    }
  }
  table.notes.emplace_back(
      "n = partnerships. ICC(1): share of the variance of respondents' scores that lies between partnerships, with 95 % interval. "
      "ICC(2): how reliably a partnership's mean is known. Read either below 0 as 0.");
  return table;
}

// The most respondents that rated every practice of some principle.
std::uint64_t most_complete(const ScoredGroup& group) {
  std::uint64_t most = 0;
  for (const auto& subject : group.statistics.subjects(Level::Principle))
    for (const auto of : kValues) most = std::max(most, estimate(group, subject, "alpha_", of).n);
  return most;
}

Table reliability_table(const ScoredGroup& group) {
  Table table{group.title + ": is the scale reliable?",
              {{"key", "principle"},
               {"of", "of"},
               {"n", "n"},
               {"items", "items"},
               {"alpha", "alpha"},
               {"lower", "lower"},
               {"upper", "upper"},
               {"lambda2", "lambda-2"},
               {"omega", "omega"}},
              {},
              {}};
  if (group.statistics.tally().counts_only() || most_complete(group) < kFewest) {
    table.columns.clear();
    table.notes.emplace_back(
        group.statistics.tally().counts_only()
            ? "Not available: published counts do not tell respondents apart."
            : "Fewer than 10 respondents rated every practice of a principle: that cannot be said. --format csv gives the "
              "figures all the same.");
    return table;
  }
  std::uint64_t least = kUnstable;
  for (const auto& subject : group.statistics.subjects(Level::Principle)) {
    std::string key = name_of_scope(group, subject);
    for (const auto of : kValues) {
      const Estimate alpha = estimate(group, subject, "alpha_", of);
      least = std::min(least, alpha.n);
      table.rows.push_back({std::exchange(key, ""), std::string(of), static_cast<std::int64_t>(alpha.n),
                            whole(estimate(group, subject, "alpha_items_", of)), real(alpha), real(alpha.lower), real(alpha.upper),
                            real(estimate(group, subject, "lambda2_", of)), real(estimate(group, subject, "omega_", of))});
    }
  }
  table.notes.emplace_back(
      "n = respondents who rated every practice of the principle. alpha: Cronbach's, with Feldt's 95 % interval; items without variance "
      "are left "
      "out. omega needs 50 respondents.");
  if (least < kUnstable) table.notes.emplace_back("Below 30 respondents these figures are unstable.");
  return table;
}

Table items_table(const ScoredGroup& group) {
  Table table{group.title + ": each practice with the others of its principle", {{"practice", "code"}, {"text", "practice"}}, {}, {}};
  constexpr std::pair<const char*, const char*> kFigures[] = {{"alpha_deleted_", "alpha without, "}, {"item_rest_", "item-rest, "}};
  for (const auto& [name, heading] : kFigures)
    for (const auto of : kSides) table.columns.push_back({fmt::format("{}{}", name, of), fmt::format("{}{}", heading, of)});
  for (const auto& subject : group.statistics.subjects(Level::Practice)) {
    const auto& practice = group.instrument().practices[subject.index];
    table.rows.push_back({practice.code, practice.text});
    for (const auto& [name, heading] : kFigures)
      for (const auto of : kSides) table.rows.back().push_back(real(estimate(group, subject, name, of)));
  }
  table.notes.emplace_back(
      "alpha without: of the principle's other practices; a practice that raises it measures something else. item-rest: correlation with "
      "their sum.");
  return table;
}

void print_for_people(const Printing& to, const Survey& survey, const std::vector<InformantGroups>& all, const ScoredGroups& wholes,
                      const AgreementOptions& own, Level level) {
  PrintingProgress progress(to, all.size() + wholes.size());
  std::size_t printed = 0;
  bool explained = false;
  for (const auto& [whole, roles] : all) {
    if (!progress.go_on(printed++)) return;
    Informants informants{scored(survey, whole), roles};
    informants.whole.statistics.assume_skewed_variance(own.skewed_variance);
    Table table = principles_table(informants.whole, level);
    if (!table.rows.empty() && !std::exchange(explained, true))
      table.notes.emplace_back(
          "practices: those that two or more rated. AD: mean distance from the mean answer, in steps; up to two thirds of one is read as "
          "alike "
          "(Burke & Dunlap 2002). r_WG(J): 1 = no spread, 0 = as much as by chance; it rises with the number of practices, so it is not "
          "given "
          "overall; r*_WG(J) does not. alpha: Krippendorff's; near 0 where practices hardly differ, even if all answer alike: read AD "
          "first.");
    render(table, to.renderer);
    if (level != Level::Overall && informants.whole.statistics.tally().respondents() != 1)
      render(contested_table(informants, own.top, level), to.renderer);
  }
  for (auto group : wholes) {
    if (!progress.go_on(printed++)) return;
    group.statistics.assume_skewed_variance(own.skewed_variance);
    if (!group.statistics.tally().counts_only() && group.statistics.partnerships().size() > 1)
      render(partnerships_table(group, level), to.renderer);
    if (level == Level::Overall) continue;
    render(reliability_table(group), to.renderer);
    if (level == Level::Practice && most_complete(group) >= kFewest) render(items_table(group), to.renderer);
  }
}

std::vector<std::string> machine_columns(Level level) {
  std::vector<std::string> names = identity_columns(level);
  if (level == Level::Overall) names.emplace_back("respondents");
  if (level != Level::Practice) names.emplace_back("scored");
  const auto append = [&](std::string_view before, std::string_view after, std::span<const std::string_view> of) {
    for (const auto each : of) names.push_back(fmt::format("{}{}{}", before, each, after));
  };
  if (level == Level::Practice) {
    for (const char* figure : {"_valid", "_mean_all", "_ad", "_rwg", "_rwg_skew", "_awg"}) append("", figure, kSides);
    for (const char* figure : {"alpha_deleted_", "item_rest_"}) append(figure, "", kValues);
  } else {
    for (const char* figure : {"_adj", "_rwgj", "_rwgj_skew", "_rwgj_star"}) append("", figure, kSides);
    append("kripp_alpha_", "", kSides);
    for (const char* ending : {"", "_lower", "_upper"}) append("icc1_", ending, kValues);
    append("icc2_", "", kValues);
  }
  if (level == Level::Principle) {
    for (const char* figure : {"alpha_items_", "lambda2_", "omega_"}) append(figure, "", kValues);
    for (const char* ending : {"", "_lower", "_upper", "_n"}) append("alpha_", ending, kValues);
  }
  names.emplace_back("note");
  return names;
}

void print_rows(const Printing& to, const ScoredGroups& groups, const ColumnSet& columns, const AgreementOptions& own, Level level) {
  print_in_order(to, groups, [&](ScoredGroup& group, RowBuffer& rows) {
    group.statistics.assume_skewed_variance(own.skewed_variance);
    for (const auto& subject : group.statistics.subjects(level)) columns.fill(rows.add(), group, subject);
  });
}

int run(const ToolOptions& options, const AgreementOptions& own, Level level, Io& io) {
  if (level == Level::Block || level == Level::Actor)
    return usage_error("agreement", "--level: agreement is given for practices, principles and overall", io);
  const Groupings groupings(options.by());
  const auto& wanted = options.output().columns;
  const auto by = groupings.by();
  auto names = wanted.empty() ? with_group_columns(by, machine_columns(level)) : wanted;
  if (wanted.empty()) names.insert(names.begin(), "group");  // tells the whole from those without a partnership
  const auto columns = ColumnSet::choose(names, level, grouping_columns(by));
  if (!columns) return usage_error("agreement", columns.error(), io);
  std::vector<TallyDepth> depths(groupings.all.size(), TallyDepth::Scopes);
  depths[0] = TallyDepth::Everything;
  for (const std::size_t place : groupings.by_role)
    if (std::find(groupings.reported.begin(), groupings.reported.end(), place) == groupings.reported.end())
      depths[place] = TallyDepth::Practices;
  Session session(options, io);
  if (const auto status = session.read(groupings.all, depths, {.columns = {"role"}})) return *status;
  const Survey& survey = session.survey();
  const auto groups = groups_of(survey, groupings);
  const auto wholes = scored_groups(survey, groupings.all, 0, 1);
  return session.write([&](const Printing& to) {
    if (for_people(options.format()) && wanted.empty()) return print_for_people(to, survey, groups, wholes, own, level);
    std::vector<ScoredGroups::Member> members;
    members.reserve(groups.size());
    for (const auto& one : groups) members.push_back(one.whole);
    to.renderer.begin({"", columns->columns(), {}, {}});
    print_rows(to, {survey, std::move(members)}, *columns, own, level);
    print_rows(to, wholes, *columns, own, level);
    to.renderer.end({});
  });
}

}  // namespace

int agreement(const Arguments& arguments, Io& io) {
  ToolOptions options("agreement", "Do the respondents of a partnership see it alike, and is the scale reliable?", kExamples);
  AgreementOptions own;
  options.add_input_options();
  options.add_threads_option();
  options.add_grouping_option("Whose agreement: group by these columns, crossed\n(default partnership); repeat for another grouping");
  options.add_text("--level", own.level, "NAME",
                   "practice, principle (default) or overall; practice\nlists them all, with their part in the reliability");
  options.add_number("--top", own.top, 1, 100000, "How many contested practices (default 5)");
  options.add_number("--skewed-variance", own.skewed_variance, 0.01, 2.25,
                     "Of chance answers that lean to one end, for the\ncolumns *_rwg_skew and *_rwgj_skew (default .79)");
  options.add_columns_option();
  options.add_output_options({"table", "csv", "tsv", "json", "jsonl", "markdown"});
  if (const auto status = options.parse(arguments, io)) return *status;
  const auto level = level_option("agreement", own.level, io);
  return level ? run(options, own, *level, io) : static_cast<int>(kWrongUsage);
}

}  // namespace partnership::apps
