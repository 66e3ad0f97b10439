// The statistics of one group by name: one table says which exist, at which levels, and what computes them. Tools and
// the tidy output ask by name; a new statistic is one function and one row of the table (src/statistics/catalogue_*.cpp).
#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "partnership/catalogue.hpp"
#include "partnership/agreement.hpp"
#include "partnership/estimate.hpp"
#include "partnership/reliability.hpp"
#include "partnership/tally.hpp"

namespace partnership {

class GroupStatistics;

// One row of a level: the practice with this index, or the scope with this index (as Instrument::scopes()).
struct Subject {
  const GroupStatistics* group = nullptr;
  Level level = Level::Practice;
  std::size_t index = 0;
};

struct Statistic : StatisticRow {
  Estimate (*compute)(const Subject&) = nullptr;
};

// Every statistic of one group, in the order of the tidy output. A name may have a row for practices and another for scopes.
[[nodiscard]] std::span<const Statistic> statistics_table();
[[nodiscard]] const Statistic* find_statistic(std::string_view name, Level level);

class GroupStatistics {
 public:
  // `partnerships`: the tallies of the group's partnerships in a fixed order, or empty if they are not known. All of them must
  // stay. A small tally is copied, so that what its statistics need goes when they do.
  explicit GroupStatistics(const Tally& tally, std::vector<const Tally*> partnerships = {});
  ~GroupStatistics();
  GroupStatistics(GroupStatistics&&) noexcept;
  GroupStatistics& operator=(GroupStatistics&&) noexcept;

  // The variance of chance for *_rwg_skew and *_rwgj_skew, where respondents lean to one end: kSkewedVariance if not said.
  void assume_skewed_variance(double variance) { skewed_variance_ = variance; }
  [[nodiscard]] double skewed_variance() const { return skewed_variance_; }

  [[nodiscard]] const Tally& tally() const { return *tally_; }
  [[nodiscard]] const std::vector<const Tally*>& partnerships() const { return partnerships_; }
  [[nodiscard]] std::vector<Subject> subjects(Level level) const;
  [[nodiscard]] std::string key(const Subject& subject) const;  // "E1P1", "1P", "1", "P", "all"
  // nullopt: no such statistic at that level. Levels above practice need a tally of TallyDepth::Scopes.
  [[nodiscard]] std::optional<Estimate> get(std::string_view name, const Subject& subject) const;
  [[nodiscard]] Estimate get(const Statistic& statistic, const Subject& subject) const;  // of its level

  // What nearly every statistic of a practice starts from; that of the last practice asked for is kept.
  struct Practice {
    JointCounts counts;
    std::uint64_t asked = 0;  // counts.asked(), which many ask for
    Scores gaps, magnitudes;  // of the pairs
  };
  [[nodiscard]] const Practice& practice(std::size_t index) const;  // good until another is asked for

  // What is decided within a family of tests, one value per subject of the level; computed once, on first use.
  struct Family {
    std::vector<Estimate> p, holm, bh, gap_rank, congruence_rank, flag;
    std::size_t place(const Subject& subject) const { return subject.index - first; }
    std::size_t first = 0;
  };
  [[nodiscard]] const Family& family(Level level) const;

  // Importance and performance, one value per practice (Martilla & James 1977): 1 concentrate here (ideal high, actual low),
  // 2 keep up, 3 low priority, 4 possible overkill; high is at or above the cut.
  struct Importance {
    std::vector<Estimate> ideal_rank;                      // 1 + practices with a larger mean of all valid ideals
    std::vector<Estimate> quadrant_by_mean, quadrant_by_middle;  // cut at the mean of the practices' means, or at 2.5
    Estimate cut_ideal, cut_actual;                        // those means, over practices with pairs
  };
  [[nodiscard]] const Importance& importance() const;

  // Of a tally of TallyDepth::Items or more.
  [[nodiscard]] const Reliability& reliability(std::size_t principle, ItemValue value) const;

 private:
  std::unique_ptr<const Tally> copy_;  // of a small tally, if it is deeper than practices
  const Tally* tally_;
  std::vector<const Tally*> partnerships_;
  double skewed_variance_ = kSkewedVariance;
  mutable std::array<std::unique_ptr<Family>, 5> families_;  // by Level
  mutable std::unique_ptr<Importance> importance_;
  mutable std::vector<Reliability> reliabilities_;  // by principle and ItemValue
  mutable std::optional<std::size_t> last_practice_;
  mutable Practice practice_;
};

// Scopes that two instruments share, as pairs of indices into their scopes(): principles and actors with the same key
// in both, and overall. Empty if their principles differ.
[[nodiscard]] std::vector<std::pair<std::size_t, std::size_t>> common_scopes(const Instrument& a, const Instrument& b);

// E minus D on one scope that both instruments have: "ideal", "actual", "gap", "congruence" of the respondents' scores.
struct StageDifference {
  const StatisticRow* row = nullptr;  // stage_diff_gap
  Estimate estimate;
};
[[nodiscard]] std::vector<StageDifference> stage_differences(const ScopeTally& developing, const ScopeTally& established,
                                                             const Choice& wanted = every_statistic);
// The same with partnerships as units (stage_diff_*_partnerships), exact permutation tests of their labels (stage_perm_p_*), and
// Cliff's delta of the respondents' gaps. The groups must know their partnerships.
[[nodiscard]] std::vector<StageDifference> stage_differences_of_partnerships(const GroupStatistics& developing, std::size_t developing_scope,
                                                                             const GroupStatistics& established, std::size_t established_scope,
                                                                             const Choice& wanted = every_statistic);

}  // namespace partnership
