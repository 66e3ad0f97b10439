#include "partnership/joint_counts.hpp"

namespace partnership {
namespace {

constexpr Answer kPoints[] = {Answer::Point1, Answer::Point2, Answer::Point3, Answer::Point4};
constexpr Answer kAnswers[] = {Answer::Point1, Answer::Point2, Answer::Point3, Answer::Point4, Answer::NotApplicable, Answer::Blank};

}  // namespace

std::uint64_t JointCounts::asked() const {
  std::uint64_t sum = 0;
  for (const auto cell : cells_) sum += cell;
  return sum;
}

std::uint64_t JointCounts::pairs() const {
  std::uint64_t sum = 0;
  for (const auto n : paired_points(Side::Ideal)) sum += n;
  return sum;
}

std::uint64_t JointCounts::count(Side side, Answer answer) const {
  std::uint64_t sum = 0;
  for (const Answer other : kAnswers) sum += side == Side::Ideal ? count(answer, other) : count(other, answer);
  return sum;
}

std::uint64_t JointCounts::valid(Side side) const {
  std::uint64_t sum = 0;
  for (const auto n : points(side)) sum += n;
  return sum;
}

std::array<std::uint64_t, 4> JointCounts::points(Side side) const {
  std::array<std::uint64_t, 4> found{};
  for (const Answer point : kPoints) found[static_cast<std::size_t>(point)] = count(side, point);
  return found;
}

std::array<std::uint64_t, 4> JointCounts::paired_points(Side side) const {
  std::array<std::uint64_t, 4> found{};
  for (const Answer ideal : kPoints)
    for (const Answer actual : kPoints) found[static_cast<std::size_t>(side == Side::Ideal ? ideal : actual)] += count(ideal, actual);
  return found;
}

Scores JointCounts::gaps() const {
  std::array<std::uint64_t, 7> times{};
  for (const Answer ideal : kPoints)
    for (const Answer actual : kPoints) times[static_cast<std::size_t>(Rating(ideal, actual).gap() + 3)] += count(ideal, actual);
  Scores found;
  found.reserve(times.size());
  for (int gap = -3; gap <= 3; ++gap) found.append(Fraction(gap), times[static_cast<std::size_t>(gap + 3)]);
  return found;
}

}  // namespace partnership
