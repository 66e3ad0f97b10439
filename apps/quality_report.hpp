// What validate --quality says of sound responses: signs that one was not filled in with care (Curran 2016). They are there to
// be looked at and change nothing: no tool leaves a response out because of them.
#pragma once
#include <string>
#include <vector>

#include "partnership/survey.hpp"
#include "printing.hpp"

namespace partnership::apps {

// What the survey has to be grouped by, and how deep: everybody, partnerships, single respondents.
[[nodiscard]] const std::vector<Grouping>& quality_groupings();
[[nodiscard]] const std::vector<TallyDepth>& quality_depths();

// How many responses of each stage and wave show what, then the respondents who show something; last `lines`.
void print_quality_for_people(Renderer& renderer, const Survey& survey, const std::vector<std::string>& lines);
// A row for each respondent with a name, with every q_*.
void print_quality_rows(const Printing& to, const Survey& survey);
// Which responses those rows leave out, and why: a sentence each.
[[nodiscard]] std::vector<std::string> not_listed(const Survey& survey);

}  // namespace partnership::apps
