#include "partnership/group_statistics.hpp"

#include <algorithm>
#include <utility>

#include "partnership/statistics.hpp"
#include "statistics/exact.hpp"
#include "statistics/importance.hpp"
#include "statistics/internal.hpp"

namespace partnership {
namespace {

constexpr double kSignificant = .05 + 1e-12;  // so that an exact .05 counts whatever the last bit of a product is

// What ranks and flags compare.
struct ExactGap {
  std::uint64_t n = 0;
  Quotient mean, absolute_mean;  // if n > 0
};

ExactGap exact_gap_of(const Scores& gaps, const Scores& absolute_gaps) {
  if (gaps.n() == 0) return {};
  return {gaps.n(), exact_mean(gaps), exact_mean(absolute_gaps)};
}

// 1 + how many come before; ties share the smallest rank, nobody without data is ranked.
std::vector<Estimate> ranks(const std::vector<ExactGap>& gaps, Reason none, bool (*before)(const ExactGap&, const ExactGap&)) {
  std::vector<Estimate> found(gaps.size(), Estimate{.n = 0, .reason = none});
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < gaps.size(); ++i)
    if (gaps[i].n > 0) order.push_back(i);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return before(gaps[a], gaps[b]); });
  for (std::size_t place = 0, rank = 1; place < order.size(); ++place) {
    if (place > 0 && before(gaps[order[place - 1]], gaps[order[place]])) rank = place + 1;
    found[order[place]] = {.value = static_cast<double>(rank), .n = gaps[order[place]].n};
  }
  return found;
}

// 2 "supported": a shortfall with adjusted p <= .05; 1 "indicated": a mean gap of one whole step; else 0.
Estimate flag_of(const ExactGap& gap, const Estimate& adjusted_p, Reason none) {
  if (gap.n == 0) return {.n = 0, .reason = none};
  const bool supported = gap.mean.numerator() > 0 && adjusted_p.value <= kSignificant;
  return {.value = supported ? 2.0 : gap.mean.numerator() >= gap.mean.denominator() ? 1.0 : 0.0, .n = gap.n};
}

}  // namespace

GroupStatistics::GroupStatistics(const Tally& tally, std::vector<const Tally*> partnerships)
    : copy_(tally.is_small() && tally.depth() != TallyDepth::Practices ? std::make_unique<const Tally>(tally) : nullptr),
      tally_(copy_ ? copy_.get() : &tally),
      partnerships_(std::move(partnerships)) {}
GroupStatistics::~GroupStatistics() = default;
GroupStatistics::GroupStatistics(GroupStatistics&&) noexcept = default;
GroupStatistics& GroupStatistics::operator=(GroupStatistics&&) noexcept = default;

std::vector<Subject> GroupStatistics::subjects(Level level) const {
  std::vector<Subject> found;
  const auto& instrument = tally_->instrument();
  if (level == Level::Practice) {
    for (std::size_t i = 0; i < instrument.practices.size(); ++i) found.push_back({this, level, i});
  } else {
    for (std::size_t i = 0; i < instrument.scopes().size(); ++i)
      if (instrument.scopes()[i].level == level) found.push_back({this, level, i});
  }
  return found;
}

std::string GroupStatistics::key(const Subject& subject) const {
  const auto& instrument = tally_->instrument();
  return subject.level == Level::Practice ? instrument.practices[subject.index].code : instrument.scopes()[subject.index].key;
}

std::optional<Estimate> GroupStatistics::get(std::string_view name, const Subject& subject) const {
  const Statistic* row = find_statistic(name, subject.level);
  return row ? std::optional(get(*row, subject)) : std::nullopt;
}

Estimate GroupStatistics::get(const Statistic& statistic, const Subject& subject) const {
  // Published counts say nothing of single respondents, so everything that has the respondent as its unit is unknown.
  if (tally_->counts_only() && statistic.basis != Basis::Answers) return Estimate{.reason = Reason::CountsOnly};
  if (statistic.basis == Basis::Partnerships && partnerships_.empty()) return Estimate{.reason = Reason::PartnershipsUnknown};
  const bool deep = tally_->depth() == TallyDepth::Items || tally_->depth() == TallyDepth::Everything;
  if (statistic.basis == Basis::Everything && !deep) return Estimate{.reason = Reason::NotTallied};
  return statistic.compute({this, subject.level, subject.index});
}

const GroupStatistics::Practice& GroupStatistics::practice(std::size_t index) const {
  if (last_practice_ != index) {
    practice_.counts = tally_->practice(index);
    practice_.asked = practice_.counts.asked();
    practice_.gaps = practice_.counts.gaps();
    practice_.magnitudes = magnitudes_of(practice_.gaps);
    last_practice_ = index;
  }
  return practice_;
}

const GroupStatistics::Family& GroupStatistics::family(Level level) const {
  auto& family = families_[static_cast<std::size_t>(level)];
  if (family) return *family;
  family = std::make_unique<Family>();
  const auto all = subjects(level);
  family->first = all.empty() ? 0 : all.front().index;
  const Reason none = level == Level::Practice ? Reason::NoPairs : Reason::NoneScored;
  std::vector<ExactGap> gaps;
  for (const auto& subject : all) {
    const bool practice = level == Level::Practice;
    const Scores scores = practice ? tally_->practice(subject.index).gaps() : tally_->scope(subject.index).of(Measure::Gap);
    gaps.push_back(exact_gap_of(scores, practice ? magnitudes_of(scores) : tally_->scope(subject.index).of(Measure::AbsGap)));
    family->p.push_back(signed_rank_of(scores, practice ? kMostExactPairs : kMostExactScores, none).p);
  }
  family->holm = adjusted(family->p, adjust_holm);
  family->bh = adjusted(family->p, adjust_benjamini_hochberg);
  family->gap_rank = ranks(gaps, none, [](const ExactGap& other, const ExactGap& own) { return own.mean < other.mean; });
  family->congruence_rank =
      ranks(gaps, none, [](const ExactGap& other, const ExactGap& own) { return other.absolute_mean < own.absolute_mean; });
  for (std::size_t i = 0; i < all.size(); ++i) family->flag.push_back(flag_of(gaps[i], family->bh[i], none));
  return *family;
}

const GroupStatistics::Importance& GroupStatistics::importance() const {
  if (!importance_) importance_ = std::make_unique<Importance>(importance_of(*tally_));
  return *importance_;
}

const Reliability& GroupStatistics::reliability(std::size_t principle, ItemValue value) const {
  if (reliabilities_.empty())
    for (const auto& items : tally_->items())
      for (const ItemValue each : {ItemValue::Ideal, ItemValue::Actual, ItemValue::Gap}) reliabilities_.push_back(reliability_of(items.of(each)));
  return reliabilities_[principle * kItemValues + static_cast<std::size_t>(value)];
}

std::vector<std::pair<std::size_t, std::size_t>> common_scopes(const Instrument& a, const Instrument& b) {
  const auto same_key = [](const Principle& x, const Principle& y) { return x.key == y.key; };
  if (!std::equal(a.principles.begin(), a.principles.end(), b.principles.begin(), b.principles.end(), same_key)) return {};
  std::vector<std::pair<std::size_t, std::size_t>> found;
  for (std::size_t i = 0; i < a.scopes().size(); ++i)
    for (std::size_t j = 0; j < b.scopes().size(); ++j)
      if (a.scopes()[i].level != Level::Block && a.scopes()[i].level == b.scopes()[j].level && a.scopes()[i].key == b.scopes()[j].key)
        found.emplace_back(i, j);
  return found;
}

}  // namespace partnership
