// The table of statistics: a row each, with the few lines that hand the right tally to the right formula. Levels and n
// follow the unit: statistics of practices have the pair (or the answer) as their unit, those of scopes the respondent.
#include "statistics/catalogue.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <vector>

namespace partnership {
namespace catalogue {

std::uint64_t how_many(const Scores& scores, bool (*wanted)(Fraction)) {
  std::uint64_t found = 0;
  for (const auto& [value, times] : scores.counts())
    if (wanted(value)) found += times;
  return found;
}

Estimate stated_in(const Subject& s, Side side, Answer answer) {
  std::uint64_t sum = 0, asked = 0;
  for (const auto i : practices_of(s)) {
    const JointCounts of_practice = s.group->tally().practice(i);
    sum += of_practice.count(side, answer);
    asked += of_practice.asked();
  }
  return count(sum, asked);
}

}  // namespace catalogue

namespace {

using namespace catalogue;

// In the order of the tidy output.
std::vector<Part> parts_of_groups() {
  return {practice_answers(), practice_pairs(), practice_association(), practice_ratings(), practice_tests(), scope_answers(), scope_scores(),
          scope_pooled(),     scope_tests(),    principles(),           agreement(),        partnerships(),   reliability(),   responses()};
}

bool is_of_a_word(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; }

constexpr std::string_view kSides[] = {"ideal", "actual", "gap"};

// Each word with "{side}" in it once for every side: "top2_{side}" becomes "top2_ideal or top2_actual".
std::string with_sides(std::string_view text, std::string_view sides) {
  constexpr std::string_view kPlace = "{side}";
  std::string found;
  for (std::size_t at = text.find(kPlace); at != std::string_view::npos; at = text.find(kPlace)) {
    std::size_t begin = at, end = at + kPlace.size();
    while (begin > 0 && is_of_a_word(text[begin - 1])) --begin;
    while (end < text.size() && is_of_a_word(text[end])) ++end;
    found += text.substr(0, begin);
    std::vector<std::string> words;
    for (const auto side : kSides)
      if (sides.find(side) != std::string_view::npos)
        words.push_back(fmt::format("{}{}{}", text.substr(begin, at - begin), side, text.substr(at + kPlace.size(), end - at - kPlace.size())));
    for (std::size_t i = 0; i < words.size(); ++i) found.append(i == 0 ? "" : i + 1 == words.size() ? " or " : ", ").append(words[i]);
    text.remove_prefix(end);
  }
  return found.append(text);
}

// Where a statistic of this basis is never available.
std::string_view unavailable_of(const StatisticRow& row) {
  switch (row.basis) {
    case Basis::Answers: return "";
    case Basis::Scores: return "Not from published counts.";
    case Basis::Partnerships: return "Not from published counts, nor if no partnership is named (partnerships_unknown); whole groups only, not those of --by.";
    case Basis::Everything: return "Not from published counts; whole groups only, not those of --by.";
    case Basis::Respondents: return "Not from published counts or from tally files that have not kept partnership and respondent (not_tallied), nor for respondents without a name.";
  }
  return "";
}

std::string joined(std::string_view of_basis, std::string_view own) {
  if (of_basis.empty()) return std::string(own);
  if (!own.starts_with("Never")) return fmt::format("{} {}", of_basis, own);
  return fmt::format("{} Otherwise n{}", of_basis, own.substr(1));
}

}  // namespace

std::string_view name_of(Tier tier) { return tier == Tier::Core ? "core" : tier == Tier::Standard ? "standard" : "advanced"; }

std::span<const Statistic> statistics_table() {
  static const std::vector<Statistic> kTable = [] {
    std::vector<Statistic> rows;
    for (const auto& part : parts_of_groups()) rows.insert(rows.end(), part.rows.begin(), part.rows.end());
    return rows;
  }();
  return kTable;
}

const Statistic* find_statistic(std::string_view name, Level level) {
  for (const auto& row : statistics_table())
    if (row.name == name && row.at(level)) return &row;
  return nullptr;
}

std::span<const Topic> statistics_by_topic() {
  static const std::vector<Topic> kTopics = [] {
    std::vector<Topic> topics;
    const Statistic* row = statistics_table().data();
    for (const auto& part : parts_of_groups()) {
      Topic topic{part.topic, {}};
      for (std::size_t i = 0; i < part.rows.size(); ++i) topic.rows.push_back(row++);
      topics.push_back(std::move(topic));
    }
    topics.push_back({"Stages compared", stage_rows()});
    Topic of_practices{"Change between waves of respondents in both: practices", {}};
    Topic of_scopes{"Change between waves of respondents in both: principles, actors and overall", {}};
    for (const auto* linked : linked_change_rows()) (linked->at(Level::Practice) ? of_practices : of_scopes).rows.push_back(linked);
    topics.insert(topics.end(), {std::move(of_practices), std::move(of_scopes)});
    topics.push_back({"Change between waves, all respondents of each", unlinked_change_rows()});
    topics.push_back({"Single responses", quality_rows()});
    return topics;
  }();
  return kTopics;
}

const std::vector<std::string>& statistic_names() {
  static const std::vector<std::string> kNames = [] {
    std::vector<std::string> names;
    for (const auto& topic : statistics_by_topic())
      for (const auto* row : topic.rows)
        if (std::find(names.begin(), names.end(), row->name) == names.end()) names.emplace_back(row->name);
    return names;
  }();
  return kNames;
}

std::vector<std::string_view> level_names(const StatisticRow& row) {
  std::vector<std::string_view> names;
  for (const Level level : {Level::Practice, Level::Block, Level::Principle, Level::Actor, Level::Overall})
    if (row.at(level)) names.push_back(name_of(level));
  if ((row.levels & kRespondentLevel) != 0) names.emplace_back("respondent");
  return names;
}

std::string_view side_of(const StatisticRow& row) {
  for (const auto side : kSides)
    for (std::size_t at = row.name.find(side); at != std::string_view::npos; at = row.name.find(side, at + 1))
      if ((at == 0 || row.name[at - 1] == '_') && (at + side.size() == row.name.size() || row.name[at + side.size()] == '_')) return side;
  return "";
}

ExplanationText explain(const StatisticRow& row) { return explain(row, side_of(row)); }

ExplanationText explain(const StatisticRow& row, std::string_view sides) {
  const Explanation& text = *row.explanation;
  ExplanationText found{with_sides(text.meaning, sides), with_sides(text.formula, sides), joined(unavailable_of(row), with_sides(text.unavailable, sides)), {}};
  for (const auto* reference : references_of(text)) found.reference += fmt::format("{}{}. {}.", found.reference.empty() ? "" : " ", reference->key, reference->text);
  if (found.reference.empty()) found.reference = text.reference;
  return found;
}

std::vector<const Reference*> references_of(const Explanation& explanation) {
  std::vector<const Reference*> found;
  if (explanation.reference == "count") return found;
  for (std::string_view rest = explanation.reference; !rest.empty();) {
    const auto end = std::min(rest.find("; "), rest.size());
    const auto key = rest.substr(0, end);
    const auto all = references();
    const auto match = std::find_if(all.begin(), all.end(), [&](const Reference& reference) { return reference.key == key; });
    if (match == all.end()) throw std::logic_error(fmt::format("no reference '{}'", key));
    found.push_back(&*match);
    rest.remove_prefix(std::min(end + 2, rest.size()));
  }
  return found;
}

}  // namespace partnership
