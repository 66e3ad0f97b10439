#include "group_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <utility>

#include "partnership/nearest.hpp"

namespace partnership::apps {
namespace {

constexpr Answer kAnswers[] = {Answer::Point1, Answer::Point2, Answer::Point3, Answer::Point4, Answer::NotApplicable, Answer::Blank};
constexpr Side kSides[] = {Side::Ideal, Side::Actual};

std::string_view word_of(Side side) { return side == Side::Ideal ? "ideal" : "actual"; }

// What people's tables call a column; a name that is not here is its own heading.
const std::map<std::string, std::string, std::less<>> kHeadings = {
    {"practice", "code"},           {"text", "practice"},          {"pairs", "n"},
    {"principle", "no."},           {"principle_key", "principle"}, {"congruence_mean_of_partnerships", "congruence (partn.)"},
    {"ideal_valid", "n"},
    {"scored", "n"},                {"ideal_mean", "ideal"},       {"actual_mean", "actual"},
    {"gap_mean", "gap"},            {"absgap_mean", "abs gap"},    {"agree_exact", "exact"},
    {"agree_within1", "within 1"},  {"ideal_na", "ideal N/A"},     {"ideal_blank", "ideal blank"},
    {"actual_na", "actual N/A"},    {"actual_blank", "actual blank"}, {"wilcoxon_pratt_p", "p"},
    {"wilcoxon_pratt_p_bh", "p (BH)"}, {"wilcoxon_pratt_p_holm", "p (Holm)"}, {"gap_rank", "gap rank"},
    {"congruence_rank", "congruence rank"},    {"net_shortfall", "net"},      {"top2_ideal", "desirable+"},
    {"top2_ideal_pooled", "desirable+"}, {"top2_ideal_mean_of_partnerships", "desirable+ (partn.)"},
    {"ideal_mean_all", "ideal"},    {"gap_mean_of_partnerships", "gap (partn.)"}};

Column column_of(const std::string& name, NumberStyle style = NumberStyle::Plain) {
  const auto heading = kHeadings.find(name);
  return {name, heading == kHeadings.end() ? name : heading->second, style};
}

std::optional<std::size_t> principle_of(const ScoredGroup& group, const Subject& subject) {
  const auto& instrument = group.instrument();
  return subject.level == Level::Practice ? std::optional(instrument.practices[subject.index].principle) : instrument.scopes()[subject.index].principle;
}

std::optional<Actor> actor_of(const ScoredGroup& group, const Subject& subject) {
  const auto& instrument = group.instrument();
  return subject.level == Level::Practice ? std::optional(instrument.practices[subject.index].actor) : instrument.scopes()[subject.index].actor;
}

// Counts that are not statistics of their own: the joint table and its margins, summed over a scope's practices.
JointCounts summed_counts(const ScoredGroup& group, const Subject& scope) {
  JointCounts sum;
  for (const auto i : group.instrument().scopes()[scope.index].practices) sum.add(group.statistics.tally().practice(i));
  return sum;
}

// n_4_b: a cell of the joint table.
std::optional<std::pair<Answer, Answer>> joint_count_of(const std::string& name) {
  for (const Answer ideal : kAnswers)
    for (const Answer actual : kAnswers)
      if (name == fmt::format("n_{}_{}", key_of(Side::Ideal, ideal), key_of(Side::Actual, actual))) return std::pair(ideal, actual);
  return std::nullopt;
}

// n_ideal_4: a cell of a margin.
std::optional<std::pair<Side, Answer>> margin_count_of(const std::string& name) {
  for (const Answer answer : kAnswers)
    for (const Side side : kSides)
      if (name == fmt::format("n_{}_{}", word_of(side), key_of(side, answer))) return std::pair(side, answer);
  return std::nullopt;
}

const std::vector<std::string>& words() {
  static const std::vector<std::string> kWords = {"group", "stage",     "wave",    "level",     "key", "practice", "text", "block",
                                                  "principle", "principle_key", "heading", "dimension", "actor", "note"};
  return kWords;
}

void set_cell(Cell& cell, const Estimate& estimate, Quantity quantity) {
  if (!estimate.available())
    cell = Unavailable{};
  else if (quantity == Quantity::Count || quantity == Quantity::Rank)
    cell = static_cast<std::int64_t>(estimate.value);
  else
    cell = estimate.value;
}

// The group's value of a --by column, if its grouping has that.
const std::string* find_value_by(const ScoredGroup& group, const std::string& column) {
  const auto at = std::find(group.by->begin(), group.by->end(), column);
  return at == group.by->end() ? nullptr : &group.group->values[static_cast<std::size_t>(at - group.by->begin())];
}

}  // namespace

NumberStyle style_of(Quantity quantity) {
  switch (quantity) {
    case Quantity::Gap: return NumberStyle::Signed;
    case Quantity::Share: return NumberStyle::Percent;
    case Quantity::Probability: return NumberStyle::Probability;
    default: return NumberStyle::Plain;
  }
}

Cell cell_of(const Estimate& estimate, Quantity quantity) {
  Cell cell;
  set_cell(cell, estimate, quantity);
  return cell;
}

void ColumnSet::add(Column column, Source source) {
  columns_.push_back(std::move(column));
  sources_.push_back(std::move(source));
}

std::size_t ColumnSet::add_to_statistics(const Statistic& statistic) {
  const auto found = std::find(statistics_.begin(), statistics_.end(), &statistic);
  if (found != statistics_.end()) return static_cast<std::size_t>(found - statistics_.begin());
  statistics_.push_back(&statistic);
  return statistics_.size() - 1;
}

bool ColumnSet::add_statistic(const std::string& name, Level level) {
  static constexpr std::pair<std::string_view, double Estimate::*> kBounds[] = {{"_lower", &Estimate::lower}, {"_upper", &Estimate::upper}};
  if (const Statistic* row = find_statistic(name, level)) {
    const auto at = add_to_statistics(*row);
    add(column_of(name, style_of(row->quantity)), Value{at, row->quantity});
    reasons_.push_back({at, false});
    return true;
  }
  for (const auto& [ending, member] : kBounds) {
    if (name.size() <= ending.size() || !name.ends_with(ending)) continue;
    const Statistic* row = find_statistic(name.substr(0, name.size() - ending.size()), level);
    if (!row) continue;
    const auto at = add_to_statistics(*row);
    const auto bound = member;
    reasons_.push_back({at, true});
    add(column_of(name, style_of(row->quantity)), [at, bound](const Subjected& r, Cell& cell) {
      const double value = r.estimates[at].*bound;
      cell = std::isnan(value) ? Cell(Unavailable{}) : Cell(value);
    });
    return true;
  }
  const Statistic* row = name.ends_with("_n") ? find_statistic(name.substr(0, name.size() - 2), level) : nullptr;
  if (!row) return false;
  add(column_of(name), [at = add_to_statistics(*row)](const Subjected& r, Cell& cell) { cell = static_cast<std::int64_t>(r.estimates[at].n); });
  return true;
}

bool ColumnSet::add(const std::string& name, Level level, const Grouping& by) {
  const auto add_word = [&](Word source) {
    add(column_of(name), std::move(source));
    return true;
  };
  if (name != "wave" && std::find(by.begin(), by.end(), name) != by.end())
    return add_word([name](const Subjected& r, Cell& cell) {
      if (const auto* value = find_value_by(r.group, name))
        cell = *value;
      else
        cell = Unavailable{};
    });
  if (name == "group") return add_word([](const Subjected& r, Cell& cell) { cell = r.group.label; });
  if (name == "stage") return add_word([](const Subjected& r, Cell& cell) { cell = r.group.instrument().name; });
  if (name == "wave") return add_word([](const Subjected& r, Cell& cell) { cell = r.group.group->wave; });
  if (name == "level") return add_word([](const Subjected& r, Cell& cell) { cell = std::string(name_of(r.subject.level)); });
  if (name == "key" || (name == "practice" && level == Level::Practice) || (name == "block" && level == Level::Block))
    return add_word([](const Subjected& r, Cell& cell) { cell = r.group.statistics.key(r.subject); });
  if (name == "text" && level == Level::Practice)
    return add_word([](const Subjected& r, Cell& cell) { cell = r.group.instrument().practices[r.subject.index].text; });
  const auto add_of_principle = [&](std::string Principle::*member) {
    return add_word([member](const Subjected& r, Cell& cell) {
      if (const auto principle = principle_of(r.group, r.subject))
        cell = r.group.instrument().principles[*principle].*member;
      else
        cell = Unavailable{};
    });
  };
  if (name == "principle")
    return add_word([](const Subjected& r, Cell& cell) {
      const auto principle = principle_of(r.group, r.subject);
      cell = principle ? Cell(static_cast<std::int64_t>(*principle + 1)) : Cell(Unavailable{});
    });
  if (name == "principle_key") return add_of_principle(&Principle::key);
  if (name == "heading") return add_of_principle(&Principle::heading);
  if (name == "dimension") return add_of_principle(&Principle::dimension);
  if (name == "actor")
    return add_word([](const Subjected& r, Cell& cell) {
      const auto actor = actor_of(r.group, r.subject);
      cell = actor ? Cell(std::string(name_of(*actor))) : Cell(Unavailable{});
    });
  if (const auto count = joint_count_of(name)) {
    needs_counts_ = true;
    add(column_of(name), Count{Rating(count->first, count->second).joint_index()});
    return true;
  }
  if (const auto count = margin_count_of(name)) {
    needs_counts_ = true;
    return add_word([side = count->first, answer = count->second](const Subjected& r, Cell& cell) {
      cell = static_cast<std::int64_t>(r.counts->count(side, answer));
    });
  }
  return add_statistic(name, level);
}

tl::expected<ColumnSet, std::string> ColumnSet::choose(const std::vector<std::string>& names, Level level, const Grouping& by) {
  ColumnSet set;
  std::optional<std::size_t> note;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto& name = names[i];
    if (std::find(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(i), name) != names.begin() + static_cast<std::ptrdiff_t>(i))
      return tl::unexpected(fmt::format("--columns: '{}' is there twice", name));
    if (name == "note") {
      note = set.columns_.size();
      set.add(column_of(name), nullptr);
    } else if (!set.add(name, level, by)) {
      const auto known = known_columns(level, by);
      if (std::find(known.begin(), known.end(), name) != known.end())
        return tl::unexpected(fmt::format("--columns: '{}' is not a column at the level {}", name, name_of(level)));
      const std::string hint = did_you_mean(name, known);
      return tl::unexpected(fmt::format("--columns: there is no '{}' at the level {}; {}", name, name_of(level),
                                        hint.empty() ? "partnership-statistics --list shows what there is" : hint));
    }
  }
  if (note)
    set.sources_[*note] = [wanted = set.reasons_](const Subjected& r, Cell& cell) {
      std::string reasons;
      std::vector<std::string_view> told;
      for (const auto& [at, of_interval] : wanted) {
        const auto& estimate = r.estimates[at];
        if (of_interval ? estimate.has_interval() : estimate.available()) continue;
        const auto code = code_of(estimate.reason);
        if (code.empty() || std::find(told.begin(), told.end(), code) != told.end()) continue;
        told.push_back(code);
        reasons.append(reasons.empty() ? "" : ";").append(code);
      }
      cell = std::move(reasons);
    };
  return set;
}

