#include "statistic_choice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "partnership/nearest.hpp"

namespace partnership::apps {

bool matches(std::string_view pattern, std::string_view name) {
  // After a star the rest is tried from every place; only the last star need be tried again.
  std::size_t p = 0, n = 0, after_star = std::string_view::npos, tried = 0;
  while (n < name.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      after_star = ++p;
      tried = n;
    } else if (p < pattern.size() && pattern[p] == name[n]) {
      ++p, ++n;
    } else if (after_star != std::string_view::npos) {
      p = after_star;
      n = ++tried;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

tl::expected<std::vector<const StatisticRow*>, std::string> rows_named(const std::vector<std::string>& patterns, const std::string& option) {
  std::vector<const StatisticRow*> found;
  std::vector<bool> fits(patterns.size(), false);
  for (const auto& topic : statistics_by_topic())
    for (const auto* row : topic.rows) {
      bool chosen = false;
      for (std::size_t i = 0; i < patterns.size(); ++i)
        if (matches(patterns[i], row->name)) chosen = fits[i] = true;
      if (chosen) found.push_back(row);
    }
  const auto none = std::find(fits.begin(), fits.end(), false);
  if (none == fits.end()) return found;
  const std::string& pattern = patterns[static_cast<std::size_t>(none - fits.begin())];
  const std::string hint = did_you_mean(pattern, statistic_names());
  return tl::unexpected(fmt::format("{}: no statistic is named '{}'; {}", option, pattern, hint.empty() ? "--list shows them all" : hint));
}

tl::expected<StatisticChoice, std::string> StatisticChoice::make(Tier highest, const std::vector<std::string>& only) {
  StatisticChoice choice;
  auto rows = rows_named(only.empty() ? std::vector<std::string>{"*"} : only, "--only");
  if (!rows) return tl::unexpected(rows.error());
  for (const auto* row : *rows)
    if (row->tier <= highest) choice.rows_.push_back(row);
  for (const auto& pattern : only)
    if (std::none_of(choice.rows_.begin(), choice.rows_.end(), [&](const auto* row) { return matches(pattern, row->name); }))
      return tl::unexpected(fmt::format("--only: '{}' is not of tier {} or below; leave out --tier", pattern, name_of(highest)));
  std::sort(choice.rows_.begin(), choice.rows_.end(), std::less<>());
  return choice;
}

bool StatisticChoice::operator()(const StatisticRow& row) const { return std::binary_search(rows_.begin(), rows_.end(), &row, std::less<>()); }

bool StatisticChoice::needs(Basis basis) const {
  return std::any_of(rows_.begin(), rows_.end(), [&](const auto* row) { return row->basis == basis; });
}

bool StatisticChoice::needs_respondent_level() const {
  return std::any_of(rows_.begin(), rows_.end(), [](const auto* row) { return (row->levels & kRespondentLevel) != 0; });
}

}  // namespace partnership::apps
