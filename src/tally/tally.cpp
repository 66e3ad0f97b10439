#include "partnership/tally.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "tally/scope_sums.hpp"

namespace partnership {
namespace {

constexpr std::size_t kMostDense = 64;     // practices of a scope up to which equal scores of a batch are counted first

// Adds the means of a batch to the histogram of one measure. Most respondents share their score with others of the batch,
// so equal ones are counted first: a histogram is searched once for each different score.
class MeanCounter {
 public:
  void add(Scores& into, Measure measure, const std::vector<Sums>& respondents, std::size_t practices) {
    const auto size = static_cast<std::int32_t>(practices);
    const std::int32_t span = 6 * size + 1;  // sums lie from -3 to 4 times the practices, none in a wider range than 6 times
    const std::int32_t lowest = measure == Measure::Ideal || measure == Measure::Actual ? 0 : -3 * size;
    const bool dense = practices <= kMostDense;
    if (dense) counts_.resize(std::max(counts_.size(), static_cast<std::size_t>(span) * (practices + 1)));
    for (const Sums& sums : respondents) {
      const std::int32_t pairs = sums.of[Sums::kPairs], sum = sums.sum(measure);
      if (!at_least_half(pairs, practices)) continue;
      if (!dense) {
        into.add(Fraction(sum, pairs));
        continue;
      }
      auto& count = counts_[static_cast<std::size_t>(pairs * span + sum - lowest)];
      if (count++ == 0) touched_.push_back({sum, pairs});
    }
    for (const auto& [sum, pairs] : touched_)
      into.add(Fraction(sum, pairs), std::exchange(counts_[static_cast<std::size_t>(pairs * span + sum - lowest)], std::uint8_t{0}));
    touched_.clear();
  }