Row ColumnSet::row(const ScoredGroup& group, const Subject& subject) const {
  Row row;
  fill(row, group, subject);
  return row;
}

void ColumnSet::fill(Row& row, const ScoredGroup& group, const Subject& subject) const {
  Subjected made(group, subject);
  for (const Statistic* statistic : statistics_)
    made.estimates.push_back(statistic->whole_group_only() && !group.by->empty() ? Estimate{.reason = Reason::WholeGroupOnly}
                                                                                 : group.statistics.get(*statistic, subject));
  JointCounts sum;
  if (needs_counts_ && subject.level != Level::Practice) sum = summed_counts(group, subject);
  // Not before the statistics, which may ask for other practices.
  if (needs_counts_) made.counts = subject.level == Level::Practice ? &group.statistics.practice(subject.index).counts : &sum;
  row.resize(sources_.size());
  auto cell = row.begin();
  for (const auto& source : sources_) {
    if (const auto* count = std::get_if<Count>(&source))
      *cell = static_cast<std::int64_t>(made.counts->cells()[count->cell]);
    else if (const auto* value = std::get_if<Value>(&source))
      set_cell(*cell, made.estimates[value->statistic], value->quantity);
    else
      std::get<Word>(source)(made, *cell);
    ++cell;
  }
}

