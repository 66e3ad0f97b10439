#include "gate.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <ostream>

#include "partnership/nearest.hpp"
#include "partnership/render.hpp"

namespace partnership::apps {
namespace {

std::string trimmed(const std::string& text) {
  const auto first = text.find_first_not_of(' ');
  return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(' ') - first + 1);
}

}  // namespace

tl::expected<Gate, std::string> Gate::parse(const std::string& text, Level level) {
  const auto wrong = [&](const std::string& why) { return tl::unexpected(fmt::format("--fail-if '{}': {}", text, why)); };
  const auto start = text.find_first_of("<>=!");
  if (start == std::string::npos) return wrong("write NAME OP NUMBER, as in gap_mean>=1");
  const auto end = text.find_first_not_of("<>=!", start);
  Gate gate;
  gate.text_ = text;
  gate.name_ = trimmed(text.substr(0, start));
  gate.operator_ = text.substr(start, end == std::string::npos ? end : end - start);
  if (gate.operator_ == "==") gate.operator_ = "=";
  bool known_operator = false;
  for (const char* allowed : {"<", "<=", ">", ">=", "=", "!="}) known_operator = known_operator || gate.operator_ == allowed;
  if (!known_operator) return wrong("the comparison is one of < <= > >= = !=");
  const std::string number = end == std::string::npos ? "" : trimmed(text.substr(end));
  const char* first = number.data() + (number.starts_with('+') ? 1 : 0);
  const auto [stop, error] = std::from_chars(first, number.data() + number.size(), gate.number_);
  if (error != std::errc() || stop != number.data() + number.size() || !std::isfinite(gate.number_)) return wrong(fmt::format("'{}' is not a number", number));
  if (!find_statistic(gate.name_, level)) {
    std::vector<std::string> known;
    for (const auto& row : statistics_table())
      if (row.at(level)) known.emplace_back(row.name);
    const std::string hint = did_you_mean(gate.name_, known);
    return wrong(fmt::format("there is no statistic '{}' at the level {}; {}", gate.name_, name_of(level),
                             hint.empty() ? "partnership-statistics --list shows them all" : hint));
  }
  return gate;
}

bool Gate::met(const GroupStatistics& statistics, const Subject& subject) const {
  const auto estimate = statistics.get(name_, subject);
  if (!estimate || !estimate->available()) return false;
  const double value = estimate->value;
  if (operator_ == "<") return value < number_;
  if (operator_ == "<=") return value <= number_;
  if (operator_ == ">") return value > number_;
  if (operator_ == ">=") return value >= number_;
  if (operator_ == "=") return value == number_;
  return value != number_;
}

tl::expected<std::vector<Gate>, std::string> parse_gates(const std::vector<std::string>& texts, Level level) {
  std::vector<Gate> gates;
  for (const auto& text : texts) {
    auto gate = Gate::parse(text, level);
    if (!gate) return tl::unexpected(gate.error());
    gates.push_back(std::move(*gate));
  }
  return gates;
}

bool any_gate_met(const std::vector<Gate>& gates, const ScoredGroups& groups, Level level, std::ostream* err) {
  if (gates.empty()) return false;
  struct Verdict {
    std::size_t rows = 0;  // that meet it
    bool tested = false;
    std::string first;
  };
  std::vector<Verdict> verdicts(gates.size());
  for (const auto& group : groups)
    for (const auto& subject : group.statistics.subjects(level))
      for (std::size_t i = 0; i < gates.size(); ++i) {
        auto& verdict = verdicts[i];
        verdict.tested = verdict.tested || group.statistics.get(gates[i].name(), subject)->available();
        if (!gates[i].met(group.statistics, subject)) continue;
        if (verdict.rows++ == 0) verdict.first = fmt::format("{}: {}", group.title, group.statistics.key(subject));
      }
  bool any = false;
  for (std::size_t i = 0; i < gates.size(); ++i) {
    const auto& [rows, tested, first] = verdicts[i];
    std::string text;
    if (!tested) text = fmt::format("gate not tested: {}: {} is not available in any row", gates[i].text(), gates[i].name());
    if (rows > 0) text = fmt::format("gate met: {} in {} row{}, first in {}", gates[i].text(), rows, rows == 1 ? "" : "s", first);
    if (err && !text.empty()) *err << for_terminal(text, Charset::Unicode) << '\n';
    any = any || rows > 0;
  }
  return any;
}

}  // namespace partnership::apps
