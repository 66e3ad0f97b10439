// About how much memory a group takes: by what it is of, not by how it came about, so that order and threads make no
// difference. Rather too much than too little.
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "partnership/instrument.hpp"
#include "partnership/tally.hpp"

namespace partnership {

// In bytes, of the groups of one table.
class GroupMemory {
 public:
  GroupMemory(const Instrument& instrument, TallyDepth depth)
      : practices_(instrument.practices.size()),
        scopes_(Tally::has_scopes(depth) ? instrument.scopes().size() : 0),
        most_waiting_(depth == TallyDepth::Responses ? 1 : Tally::most_waiting(depth)),
        of_many_(depth == TallyDepth::Responses
                     ? kGroup + practices_
                     : std::max(waiting(most_waiting_), waiting(Tally::kBatch) + counts(scopes_ * kScoresOfScope, kNarrow))) {}

  // Whose respondents came one by one. Never less for more of them.
  [[nodiscard]] std::size_t of_responses(std::uint64_t respondents) const {
    if (respondents == 1) return kGroup + practices_;
    return respondents <= most_waiting_ ? waiting(static_cast<std::size_t>(respondents)) : of_many_;
  }
  // From a tally file.
  [[nodiscard]] std::size_t of(const TallyCounts& stored) const {
    if (stored.counts_only) return of_published_counts();
    if (stored.respondents == 1) return of_responses(1);
    std::size_t scores = 0;
    for (std::size_t i = 0; i < std::min(scopes_, stored.scopes.size()); ++i) {
      for (const auto& of_measure : stored.scopes[i].scores) scores += of_measure.counts().size();
      scores += stored.scopes[i].contrast.counts().size();
    }
    return kGroup + counts(scores, kNarrow);
  }
  [[nodiscard]] std::size_t of_published_counts() const { return kGroup + counts(0, kWide); }

 private:
  static constexpr std::size_t kGroup = 352;  // with its name, its place in the table and what the allocator adds, measured
  static constexpr std::size_t kNarrow = 4, kWide = 8;  // a count
  static constexpr std::size_t kScore = 24;
  static constexpr std::size_t kScoresOfScope = 56;     // different ones of all its measures; more only come of much text

  [[nodiscard]] std::size_t waiting(std::size_t respondents) const { return kGroup + 2 * respondents * practices_; }  // a vector that grows
  [[nodiscard]] std::size_t counts(std::size_t scores, std::size_t count) const {
    return practices_ * JointCounts::kCells * count + scopes_ * sizeof(ScopeTally) + scores * kScore;
  }

  std::size_t practices_, scopes_, most_waiting_, of_many_;
};

}  // namespace partnership
