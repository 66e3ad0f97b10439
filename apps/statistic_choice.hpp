// Which statistics a run is about: those of --tier, and of them those that --only names.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "partnership/catalogue.hpp"

namespace partnership::apps {

// `*` in the pattern is any run of characters.
[[nodiscard]] bool matches(std::string_view pattern, std::string_view name);

// Rows whose name fits a pattern, in the order of the table; the error says which pattern (of `option`) fits none.
[[nodiscard]] tl::expected<std::vector<const StatisticRow*>, std::string> rows_named(const std::vector<std::string>& patterns, const std::string& option);

class StatisticChoice {
 public:
  // `only`: patterns; none is all. The error says which of them chooses nothing.
  [[nodiscard]] static tl::expected<StatisticChoice, std::string> make(Tier highest, const std::vector<std::string>& only);

  [[nodiscard]] bool operator()(const StatisticRow& row) const;
  // Whether anything chosen is computed from this, or stands at the level of single respondents.
  [[nodiscard]] bool needs(Basis basis) const;
  [[nodiscard]] bool needs_respondent_level() const;

 private:
  std::vector<const StatisticRow*> rows_;
};

}  // namespace partnership::apps
