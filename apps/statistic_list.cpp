#include "statistic_list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <ostream>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "level_report.hpp"

namespace partnership::apps {
namespace {

constexpr const char* kPageHead =
    "# Statistics\n"
    "\n"
    "What `partnership-statistics` prints, from the table in the library. This page is written by\n"
    "\n"
    "```sh\n"
    "partnership-statistics --explain '*' --format markdown --output examples/statistics.md\n"
    "```\n"
    "\n"
    "- **Points**: ideal 1 to 4, actual a = 1 to d = 4. A **pair** is a practice with a point on both sides; its gap D is\n"
    "  ideal - actual. N/A and blank are no points; nothing is filled in.\n"
    "- **Half rule**: on a principle, block, actor or overall a respondent has a score if they gave pairs on at least half of its\n"
    "  K practices. The respondent is the unit there, the pair (or the answer) on a practice.\n"
    "- **Intervals** are 95 %. t(.975, df) is the quantile of Student's t, z = 1.96 that of the normal distribution.\n"
    "- **Not available**: the value is empty and `note` has the code in brackets; if only the interval is missing, `note` says why.\n"
    "- **p-values** are two-sided; ties and zeros are decided on whole numbers. None is printed as 0.\n"
    "- **Tiers**: core, standard, advanced; `--tier` chooses.\n";

// What of a topic is wanted.
std::vector<const StatisticRow*> chosen(const Topic& topic, const Choice& wanted) {
  std::vector<const StatisticRow*> rows;
  std::copy_if(topic.rows.begin(), topic.rows.end(), std::back_inserter(rows), [&](const auto* row) { return wanted(*row); });
  return rows;
}

std::string levels_of(const StatisticRow& row, std::string_view between) { return fmt::format("{}", fmt::join(level_names(row), between)); }

// The shortest words for sets of scopes.
std::string short_levels_of(const StatisticRow& row) {
  const bool block = row.at(Level::Block), principle = row.at(Level::Principle), actor = row.at(Level::Actor), overall = row.at(Level::Overall);
  if (principle && actor && (block || overall)) return block && overall ? "scopes" : block ? "scopes but overall" : "scopes but block";
  return levels_of(row, ", ");
}

void print_for_people(Renderer& renderer, const Choice& wanted) {
  Table table{"", {{"statistic", "statistic"}, {"tier", "tier"}, {"levels", "levels"}, {"meaning", "meaning"}}, {}, {}};
  bool scopes = false;
  std::vector<Table> tables;
  for (const auto& topic : statistics_by_topic()) {
    table.title = topic.heading;
    table.rows.clear();
    for (const auto* row : chosen(topic, wanted)) {
      table.rows.push_back({std::string(row->name), std::string(name_of(row->tier)), short_levels_of(*row), explain(*row).meaning});
      scopes = scopes || short_levels_of(*row).starts_with("scopes");
    }
    if (!table.rows.empty()) tables.push_back(table);
  }
  if (scopes) tables.back().notes.emplace_back("scopes: block, principle, actor and overall.");
  for (const auto& each : tables) render(each, renderer);
}

void print_entry(std::ostream& out, const RenderOptions& options, const StatisticRow& row) {
  constexpr std::size_t kLabel = 15;
  const ExplanationText text = explain(row);
  out << row.name << '\n';
  const auto line = [&](std::string_view label, const std::string& value) {
    std::string before = fmt::format("{:<{}}", label, kLabel);
    for (const auto& part : wrap(for_terminal(value, options.charset), std::max<std::size_t>(static_cast<std::size_t>(options.width), 2 * kLabel) - kLabel)) {
      out << before << part << '\n';
      before.assign(kLabel, ' ');
    }
  };
  line("Tier", std::string(name_of(row.tier)));
  line("Levels", levels_of(row, ", "));
  line("Meaning", text.meaning);
  line("Formula", text.formula);
  line("Not available", text.unavailable);
  line("Reference", text.reference);
}

std::string in_markdown(std::string_view text) { return for_markdown(text, TextSafety::Safe, Charset::Unicode); }

// Rows of one explanation, tier and set of levels, under their names.
void print_entry_of_page(std::ostream& out, const std::vector<const StatisticRow*>& rows) {
  std::vector<std::string> names, sides;
  for (const auto* row : rows) {
    names.push_back(fmt::format("`{}`", row->name));
    sides.emplace_back(side_of(*row));
  }
  const StatisticRow& first = *rows.front();
  const ExplanationText text = explain(first, fmt::format("{}", fmt::join(sides, " ")));
  out << fmt::format("\n### {}\n\n", fmt::join(names, ", "));
  out << fmt::format("- {}; {}\n", name_of(first.tier), levels_of(first, ", "));
  out << "- Meaning: " << in_markdown(text.meaning) << "\n- Formula: " << in_markdown(text.formula) << "\n- Not available: " << in_markdown(text.unavailable)
      << "\n- Reference: " << in_markdown(first.explanation->reference) << '\n';
}

}  // namespace

void print_list(Renderer& renderer, Format format, const Choice& wanted) {
  if (for_people(format)) return print_for_people(renderer, wanted);
  Table head;
  for (const char* name : {"statistic", "tier", "levels", "topic", "meaning", "formula", "unavailable", "reference"}) head.columns.push_back({name, name});
  renderer.begin(head);
  for (const auto& topic : statistics_by_topic())
    for (const auto* row : chosen(topic, wanted)) {
      const ExplanationText text = explain(*row);
      renderer.row({std::string(row->name), std::string(name_of(row->tier)), levels_of(*row, " "), std::string(topic.heading), text.meaning, text.formula,
                    text.unavailable, text.reference});
    }
  renderer.end({});
}

void print_explanations(std::ostream& out, const RenderOptions& options, const Choice& wanted) {
  bool first = true;
  for (const auto& topic : statistics_by_topic())
    for (const auto* row : chosen(topic, wanted)) {
      if (!std::exchange(first, false)) out << '\n';
      print_entry(out, options, *row);
    }
}

void print_page(std::ostream& out, const Choice& wanted) {
  out << kPageHead;
  std::set<std::string_view> cited;
  for (const auto& topic : statistics_by_topic()) {
    auto rest = chosen(topic, wanted);
    if (!rest.empty()) out << "\n## " << topic.heading << '\n';
    while (!rest.empty()) {
      const StatisticRow& first = *rest.front();
      const auto alike = [&](const auto* row) { return row->explanation == first.explanation && row->tier == first.tier && row->levels == first.levels; };
      const auto others = std::stable_partition(rest.begin(), rest.end(), alike);
      print_entry_of_page(out, {rest.begin(), others});
      for (const auto* reference : references_of(*first.explanation)) cited.insert(reference->key);
      rest.erase(rest.begin(), others);
    }
  }
  out << "\n## References\n\n";
  for (const auto& reference : references())
    if (cited.count(reference.key) > 0) out << "- " << in_markdown(reference.key) << ". " << in_markdown(reference.text) << ".\n";
}

}  // namespace partnership::apps
