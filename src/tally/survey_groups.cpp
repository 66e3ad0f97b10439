#include "tally/survey_groups.hpp"

#include <algorithm>
#include <utility>

#include "instrument/limits.hpp"
#include "tally/respondent_entries.hpp"

namespace partnership {

void SurveyGroups::expect(std::optional<std::uint64_t> input_bytes) {
  const bool is_known = input_bytes && (input_bytes_ || !is_told_);
  input_bytes_ = is_known ? std::optional(input_bytes_.value_or(0) + *input_bytes) : std::nullopt;
  is_told_ = true;
}

bool SurveyGroups::hold(std::size_t logged, std::size_t bytes) {
  constexpr std::size_t kLittle = kMebibyte;  // each thread may hold it
  const SurveyGroups& survey = family_->of_survey;
  if (bytes > kLittle && !holds_much_.owns_lock()) {
    holds_much_ = std::unique_lock(family_->holds_much);
    family_->is_held = family_->is_held || &survey != this;
  }
  if (bytes == 0 && holds_much_.owns_lock()) holds_much_.unlock();
  std::size_t most = family_->held;
  while (most < bytes && !family_->held.compare_exchange_weak(most, bytes)) {
  }
  tell_logged(logged);
  const std::size_t of_log = survey.input_bytes_ ? family_->logged * sizeof(RespondentEntry) : 0;
  if (family_->bytes_of_survey + family_->held + of_log > survey.most_bytes()) family_->is_full = true;
  return !is_full();
}

GroupTable& SurveyGroups::table_of(const InstrumentPtr& instrument, std::size_t grouping) {
  for (auto& table : tables_)
    if (table.grouping() == grouping && &table.instrument() == instrument.get()) return table;
  return tables_.emplace_back(instrument, grouping, options_.depth_of(grouping));
}

void SurveyGroups::take(SurveyGroups& other) {
  const std::lock_guard lock(family_->mutex);
  take_tables(other);
  logged_told_ += std::exchange(other.logged_told_, 0);
}

void SurveyGroups::take_tables(SurveyGroups& other) {
  for (auto& table : other.tables_) table_of(table.instrument_ptr(), table.grouping()).add(table);
  other.tables_.clear();
  other.family_->bytes_of_forks -= std::exchange(other.bytes_told_, 0);
  if (&family_->of_survey == this) family_->bytes_of_survey = bytes();
}

void SurveyGroups::settle() {
  for (auto& table : tables_) table.settle();
}

std::size_t SurveyGroups::bytes() const {
  std::size_t sum = 0;
  for (const auto& table : tables_) sum += table.bytes();
  return sum;
}

std::size_t SurveyGroups::most_bytes() const {
  if (options_.most_memory) return *options_.most_memory;
  return input_bytes_ ? std::max<std::size_t>(kMemoryOfGroups, kMemoryPerInputByte * *input_bytes_) : kMemoryOfPipes;
}

bool SurveyGroups::takes_too_much(std::size_t logged) const {
  return bytes() + family_->held + (input_bytes_ ? logged * sizeof(RespondentEntry) : 0) > most_bytes();
}

// Well before the limit, because those who have not moved yet are not counted for it.
bool SurveyGroups::Family::is_crowded() const {
  if (is_held) return true;
  const std::size_t usual = of_survey.options_.most_memory.value_or(kMemoryOfGroups), groups = bytes_of_forks + bytes_of_survey + held;
  return bytes_of_forks > usual / 12 && (groups > usual / 3 * 2 || groups + logged * sizeof(RespondentEntry) > of_survey.most_bytes() / 3 * 2);
}

void SurveyGroups::tell_bytes() {
  const std::size_t now = bytes();
  if (now == bytes_told_ && !family_->is_held) return;
  family_->bytes_of_forks += now - std::exchange(bytes_told_, now);
  if (!family_->is_crowded()) return;
  const std::lock_guard lock(family_->mutex);
  family_->of_survey.take_tables(*this);
  has_moved_ = true;
}

void SurveyGroups::tell_logged(std::size_t logged) {
  constexpr std::size_t kWorthTelling = 1024;  // threads wait for each other where they count together
  if (logged >= logged_told_ + kWorthTelling) family_->logged += logged - std::exchange(logged_told_, logged);
}

}  // namespace partnership
