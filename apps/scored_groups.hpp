// Which groups a run has, what they are called, and their statistics.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "partnership/group_statistics.hpp"
#include "partnership/survey.hpp"

namespace partnership::apps {

struct ScoredGroup {
  const Group* group;
  const Grouping* by;  // names of group->values
  GroupStatistics statistics;
  std::string label;   // as statistics.csv groups are named: "stage=E;wave=2;partnership=P01", "all"
  std::string title;   // for people: "established, wave 2, partnership P01"
  [[nodiscard]] const Instrument& instrument() const { return statistics.tally().instrument(); }
};

// Groups in the order of a report. Each is scored when it is asked for, and what that took goes with it: there may be many.
class ScoredGroups {
 public:
  struct Member {
    const Group* group;
    const Grouping* by;
  };
  // `partnerships`: the grouping {"partnership"} of the same survey, if whole groups shall know their partnerships; responses
  // that name none are of no partnership. The survey and the groupings must stay.
  ScoredGroups(const Survey& survey, std::vector<Member> members, std::optional<std::size_t> partnerships = std::nullopt)
      : survey_(&survey), members_(std::move(members)), partnerships_(partnerships) {}

  [[nodiscard]] std::size_t size() const { return members_.size(); }
  [[nodiscard]] bool empty() const { return members_.empty(); }
  [[nodiscard]] ScoredGroup operator[](std::size_t index) const;
  [[nodiscard]] const std::vector<Member>& members() const { return members_; }  // without their statistics
  [[nodiscard]] std::vector<ScoredGroup> all() const;  // side by side: for the few that are compared

  class Iterator {
   public:
    Iterator(const ScoredGroups& groups, std::size_t at) : groups_(&groups), at_(at) {}
    ScoredGroup operator*() const { return (*groups_)[at_]; }
    Iterator& operator++() {
      ++at_;
      return *this;
    }
    bool operator==(const Iterator& other) const { return at_ == other.at_; }

   private:
    const ScoredGroups* groups_;
    std::size_t at_;
  };
  [[nodiscard]] Iterator begin() const { return {*this, 0}; }
  [[nodiscard]] Iterator end() const { return {*this, size()}; }

 private:
  const Survey* survey_;
  std::vector<Member> members_;
  std::optional<std::size_t> partnerships_;
};

// The groups of one of the groupings, by instrument, wave and values.
[[nodiscard]] std::vector<ScoredGroups::Member> members_of(const Survey& survey, const std::vector<Grouping>& groupings, std::size_t grouping);
[[nodiscard]] ScoredGroups scored_groups(const Survey& survey, const std::vector<Grouping>& groupings, std::size_t grouping,
                                         std::optional<std::size_t> partnerships = std::nullopt);
[[nodiscard]] ScoredGroups scored_groups(const Survey& survey, const std::vector<Grouping>& groupings);  // of all of them

[[nodiscard]] inline ScoredGroup scored(const Survey& survey, const ScoredGroups::Member& member) { return ScoredGroups(survey, {member})[0]; }

// "stage=E;wave=2": the part of a label that all groups of a stage and wave share; "" with one stage and one wave.
[[nodiscard]] std::string label_prefix(const Survey& survey, const Instrument& instrument, const std::string& wave);

}  // namespace partnership::apps
