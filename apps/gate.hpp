// --fail-if 'gap_mean>=1': a condition on a statistic that turns the exit status into 1 when any row meets it.
#pragma once
#include <string>
#include <vector>

#include "group_table.hpp"

namespace partnership::apps {

class Gate {
 public:
  // NAME OP NUMBER, with OP one of < <= > >= = !=. The error is a sentence for the user.
  [[nodiscard]] static tl::expected<Gate, std::string> parse(const std::string& text, Level level);
  // An unavailable value meets no condition.
  [[nodiscard]] bool met(const GroupStatistics& statistics, const Subject& subject) const;
  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] const std::string& name() const { return name_; }  // of the statistic

 private:
  std::string text_, name_, operator_;
  double number_ = 0;
};

[[nodiscard]] tl::expected<std::vector<Gate>, std::string> parse_gates(const std::vector<std::string>& texts, Level level);
// Says on `err`, if there is one, which gate was met where first, and which found no value to test; true if any was met.
[[nodiscard]] bool any_gate_met(const std::vector<Gate>& gates, const ScoredGroups& groups, Level level, std::ostream* err);

}  // namespace partnership::apps
