#include "partnership/tally.hpp"

#include <utility>

namespace partnership {
namespace {

constexpr Answer kPoints[] = {Answer::Point1, Answer::Point2, Answer::Point3, Answer::Point4};
constexpr Answer kAnswers[] = {Answer::Point1, Answer::Point2, Answer::Point3, Answer::Point4, Answer::NotApplicable, Answer::Blank};

// What one respondent's pairs on a set of practices sum up to.
struct PairSums {
  std::int32_t pairs = 0;
  std::array<std::int32_t, kMeasures> sums{};

  void add(Rating rating) {
    const int gap = rating.gap();
    ++pairs;
    const std::int32_t parts[kMeasures] = {point_of(rating.ideal()), point_of(rating.actual()), gap, gap < 0 ? -gap : gap, gap == 0,
                                           (gap > 0) - (gap < 0)};
    for (int i = 0; i < kMeasures; ++i) sums[static_cast<std::size_t>(i)] += parts[i];
  }
  [[nodiscard]] Fraction mean(Measure measure) const { return {sums[static_cast<std::size_t>(measure)], pairs}; }
};

// The half rule: answered on at least half of the practices (Ware et al. 1993; Fairclough & Cella 1996).
bool at_least_half(std::int32_t answered, std::size_t practices) { return 2 * static_cast<std::size_t>(answered) >= practices && answered > 0; }

void add_respondent(ScopeTally& tally, const Scope& scope, const Instrument& instrument, const std::vector<Rating>& ratings) {
  PairSums all;
  PairSums by_actor[2];
  std::size_t asked_of[2] = {0, 0};
  std::int32_t valid_ideals = 0;
  bool endorsed = true;
  for (const std::size_t i : scope.practices) {
    const auto actor = static_cast<std::size_t>(instrument.practices[i].actor);
    ++asked_of[actor];
    const Rating rating = ratings[i];
    if (!rating.asked()) continue;
    if (is_point(rating.ideal())) {
      ++valid_ideals;
      if (rating.ideal() < Answer::Point3) endorsed = false;
    }
    if (rating.is_pair()) {
      all.add(rating);
      by_actor[actor].add(rating);
    }
  }
  if (at_least_half(all.pairs, scope.practices.size()))
    for (int m = 0; m < kMeasures; ++m) tally.scores[static_cast<std::size_t>(m)].add(all.mean(static_cast<Measure>(m)));
  if (at_least_half(valid_ideals, scope.practices.size())) {
    ++tally.rated;
    if (endorsed) ++tally.endorsed;
  }
  if (scope.actor || asked_of[0] == 0 || asked_of[1] == 0) return;
  const auto& [partnership, sponsor] = by_actor;
  if (at_least_half(partnership.pairs, asked_of[0]) && at_least_half(sponsor.pairs, asked_of[1])) {
    constexpr auto kGap = static_cast<std::size_t>(Measure::Gap);
    tally.contrast.add(Fraction(partnership.sums[kGap] * sponsor.pairs - sponsor.sums[kGap] * partnership.pairs, partnership.pairs * sponsor.pairs));
  }
}

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
  Scores found;
  for (const Answer ideal : kPoints)
    for (const Answer actual : kPoints) found.add(Fraction(Rating(ideal, actual).gap()), count(ideal, actual));
  return found;
}

void ScopeTally::add(const ScopeTally& other) {
  for (std::size_t i = 0; i < scores.size(); ++i) scores[i].add(other.scores[i]);
  contrast.add(other.contrast);
  rated += other.rated;
  endorsed += other.endorsed;
}

Tally::Tally(InstrumentPtr instrument, TallyDepth depth)
    : instrument_(std::move(instrument)),
      practices_(instrument_->practices.size()),
      scopes_(depth == TallyDepth::Scopes ? instrument_->scopes().size() : 0) {}

void Tally::add(const Response& response) {
  for (std::size_t i = 0; i < practices_.size(); ++i)
    if (response.ratings[i].asked()) practices_[i].add(response.ratings[i]);
  for (std::size_t i = 0; i < scopes_.size(); ++i) add_respondent(scopes_[i], instrument_->scopes()[i], *instrument_, response.ratings);
  ++respondents_;
  invalid_cells_ += response.invalid_cells;
}

void Tally::add(const CountedRating& counted) {
  practices_[counted.practice].add(counted.rating, counted.count);
  counts_only_ = true;
}

void Tally::add(const Tally& other) {
  for (std::size_t i = 0; i < practices_.size(); ++i) practices_[i].add(other.practices_[i]);
  for (std::size_t i = 0; i < scopes_.size(); ++i) scopes_[i].add(other.scopes_[i]);
  respondents_ += other.respondents_;
  invalid_cells_ += other.invalid_cells_;
  counts_only_ = counts_only_ || other.counts_only_;
}

bool Tally::operator==(const Tally& other) const {
  return instrument_->name == other.instrument_->name && practices_ == other.practices_ && scopes_ == other.scopes_ &&
         respondents_ == other.respondents_ && invalid_cells_ == other.invalid_cells_ && counts_only_ == other.counts_only_;
}

}  // namespace partnership
