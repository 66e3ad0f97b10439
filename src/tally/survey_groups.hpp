// The groups of a survey, in a table for each instrument and grouping, and the limit on the memory they take. Forks of a survey,
// which other threads fill, have groups of their own. What is in all of them is in memory as often; so where the forks come to
// much, they move their groups to the survey, and tally there from then on, one thread at a time.
#pragma once
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "partnership/survey.hpp"
#include "tally/group_table.hpp"

namespace partnership {

class SurveyGroups {
 public:
  explicit SurveyGroups(const SurveyOptions& options)
      : options_(options), family_(std::make_shared<Family>(*this)) {}  // which must outlive this
  SurveyGroups(const SurveyGroups&) = delete;
  SurveyGroups& operator=(const SurveyGroups&) = delete;
  void become_fork_of(const SurveyGroups& survey) { family_ = survey.family_; }  // which must outlive this, too
  void expect(std::optional<std::uint64_t> input_bytes);                         // as Intake has it
  // The same; what a reader holds counts beside the groups, of several files the most.
  [[nodiscard]] bool hold(std::size_t logged, std::size_t bytes);

  // Calls add(groups) with the groups, these or those of the survey, to which something shall be added, unless is_full(). So many
  // respondents are `logged` in this survey or fork; they count, too.
  template <class Add>
  void tally(std::size_t logged, Add&& add) {
    if (is_full()) return;
    tell_logged(logged);
    if (&family_->of_survey != this && !has_moved_) {
      add(*this);
      return tell_bytes();
    }
    const std::lock_guard lock(family_->mutex);
    SurveyGroups& survey = family_->of_survey;
    add(survey);
    family_->bytes_of_survey = survey.bytes();
    if (survey.takes_too_much(family_->logged)) family_->is_full = true;
  }
  [[nodiscard]] GroupTable& table_of(const InstrumentPtr& instrument, std::size_t grouping);
  void take(SurveyGroups& other);  // which has none then
  void settle();                   // when all is read: counts what waits, where anything is counted

  // The limit is passed, and nothing is added any more. What is counted for it only grows, when forks are joined too, so neither
  // order nor threads decide whether it is passed in the end (but see Tally::bytes()); before the end takes_too_much() may not know it yet.
  [[nodiscard]] bool is_full() const { return family_->is_full; }
  [[nodiscard]] bool takes_too_much(std::size_t logged) const;
  [[nodiscard]] bool has_held() const { return family_->held > 0; }  // a reader, anything
  [[nodiscard]] bool knows_input_bytes() const { return input_bytes_.has_value(); }
  [[nodiscard]] const std::vector<GroupTable>& tables() const { return tables_; }

 private:
  struct Family {
    explicit Family(SurveyGroups& survey) : of_survey(survey) {}
    SurveyGroups& of_survey;
    std::mutex mutex;  // of the tables of the survey
    std::atomic<std::size_t> bytes_of_survey = 0, bytes_of_forks = 0;
    std::atomic<std::size_t> logged = 0;
    std::atomic<std::size_t> held = 0;
    std::mutex holds_much;              // of the one reader that may
    std::atomic<bool> is_held = false;  // has been, by one of several threads
    std::atomic<bool> is_full = false;
    [[nodiscard]] bool is_crowded() const;
  };

  [[nodiscard]] std::size_t bytes() const;
  [[nodiscard]] std::size_t most_bytes() const;
  void tell_bytes();  // of a fork; may move its groups
  void tell_logged(std::size_t logged);
  void take_tables(SurveyGroups& other);

  const SurveyOptions& options_;
  std::vector<GroupTable> tables_;
  std::optional<std::uint64_t> input_bytes_;  // where they are known
  bool is_told_ = false;                      // what to expect
  std::shared_ptr<Family> family_;
  std::size_t bytes_told_ = 0, logged_told_ = 0;  // to the family
  bool has_moved_ = false;                        // a fork's groups
  std::unique_lock<std::mutex> holds_much_;
};

}  // namespace partnership
