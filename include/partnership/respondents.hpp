// Single respondents: what each one's response looks like, and who answered in two waves. They come as the groups of a survey
// grouped by partnership and respondent, tallied at TallyDepth::Responses; responses without a name are in none of it.
#pragma once
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "partnership/change_tally.hpp"
#include "partnership/survey.hpp"

namespace partnership {

inline const Grouping kByRespondent = {"partnership", "respondent"};

// The groups of a wave that are one respondent; `groups` in the order of Survey::groups(), of any wave.
[[nodiscard]] std::vector<const Group*> named_respondents(std::span<const Group* const> groups, const std::string& wave);

// Who answered in either of two waves, the same person known by partnership and respondent.
class LinkedWaves {
 public:
  // Of each wave what named_respondents() gives; the groups must outlive this.
  LinkedWaves(std::span<const Group* const> first, std::span<const Group* const> second, InstrumentPtr instrument);

  [[nodiscard]] ChangeTally all() const;
  // Of each partnership with a name, in natural order, until `f` says false; one at a time, because their tallies are large.
  void for_each_partnership(const std::function<bool(const std::string& name, const ChangeTally&)>& f) const;

 private:
  struct Respondent {
    const Group* first;  // null: not in this wave
    const Group* second;
    [[nodiscard]] const std::string& partnership() const { return (first != nullptr ? first : second)->values[0]; }
  };
  static void add(ChangeTally& into, const Respondent& respondent);

  InstrumentPtr instrument_;
  std::vector<Respondent> respondents_;  // in natural order of partnership and respondent
};

}  // namespace partnership
