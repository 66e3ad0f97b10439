// The joint table of one practice: ideal (rows) by actual (columns), each a point, N/A or blank. Not-asked is not in it.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "partnership/answer.hpp"
#include "partnership/instrument.hpp"
#include "partnership/response.hpp"
#include "partnership/scores.hpp"

namespace partnership {

class JointCounts {
 public:
  static constexpr std::size_t kCells = std::size_t{kAnswerStates} * kAnswerStates;

  void add(Rating rating, std::uint64_t times = 1) { cells_[rating.joint_index()] += times; }  // rating must be asked
  void add(const JointCounts& other) {
    for (std::size_t i = 0; i < kCells; ++i) cells_[i] += other.cells_[i];
  }
  void add(std::span<const std::uint32_t, kCells> counts) {  // by joint_index()
    for (std::size_t i = 0; i < kCells; ++i) cells_[i] += counts[i];
  }
  [[nodiscard]] std::uint64_t count(Answer ideal, Answer actual) const { return cells_[Rating(ideal, actual).joint_index()]; }
  [[nodiscard]] const std::array<std::uint64_t, kCells>& cells() const { return cells_; }  // by joint_index()
  [[nodiscard]] std::uint64_t asked() const;                              // all cells
  [[nodiscard]] std::uint64_t pairs() const;                              // both sides a point
  [[nodiscard]] std::uint64_t count(Side side, Answer answer) const;      // margin
  [[nodiscard]] std::uint64_t valid(Side side) const;                     // points of one side, whatever the other is
  [[nodiscard]] std::array<std::uint64_t, 4> points(Side side) const;     // the same by point
  [[nodiscard]] std::array<std::uint64_t, 4> paired_points(Side side) const;  // of pairs only
  [[nodiscard]] Scores gaps() const;                                      // ideal - actual of the pairs, -3..3
  bool operator==(const JointCounts&) const = default;

 private:
  std::array<std::uint64_t, kCells> cells_{};
};

}  // namespace partnership
