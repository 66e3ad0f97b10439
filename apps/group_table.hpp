// From groups to tables: columns by name. A column is a word of the
// design (practice, text, partnership...), a statistic, its bound (gap_mean_lower), its n (gap_mean_n) or a count
// (n_4_b, n_ideal_4).
#pragma once
#include <boost/container/small_vector.hpp>

#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "partnership/survey.hpp"
#include "partnership/table.hpp"
#include "scored_groups.hpp"

namespace partnership::apps {

class ColumnSet {
 public:
  // `by`: the columns of all groupings; a group whose grouping lacks one has an empty cell. An unknown name is returned as the error, with a hint.
  [[nodiscard]] static tl::expected<ColumnSet, std::string> choose(const std::vector<std::string>& names, Level level, const Grouping& by);

  [[nodiscard]] const std::vector<Column>& columns() const { return columns_; }
  [[nodiscard]] Row row(const ScoredGroup& group, const Subject& subject) const;
  void fill(Row& row, const ScoredGroup& group, const Subject& subject) const;  // the same into a row that is used again

 private:
  // A row in the making: what its cells are taken from, worked out once.
  struct Subjected {
    const ScoredGroup& group;
    const Subject& subject;
    boost::container::small_vector<Estimate, 16> estimates;  // of statistics_
    const JointCounts* counts = nullptr;  // of the practice, or summed over the scope's; if a column needs them
    Subjected(const ScoredGroup& its_group, const Subject& its_subject) : group(its_group), subject(its_subject) {}
  };
  // Most cells are values or counts, which need no call.
  struct Value {
    std::size_t statistic;  // index into statistics_
    Quantity quantity;
  };
  struct Count {
    std::size_t cell;  // of JointCounts::cells()
  };
  using Word = std::function<void(const Subjected&, Cell&)>;  // sets the cell, in which the text of the row before may still be
  using Source = std::variant<Value, Count, Word>;
  [[nodiscard]] bool add(const std::string& name, Level level, const Grouping& by);
  [[nodiscard]] bool add_statistic(const std::string& name, Level level);
  void add(Column column, Source source);
  std::vector<Column> columns_;
  std::vector<Source> sources_;
  struct ReasonOf {
    std::size_t statistic;  // index into statistics_
    bool interval;          // of the interval, not the value
  };
  [[nodiscard]] std::size_t add_to_statistics(const Statistic& statistic);
  std::vector<const Statistic*> statistics_;
  bool needs_counts_ = false;
  std::vector<ReasonOf> reasons_;  // for `note`
};

// Columns that name a row of the level, for machines: {"practice", "text", "principle", ...}.
[[nodiscard]] std::vector<std::string> identity_columns(Level level);
// The 36 joint counts: n_1_a ... n_blank_blank.
[[nodiscard]] std::vector<std::string> joint_count_columns();
// The group's value of a --by column; unavailable if its grouping has no such column.
[[nodiscard]] Cell value_by(const ScoredGroup& group, const std::string& column);
// True if a table may have a column of this name beside those of --by: then an input's column cannot be printed.
[[nodiscard]] bool is_own_column(const std::string& name);
// Every name that ColumnSet::choose takes at this level, for hints and help.
[[nodiscard]] std::vector<std::string> known_columns(Level level, const Grouping& by);
// How a quantity is shown to people.
[[nodiscard]] NumberStyle style_of(Quantity quantity);
// An estimate as a cell: whole numbers for counts and ranks.
[[nodiscard]] Cell cell_of(const Estimate& estimate, Quantity quantity);

}  // namespace partnership::apps
