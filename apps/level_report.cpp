#include "level_report.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "partnership/nearest.hpp"

namespace partnership::apps {

bool for_people(Format format) { return format == Format::Table || format == Format::Markdown; }

std::vector<Grouping> groupings_or_all(const std::vector<Grouping>& by) { return by.empty() ? std::vector<Grouping>{{}} : by; }

std::vector<std::string> grouping_columns(const std::vector<Grouping>& groupings) {
  std::vector<std::string> columns;
  for (const auto& grouping : groupings)
    for (const auto& column : grouping)
      if (column != "wave" && std::find(columns.begin(), columns.end(), column) == columns.end()) columns.push_back(column);
  return columns;
}

std::vector<std::string> with_group_columns(const std::vector<Grouping>& groupings, const std::vector<std::string>& names) {
  std::vector<std::string> columns = {"stage", "wave"};
  for (const auto& more : {grouping_columns(groupings), names}) columns.insert(columns.end(), more.begin(), more.end());
  return columns;
}

std::string title_with_n(const ScoredGroup& group) {
  const Tally& tally = group.statistics.tally();
  if (tally.counts_only()) return group.title + ": published counts";
  return fmt::format("{}: {} respondent{}", group.title, tally.respondents(), tally.respondents() == 1 ? "" : "s");
}

std::string smallest_p_text(double p) {
  std::string text = fmt::format("{:.3g}", p);
  return text.starts_with("0.") ? text.substr(1) : text;
}

std::string note_on_counts(const ScoredGroups& groups, Level level) {
  const auto& members = groups.members();
  const bool any = std::any_of(members.begin(), members.end(), [](const auto& member) { return member.group->tally.counts_only(); });
  return any && level != Level::Practice ? "Published counts do not tell respondents apart and give means of practices only: see --level practice." : "";
}

std::optional<Level> level_option(const std::string& tool, const std::string& name, Io& io) {
  const auto level = parse_level(name);
  if (!level) {
    const std::vector<std::string> known = {"practice", "block", "principle", "actor", "overall"};
    const std::string hint = did_you_mean(name, known);
    usage_error(tool, fmt::format("--level: '{}' is not one of {}{}", name, fmt::join(known, ", "), hint.empty() ? "" : "; " + hint), io);
  }
  return level;
}

}  // namespace partnership::apps