std::vector<std::string> identity_columns(Level level) {
  switch (level) {
    case Level::Practice: return {"practice", "text", "principle", "principle_key", "actor"};
    case Level::Block: return {"block", "principle", "principle_key", "actor"};
    case Level::Principle: return {"principle", "principle_key", "heading", "dimension"};
    case Level::Actor: return {"actor"};
    case Level::Overall: return {};
  }
  return {};
}

std::vector<std::string> joint_count_columns() {
  std::vector<std::string> names;
  for (const Answer ideal : kAnswers)
    for (const Answer actual : kAnswers) names.push_back(fmt::format("n_{}_{}", key_of(Side::Ideal, ideal), key_of(Side::Actual, actual)));
  return names;
}

Cell value_by(const ScoredGroup& group, const std::string& column) {
  const auto* value = find_value_by(group, column);
  return value != nullptr ? Cell(*value) : Cell(Unavailable{});
}

bool is_own_column(const std::string& name) {
  static constexpr std::string_view kOthers[] = {"ranking", "rank", "statistic", "value", "lower", "upper", "n", "overall"};
  if (name == "wave") return false;  // groups are of one wave anyway
  if (std::find(words().begin(), words().end(), name) != words().end()) return true;
  if (std::find(std::begin(kOthers), std::end(kOthers), name) != std::end(kOthers)) return true;
  for (const Level level : {Level::Practice, Level::Block, Level::Principle, Level::Actor, Level::Overall}) {
    const auto known = known_columns(level, {});
    if (std::find(known.begin(), known.end(), name) != known.end()) return true;
  }
  return false;
}

std::vector<std::string> known_columns(Level level, const Grouping& by) {
  std::vector<std::string> known = words();  // some are for one level only, but a hint may name them
  known.insert(known.end(), by.begin(), by.end());
  for (const auto& row : statistics_table()) {
    if (!row.at(level)) continue;
    for (const char* ending : {"", "_lower", "_upper", "_n"}) known.push_back(std::string(row.name) + ending);
  }
  for (const auto& name : joint_count_columns()) known.push_back(name);
  return known;
}

}  // namespace partnership::apps
