// Tallies: integer counts from which every statistic is computed. They add: any split of the responses, tallied apart and
// merged in any order, is the same tally. Practices keep a 6 x 6 joint table of answers; scopes (principle, block, actor,
// overall) keep histograms of respondents' scores under the half rule.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "partnership/instrument.hpp"
#include "partnership/item_tally.hpp"
#include "partnership/joint_counts.hpp"
#include "partnership/response.hpp"
#include "partnership/response_quality.hpp"
#include "partnership/scores.hpp"

namespace partnership {

// What a respondent's own pairs on a scope are summed up to; each is divided by the number of those pairs.
enum class Measure : std::uint8_t { Ideal, Actual, Gap, AbsGap, Exact, Net };
inline constexpr int kMeasures = 6;

struct ScopeTally {
  std::array<Scores, kMeasures> scores;  // respondents with pairs on at least half of the scope's practices (half rule)
  Scores contrast;                       // gap on partnership practices minus gap on sponsor practices, scored on both;
                                         // kept for principles and overall
  std::uint64_t rated = 0;               // respondents with valid ideals on at least half of the practices
  std::uint64_t endorsed = 0;            // those of them who rated every ideal 3 or 4
  [[nodiscard]] const Scores& of(Measure measure) const { return scores[static_cast<std::size_t>(measure)]; }
  void add(const ScopeTally& other);
  bool operator==(const ScopeTally&) const = default;
};

// How each respondent ranks the principles, by the mean gap on each, the smallest first; of those scored on all of them.
struct PrincipleRanks {
  std::uint64_t respondents = 0;
  std::vector<std::uint64_t> doubled_sums;  // by principle; doubled, because equal gaps share a mid-rank
  std::uint64_t ties = 0;                   // sum of t^3 - t over sets of t equal gaps
  void add(const PrincipleRanks& other);
  bool operator==(const PrincipleRanks&) const = default;
};

// A tally in plain numbers, as it is stored.
struct TallyCounts {
  std::vector<JointCounts> practices;
  // Empty of counts, and of one respondent, whose answers say it all.
  std::vector<ScopeTally> scopes;  // as Instrument::scopes()
  PrincipleRanks ranks;
  std::vector<ItemTally> items;    // by principle
  QualityTally quality;
  std::uint64_t respondents = 0;
  std::uint64_t invalid_cells = 0;
  bool counts_only = false;
};

enum class TallyDepth : std::uint8_t {
  Practices,   // joint tables only, for the cheapest pass
  Scopes,      // and scopes and ranks of principles
  Items,       // and what reliability and the quality of responses need
  Everything,  // and which sets of answers were given, to find responses that are alike
  Responses    // the answers themselves and nothing else, of groups that are single respondents
};

// The answers of a few respondents take less memory than counts of them, so they wait as they are until there are more, or until
// something is asked for that only counts can say. Looking may therefore change what a tally holds, though never what it says:
// one tally must not be looked at by several threads at once.
class Tally {
 public:
  static constexpr std::size_t kBatch = 64;  // respondents that are counted together
  // Respondents whose answers wait, as long as nothing is counted.
  [[nodiscard]] static constexpr std::size_t most_waiting(TallyDepth depth) { return has_scopes(depth) ? 8 * kBatch : kBatch; }
  [[nodiscard]] static constexpr bool has_scopes(TallyDepth depth) { return depth != TallyDepth::Practices && depth != TallyDepth::Responses; }

  Tally(InstrumentPtr instrument, TallyDepth depth) : instrument_(std::move(instrument)), depth_(depth) {}

  void add(const Response& response);      // of the same instrument
  // Codes of all practices as in ResponseBlock. Of many respondents: the more at a time, the less each costs.
  void add_codes(std::span<const std::uint8_t> codes, std::uint64_t invalid_cells = 0);
  void add_respondent(std::span<const std::uint8_t> codes, std::uint64_t invalid_cells);
  void add(const CountedRating& counted);  // from then on the scopes are unknown: counts_only()
  void add(const Tally& other);            // another one, of the same instrument and depth
  void add(const TallyCounts& stored);     // of the same instrument; no practice has more answers than `respondents`
  void fetch() const { __builtin_prefetch(waiting_.data() + waiting_.size()); }  // where the next respondent goes

