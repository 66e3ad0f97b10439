// What changed in single respondents between two waves, a then b.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "partnership/instrument.hpp"
#include "partnership/item_tally.hpp"
#include "partnership/scores.hpp"

namespace partnership {

// Differences b - a of linked respondents, as histograms. Adds, like every tally, if each respondent is in one part.
class ChangeTally {
 public:
  struct Practice {
    std::array<Scores, kItemValues> differences;     // by ItemValue; of those with both points (gap: both pairs)
    std::uint64_t risen = 0, fallen = 0, rated = 0;  // actual from below 3 to 3 or 4, the reverse; both points there
    bool operator==(const Practice&) const = default;
  };
  struct Scope {  // of respondents scored in both waves
    Scores ideal, actual, gap, absgap;
    bool operator==(const Scope&) const = default;
  };

  explicit ChangeTally(InstrumentPtr instrument);
  // One respondent's codes in both waves, as in ResponseBlock.
  void add(std::span<const std::uint8_t> a, std::span<const std::uint8_t> b);
  void add_first_only(std::uint64_t times = 1) { first_only_ += times; }
  void add_second_only(std::uint64_t times = 1) { second_only_ += times; }
  void add(const ChangeTally& other);  // of the same instrument

  [[nodiscard]] const Instrument& instrument() const { return *instrument_; }
  [[nodiscard]] std::uint64_t linked() const { return linked_; }
  [[nodiscard]] std::uint64_t first_only() const { return first_only_; }
  [[nodiscard]] std::uint64_t second_only() const { return second_only_; }
  [[nodiscard]] const Practice& practice(std::size_t index) const { return practices_[index]; }
  [[nodiscard]] const Scope& scope(std::size_t index) const { return scopes_[index]; }

 private:
  InstrumentPtr instrument_;
  std::vector<Practice> practices_;
  std::vector<Scope> scopes_;
  std::uint64_t linked_ = 0, first_only_ = 0, second_only_ = 0;
};

}  // namespace partnership
