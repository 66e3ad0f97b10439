// A report on one level: a row per practice or scope of every group. For people a table per group with what fits their
// screen, for machines one table whose columns do not depend on the data. Congruence and gaps print it.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "group_table.hpp"
#include "session.hpp"

namespace partnership::apps {

[[nodiscard]] bool for_people(Format format);

// Groupings a tool asks its survey for: those of --by, or everybody.
[[nodiscard]] std::vector<Grouping> groupings_or_all(const std::vector<Grouping>& by);
// The columns of all groupings, each once, without `wave`, which every table has anyway.
[[nodiscard]] std::vector<std::string> grouping_columns(const std::vector<Grouping>& groupings);
// stage, wave, the grouping's columns, then `names`.
[[nodiscard]] std::vector<std::string> with_group_columns(const std::vector<Grouping>& groupings, const std::vector<std::string>& names);
// For the notes of a table above the practices: why published counts leave it empty. Empty if none of the groups is one.
[[nodiscard]] std::string note_on_counts(const ScoredGroups& groups, Level level);
// "established, wave 2: 4 respondents".
[[nodiscard]] std::string title_with_n(const ScoredGroup& group);
// ".125", ".333", "1": the smallest p that a test could give, as notes write it.
[[nodiscard]] std::string smallest_p_text(double p);

// Level of --level, or a usage error already printed.
[[nodiscard]] std::optional<Level> level_option(const std::string& tool, const std::string& name, Io& io);

}  // namespace partnership::apps