  [[nodiscard]] const Instrument& instrument() const { return *instrument_; }
  [[nodiscard]] const InstrumentPtr& instrument_ptr() const { return instrument_; }
  [[nodiscard]] JointCounts practice(std::size_t index) const;
  [[nodiscard]] TallyDepth depth() const { return depth_; }
  // From TallyDepth::Scopes on; scopes as Instrument::scopes().
  [[nodiscard]] const ScopeTally& scope(std::size_t index) const { return counted().scopes[index]; }
  [[nodiscard]] Scores scores(std::size_t scope, Measure measure) const;  // the same, but a tally of few stays small
  [[nodiscard]] const PrincipleRanks& principle_ranks() const { return counted().ranks; }
  // From TallyDepth::Items on; items by principle.
  [[nodiscard]] const std::vector<ItemTally>& items() const { return counted().items; }
  [[nodiscard]] const QualityTally& quality() const { return counted().quality; }
  // The respondent's codes, of TallyDepth::Responses; empty if there are several.
  [[nodiscard]] std::span<const std::uint8_t> responses() const {
    return depth_ == TallyDepth::Responses ? std::span(std::as_const(waiting_)) : std::span<const std::uint8_t>();
  }
  [[nodiscard]] std::uint64_t respondents() const { return respondents_; }
  [[nodiscard]] std::uint64_t invalid_cells() const { return invalid_cells_; }
  [[nodiscard]] bool counts_only() const { return counts_only_; }
  // Nothing is counted: all answers wait. What looks at more than practices had better look at a copy, which can be given up.
  [[nodiscard]] bool is_small() const { return counted_.empty(); }
  void settle() const;  // counts all that waits, as looking does
  // About how much memory its answers and counts take. It never falls when something is added. Of tallies that are small or settled
  // it depends on what has been added and not on the order, unless sets of answers were kept until a tally came without them.
  [[nodiscard]] std::size_t bytes() const;
  // The part of it that counts take at once, whatever the answers: mostly products of items, where a principle has many.
  [[nodiscard]] static std::size_t least_bytes_of_counts(const Instrument& instrument, TallyDepth depth);
  [[nodiscard]] bool operator==(const Tally& other) const;

 private:
  using Cell = std::uint32_t;  // half the width of JointCounts, because there may be many groups
  static constexpr std::size_t kCellsOfPractice = JointCounts::kCells + 1;  // and one for "not asked", which is never read
  struct Counted {
    std::vector<Cell> cells;         // practices x kCellsOfPractice; empty before the first respondent
    std::uint64_t in_cells = 0;      // respondents
    std::vector<JointCounts> wide;   // what has outgrown cells; mostly empty
    std::vector<ScopeTally> scopes;  // the rest is as deep as the tally
    PrincipleRanks ranks;
    std::vector<ItemTally> items;
    QualityTally quality;
    std::size_t bytes = 0;  // about how many it takes, as of the last time that something was counted
    [[nodiscard]] std::span<const Cell, JointCounts::kCells> cells_of(std::size_t practice) const {
      return std::span<const Cell, JointCounts::kCells>(cells.data() + practice * kCellsOfPractice, JointCounts::kCells);
    }
  };

  void wait(std::span<const std::uint8_t> codes);
  void keep_single(std::span<const std::uint8_t> codes);
  void count_batch();
  void count(std::span<const std::uint8_t> codes) const;
  void count_practices(Counted& into, const std::uint8_t* codes, std::size_t respondents) const;
  void count_scopes(Counted& into, const std::uint8_t* codes, std::size_t respondents) const;
  void count_answers(Counted& into, const std::uint8_t* codes, std::size_t respondents) const;
  void widen(Counted& counts) const;
  void measure(Counted& counts) const;
  [[nodiscard]] Counted& own_counts() const;  // made if need be
  [[nodiscard]] Counted& own_counts_beside_a_batch();
  [[nodiscard]] const Counted& counted() const {
    if (!waiting_.empty()) settle();
    return own_counts();
  }
  // Counts of practices take as much memory as the answers of some hundred respondents, those of scopes several times as much.
  // Once they are there, a batch waits, because it is counted in less time than one after the other. Of fewer than wait at most
  // nothing is counted, however they come, unless counts of others were added.
  [[nodiscard]] std::size_t most_waiting() const { return counted_.empty() ? most_waiting(depth_) : kBatch; }

  // First what every respondent touches.
  mutable std::vector<std::uint8_t> waiting_;  // codes, respondent by respondent
  std::uint64_t respondents_ = 0;
  std::uint64_t stored_ = 0;  // respondents that came as counts
  std::uint64_t invalid_cells_ = 0;
  mutable std::vector<Counted> counted_;  // one or none: elsewhere, so that a tally of few stays small
  InstrumentPtr instrument_;
  TallyDepth depth_;
  bool counts_only_ = false;
};

}  // namespace partnership
