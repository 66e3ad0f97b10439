#include "partnership/response_quality.hpp"

#include <xxhash.h>

#include <algorithm>

#include "partnership/response.hpp"

namespace partnership {

bool ResponseQuality::straight(std::size_t side) const {
  return answered(side) > 0 && 2 * answered(side) >= practices && std::count(points[side].begin(), points[side].end(), 0U) == 3;
}

ResponseQuality quality_of(std::span<const std::uint8_t> codes) {
  ResponseQuality found;
  found.practices = codes.size();
  std::array<std::uint64_t, 2> run{};
  std::array<Answer, 2> before{Answer::Blank, Answer::Blank};
  for (const std::uint8_t code : codes) {
    const bool asked = code != ResponseBlock::kNotAsked;
    const std::array<Answer, 2> answers{asked ? static_cast<Answer>(code / kAnswerStates) : Answer::Blank,
                                        asked ? static_cast<Answer>(code % kAnswerStates) : Answer::Blank};
    for (std::size_t side = 0; side < 2; ++side) {
      const Answer answer = answers[side];
      if (asked && answer == Answer::Blank) ++found.blank;
      if (answer == Answer::NotApplicable) ++found.not_applicable;
      run[side] = !is_point(answer) ? 0 : answer == before[side] ? run[side] + 1 : 1;
      before[side] = answer;
      found.longest_run[side] = std::max(found.longest_run[side], run[side]);
      if (is_point(answer)) ++found.points[side][static_cast<std::size_t>(answer)];
    }
    if (!is_point(answers[0]) || !is_point(answers[1])) continue;
    ++found.pairs;
    if (answers[0] != answers[1]) found.all_pairs_equal = false;
  }
  return found;
}

AnswerSets::Hash AnswerSets::hash_of(std::span<const std::uint8_t> codes) {
  const XXH128_hash_t hash = XXH3_128bits(codes.data(), codes.size());
  return {hash.high64, hash.low64};
}

void AnswerSets::add(const Hash& hash, std::uint64_t times) {
  if (!kept_) return;
  entries_.push_back({hash, times});
  if (entries_.size() >= most_entries()) (void)settled();
}

void AnswerSets::forgo() {
  kept_ = false;
  entries_ = std::vector<Entry>();
  settled_ = 0;
}

void AnswerSets::add(const AnswerSets& other) {
  if (!other.kept_) forgo();
  if (!kept_) return;
  entries_.insert(entries_.end(), other.entries_.begin(), other.entries_.end());
  if (entries_.size() >= most_entries()) (void)settled();
}

const std::vector<AnswerSets::Entry>& AnswerSets::settled() const {
  if (settled_ == entries_.size()) return entries_;
  const auto less = [](const Entry& a, const Entry& b) { return a.hash < b.hash; };
  const auto middle = entries_.begin() + static_cast<std::ptrdiff_t>(settled_);
  std::sort(middle, entries_.end(), less);
  std::inplace_merge(entries_.begin(), middle, entries_.end(), less);
  std::size_t kept = 0;
  for (const Entry& entry : entries_) {
    if (kept > 0 && entries_[kept - 1].hash == entry.hash)
      entries_[kept - 1].times += entry.times;
    else
      entries_[kept++] = entry;
  }
  entries_.resize(kept);
  settled_ = kept;
  return entries_;
}

std::uint64_t AnswerSets::count(const Hash& hash) const {
  const auto& all = settled();
  const auto found = std::lower_bound(all.begin(), all.end(), hash, [](const Entry& entry, const Hash& wanted) { return entry.hash < wanted; });
  return found != all.end() && found->hash == hash ? found->times : 0;
}

std::uint64_t AnswerSets::repeated() const {
  std::uint64_t found = 0;
  for (const Entry& entry : settled()) found += entry.times > 1 ? entry.times : 0;
  return found;
}

void QualityTally::add(std::span<const std::uint8_t> codes) {
  const ResponseQuality quality = quality_of(codes);
  for (std::size_t side = 0; side < 2; ++side) straight[side] += quality.straight(side) ? 1 : 0;
  identical_sides += quality.identical_sides() ? 1 : 0;
  if (sets.kept() && quality.answered(0) + quality.answered(1) >= quality.practices) sets.add(AnswerSets::hash_of(codes));
}

void QualityTally::add(const QualityTally& other) {
  for (std::size_t side = 0; side < 2; ++side) straight[side] += other.straight[side];
  identical_sides += other.identical_sides;
  sets.add(other.sets);
}

}  // namespace partnership