 private:
  struct Mean {
    std::int32_t sum, pairs;
  };
  std::vector<std::uint8_t> counts_;  // of the batch, by pairs and sum; all 0 between calls
  std::vector<Mean> touched_;
};
static_assert(Tally::kBatch <= 255);

void add_contrasts(Scores& into, const std::vector<Sums>& partnership, const std::vector<Sums>& sponsor, const std::size_t (&practices)[2]) {
  for (std::size_t r = 0; r < partnership.size(); ++r) {
    const auto &p = partnership[r].of, &s = sponsor[r].of;
    if (!at_least_half(p[Sums::kPairs], practices[0]) || !at_least_half(s[Sums::kPairs], practices[1])) continue;
    into.add(Fraction(p[Sums::kGap] * s[Sums::kPairs] - s[Sums::kGap] * p[Sums::kPairs], p[Sums::kPairs] * s[Sums::kPairs]));
  }
}

// Ranks of the principles by one respondent's mean gaps, the smallest first, mid-ranks for ties.
void add_ranks(PrincipleRanks& into, const std::vector<std::vector<Sums>>& sums, const std::vector<Scope>& scopes, std::size_t respondent) {
  const std::size_t principles = into.doubled_sums.size();  // the first scopes
  for (std::size_t i = 0; i < principles; ++i)
    if (!at_least_half(sums[i][respondent].of[Sums::kPairs], scopes[i].practices.size())) return;
  ++into.respondents;
  for (std::size_t i = 0; i < principles; ++i) {
    const auto& own = sums[i][respondent].of;
    std::uint64_t below = 0, same = 0;
    for (std::size_t j = 0; j < principles; ++j) {
      const auto& other = sums[j][respondent].of;
      const std::int64_t difference = std::int64_t{other[Sums::kGap]} * own[Sums::kPairs] - std::int64_t{own[Sums::kGap]} * other[Sums::kPairs];
      below += difference < 0 ? 1 : 0;
      same += difference == 0 ? 1 : 0;  // itself too
    }
    into.doubled_sums[i] += 2 * below + same + 1;
    into.ties += same * same - 1;  // each of the t equal ones gives t^2 - 1
  }
}

void add_batch(ScopeTally& tally, const std::vector<Sums>& respondents, std::size_t practices, MeanCounter& means) {
  for (int m = 0; m < kMeasures; ++m) means.add(tally.scores[static_cast<std::size_t>(m)], static_cast<Measure>(m), respondents, practices);
  for (const Sums& sums : respondents) {
    if (!at_least_half(sums.of[Sums::kRated], practices)) continue;
    ++tally.rated;
    if (sums.of[Sums::kNotEndorsed] == 0) ++tally.endorsed;
  }
}

}  // namespace

void ScopeTally::add(const ScopeTally& other) {
  for (std::size_t i = 0; i < scores.size(); ++i) scores[i].add(other.scores[i]);
  contrast.add(other.contrast);
  rated += other.rated;
  endorsed += other.endorsed;
}

void PrincipleRanks::add(const PrincipleRanks& other) {
  respondents += other.respondents;
  for (std::size_t i = 0; i < doubled_sums.size(); ++i) doubled_sums[i] += other.doubled_sums[i];
  ties += other.ties;
}

namespace {

bool has_items(TallyDepth depth) { return depth == TallyDepth::Items || depth == TallyDepth::Everything; }

}  // namespace

void Tally::add(const Response& response) {
  std::vector<std::uint8_t> codes(response.ratings.size());
  for (std::size_t i = 0; i < codes.size(); ++i)
    codes[i] = response.ratings[i].asked() ? response.ratings[i].joint_index() : ResponseBlock::kNotAsked;
  add_respondent(codes, response.invalid_cells);
}

void Tally::add_respondent(std::span<const std::uint8_t> codes, std::uint64_t invalid_cells) {
  ++respondents_;
  invalid_cells_ += invalid_cells;
  if (depth_ == TallyDepth::Responses) return keep_single(codes);
  waiting_.insert(waiting_.end(), codes.begin(), codes.end());
  if (waiting_.size() >= most_waiting() * codes.size()) count_batch();
}

void Tally::add_codes(std::span<const std::uint8_t> codes, std::uint64_t invalid_cells) {
  respondents_ += codes.size() / instrument_->practices.size();
  invalid_cells_ += invalid_cells;
  wait(codes);
}

// Of several respondents nothing is kept.
void Tally::keep_single(std::span<const std::uint8_t> codes) {
  if (respondents_ > 1)
    waiting_ = std::vector<std::uint8_t>();
  else if (!codes.empty())
    waiting_.assign(codes.begin(), codes.end());
}

void Tally::wait(std::span<const std::uint8_t> codes) {
  if (depth_ == TallyDepth::Responses) return keep_single(codes);
  const std::size_t most = most_waiting() * instrument_->practices.size();
  if (codes.size() > most / 2 && waiting_.size() + codes.size() >= most) {  // enough for a batch of their own
    count(codes);
    (void)own_counts_beside_a_batch();
    return;
  }
  waiting_.insert(waiting_.end(), codes.begin(), codes.end());
  if (waiting_.size() >= most) count_batch();
}

Tally::Counted& Tally::own_counts() const {
  if (!counted_.empty()) return counted_[0];
  auto& made = counted_.emplace_back();
  if (!has_scopes(depth_)) return made;
  made.scopes.resize(instrument_->scopes().size());
  made.ranks.doubled_sums.resize(instrument_->principles.size());
  if (!has_items(depth_)) return made;
  if (depth_ == TallyDepth::Items) made.quality.sets.forgo();
  for (const auto& scope : instrument_->scopes())
    if (scope.level == Level::Principle) made.items.emplace_back(scope.practices);
  return made;
}

// More than a batch waits only as long as there are no counts.
Tally::Counted& Tally::own_counts_beside_a_batch() {
  if (waiting_.size() > kBatch * instrument_->practices.size()) count_batch();
  return own_counts();
}

void Tally::settle() const {
  if (depth_ == TallyDepth::Responses) return;
  count(waiting_);
  waiting_ = std::vector<std::uint8_t>();
  Counted& own = own_counts();
  (void)own.quality.sets.settled();
  measure(own);
}

// The same while more respondents come, for which the memory of a batch is kept. (To assign {} would keep it all.)
void Tally::count_batch() {
  count(waiting_);
  if (waiting_.size() > kBatch * instrument_->practices.size())
    waiting_ = std::vector<std::uint8_t>();
  else
    waiting_.clear();
}

void Tally::count(std::span<const std::uint8_t> codes) const {
  Counted& into = own_counts();
  const std::size_t practices = instrument_->practices.size();
  for (std::size_t done = 0, all = codes.size() / practices; done < all;) {
    const std::size_t some = std::min(all - done, kBatch);
    const std::uint8_t* const batch = codes.data() + done * practices;
    count_practices(into, batch, some);
    if (has_scopes(depth_)) count_scopes(into, batch, some);
    if (has_items(depth_)) count_answers(into, batch, some);
    done += some;
  }
  measure(into);
}

std::size_t Tally::bytes() const {
  const std::size_t practices = instrument_->practices.size();
  if (depth_ == TallyDepth::Responses) return practices;
  const auto waiting = [&](std::uint64_t most) {  // in a vector that grows, but for a single one
    const std::uint64_t answered = respondents_ - stored_;
    return answered == 1 ? practices : 2 * std::min(answered, most) * practices;
  };
  if (counted_.empty()) return waiting(most_waiting(depth_));
  return std::max(waiting(most_waiting(depth_) - 1), counted_[0].bytes + waiting(kBatch));
}

std::size_t Tally::least_bytes_of_counts(const Instrument& instrument, TallyDepth depth) {
  std::size_t bytes = instrument.practices.size() * kCellsOfPractice * sizeof(Cell);
  if (!has_scopes(depth)) return bytes;
  bytes += instrument.scopes().size() * sizeof(ScopeTally);
  if (!has_items(depth)) return bytes;
  for (const auto& scope : instrument.scopes())
    if (const std::size_t items = scope.practices.size(); scope.level == Level::Principle)
      bytes += kItemValues * (items * (items + 1) / 2) * sizeof(std::int64_t);
  return bytes;
}

// A vector that grows by what comes may take twice as much as is in it.
void Tally::measure(Counted& counts) const {
  constexpr std::size_t kScore = 2 * sizeof(Scores::Counts::value_type);
  const std::size_t unused = respondents_ == 0 ? instrument_->practices.size() * kCellsOfPractice * sizeof(Cell) : 0;  // of published counts
  std::size_t scores = 0;
  for (const auto& scope : counts.scopes) {
    for (const auto& of_measure : scope.scores) scores += of_measure.counts().size();
    scores += scope.contrast.counts().size();
  }
  counts.bytes = std::max(counts.bytes, least_bytes_of_counts(*instrument_, depth_) - unused + counts.wide.size() * sizeof(JointCounts) + scores * kScore +
                                            (has_items(depth_) ? counts.quality.sets.bytes() : 0));
}

void Tally::count_practices(Counted& into, const std::uint8_t* codes, std::size_t respondents) const {
  const std::size_t practices = instrument_->practices.size();
  if (into.in_cells + respondents > std::numeric_limits<Cell>::max()) widen(into);
  into.cells.resize(practices * kCellsOfPractice);
  for (std::size_t r = 0; r < respondents; ++r) {
    Cell* cells = into.cells.data();
#pragma GCC unroll 8
    for (std::size_t i = 0; i < practices; ++i, cells += kCellsOfPractice) ++cells[codes[i]];
    codes += practices;
  }
  into.in_cells += respondents;
}

// Every practice is in one block, and blocks make up the other scopes, so the answers are summed once, by block.
void Tally::count_scopes(Counted& into, const std::uint8_t* codes, std::size_t respondents) const {
  const auto& scopes = instrument_->scopes();
  const std::size_t practices = instrument_->practices.size();
  const auto& table = sums_by_code();
  std::vector<std::vector<Sums>> sums(scopes.size(), std::vector<Sums>(respondents));
  for (std::size_t block = 0; block < scopes.size(); ++block) {
    if (scopes[block].level != Level::Block) continue;
    for (std::size_t r = 0; r < respondents; ++r)
      for (const std::size_t i : scopes[block].practices) sums[block][r].add(table[codes[r * practices + i]]);
    for (std::size_t scope = 0; scope < scopes.size(); ++scope) {
      const auto& of = scopes[scope];
      if (of.level == Level::Block || (of.principle && of.principle != scopes[block].principle) || (of.actor && of.actor != scopes[block].actor)) continue;
      for (std::size_t r = 0; r < respondents; ++r) sums[scope][r].add(sums[block][r]);
    }
  }
  for (std::size_t r = 0; r < respondents; ++r) add_ranks(into.ranks, sums, scopes, r);
  MeanCounter means;
  for (std::size_t scope = 0; scope < scopes.size(); ++scope) {
    add_batch(into.scopes[scope], sums[scope], scopes[scope].practices.size(), means);
    if (scopes[scope].actor) continue;
    // The parts of a principle are its two blocks, those of overall the two actors.
    std::size_t parts[2], of_part[2] = {0, 0};
    for (std::size_t part = 0; part < scopes.size(); ++part) {
      if (!scopes[part].actor || scopes[part].principle != scopes[scope].principle) continue;
      parts[static_cast<std::size_t>(*scopes[part].actor)] = part;
      of_part[static_cast<std::size_t>(*scopes[part].actor)] = scopes[part].practices.size();
    }
    if (of_part[0] > 0 && of_part[1] > 0) add_contrasts(into.scopes[scope].contrast, sums[parts[0]], sums[parts[1]], of_part);
  }
}

void Tally::count_answers(Counted& into, const std::uint8_t* codes, std::size_t respondents) const {
  const std::size_t practices = instrument_->practices.size();
  for (std::size_t r = 0; r < respondents; ++r) {
    const std::span<const std::uint8_t> of_respondent(codes + r * practices, practices);
    for (auto& items : into.items) items.add(of_respondent);
    into.quality.add(of_respondent);
  }
}

// Empties the narrow cells into wide ones.
void Tally::widen(Counted& counts) const {
  counts.wide.resize(instrument_->practices.size());
  if (counts.cells.empty()) return;
  for (std::size_t i = 0; i < counts.wide.size(); ++i) counts.wide[i].add(counts.cells_of(i));
  counts.cells.clear();
  counts.in_cells = 0;
}

JointCounts Tally::practice(std::size_t index) const {
  JointCounts found;
  if (!counted_.empty()) {
    const Counted& counts = counted_[0];
    if (!counts.wide.empty()) found = counts.wide[index];
    if (!counts.cells.empty()) found.add(counts.cells_of(index));
  }
  for (std::size_t at = index; at < waiting_.size(); at += instrument_->practices.size())
    if (const auto code = waiting_[at]; code != ResponseBlock::kNotAsked)
      found.add(Rating(static_cast<Answer>(code / kAnswerStates), static_cast<Answer>(code % kAnswerStates)));
  return found;
}

Scores Tally::scores(std::size_t scope, Measure measure) const {
  if (!is_small()) return counted().scopes[scope].of(measure);
  const auto& practices = instrument_->scopes()[scope].practices;
  const auto& table = sums_by_code();
  Scores found;
  for (std::size_t at = 0; at < waiting_.size(); at += instrument_->practices.size()) {
    Sums sums;
    for (const std::size_t i : practices) sums.add(table[waiting_[at + i]]);
    if (at_least_half(sums.of[Sums::kPairs], practices.size())) found.add(Fraction(sums.sum(measure), sums.of[Sums::kPairs]));
  }
  return found;
}

void Tally::add(const CountedRating& counted) {
  counts_only_ = true;
  if (depth_ == TallyDepth::Responses) return;
  auto& own = own_counts_beside_a_batch();
  if (own.wide.empty()) {
    widen(own);
    measure(own);
  }
  own.wide[counted.practice].add(counted.rating, counted.count);
}

void Tally::add(const Tally& other) {
  if (other.respondents_ == 0 && !other.counts_only_) return;
  respondents_ += other.respondents_;
  stored_ += other.stored_;
  invalid_cells_ += other.invalid_cells_;
  counts_only_ = counts_only_ || other.counts_only_;
  wait(other.waiting_);
  if (other.counted_.empty()) return;
  auto& own = own_counts_beside_a_batch();
  const auto& others = other.counted_[0];
  if (!others.wide.empty() || own.in_cells + others.in_cells > std::numeric_limits<Cell>::max()) {
    widen(own);
    for (std::size_t i = 0; i < own.wide.size(); ++i) {
      if (!others.wide.empty()) own.wide[i].add(others.wide[i]);
      if (!others.cells.empty()) own.wide[i].add(others.cells_of(i));
    }
  } else if (!others.cells.empty()) {
    own.cells.resize(others.cells.size());
    for (std::size_t i = 0; i < own.cells.size(); ++i) own.cells[i] += others.cells[i];
    own.in_cells += others.in_cells;
  }
  for (std::size_t i = 0; i < own.scopes.size(); ++i) own.scopes[i].add(others.scopes[i]);
  own.ranks.add(others.ranks);
  for (std::size_t i = 0; i < own.items.size(); ++i) own.items[i].add(others.items[i]);
  own.quality.add(others.quality);
  measure(own);
}

void Tally::add(const TallyCounts& stored) {
  if (stored.respondents == 1) {
    std::vector<std::uint8_t> codes;
    for (const auto& practice : stored.practices) {
      const auto cell = std::find(practice.cells().begin(), practice.cells().end(), 1U);
      codes.push_back(static_cast<std::uint8_t>(cell - practice.cells().begin()));  // behind the last cell: not asked
    }
    return add_respondent(codes, stored.invalid_cells);
  }
  respondents_ += stored.respondents;
  stored_ += stored.respondents;
  invalid_cells_ += stored.invalid_cells;
  counts_only_ = counts_only_ || stored.counts_only;
  if (depth_ == TallyDepth::Responses) return keep_single({});
  auto& own = own_counts_beside_a_batch();
  if (stored.counts_only || !own.wide.empty() || stored.respondents > std::numeric_limits<Cell>::max() - own.in_cells) {
    widen(own);
    for (std::size_t i = 0; i < own.wide.size(); ++i) own.wide[i].add(stored.practices[i]);
  } else {
    own.cells.resize(stored.practices.size() * kCellsOfPractice);
    for (std::size_t i = 0; i < stored.practices.size(); ++i)
      for (std::size_t cell = 0; cell < JointCounts::kCells; ++cell)
        own.cells[i * kCellsOfPractice + cell] += static_cast<Cell>(stored.practices[i].cells()[cell]);
    own.in_cells += stored.respondents;
  }
  if (!stored.counts_only && has_scopes(depth_)) {
    for (std::size_t i = 0; i < own.scopes.size(); ++i) own.scopes[i].add(stored.scopes[i]);
    own.ranks.add(stored.ranks);
    for (std::size_t i = 0; i < own.items.size(); ++i) own.items[i].add(stored.items[i]);
    if (has_items(depth_)) own.quality.add(stored.quality);
  }
  measure(own);
}

bool Tally::operator==(const Tally& other) const {
  if (instrument_->name != other.instrument_->name || instrument_->practices.size() != other.instrument_->practices.size()) return false;
  for (std::size_t i = 0; i < instrument_->practices.size(); ++i)
    if (practice(i) != other.practice(i)) return false;
  if (depth_ != other.depth_ || respondents_ != other.respondents_ || invalid_cells_ != other.invalid_cells_ || counts_only_ != other.counts_only_) return false;
  if (!has_scopes(depth_)) return true;
  const auto& own = counted();
  const auto& others = other.counted();
  return own.scopes == others.scopes && own.ranks == others.ranks && own.items == others.items && own.quality == others.quality;
}

}  // namespace partnership
