// What the targets have in common: a text read into a survey, and what that survey says, as one text to compare.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "partnership/input.hpp"
#include "partnership/survey.hpp"

namespace partnership::fuzz {

// Ends the program with both texts if they differ.
void expect_equal(std::string_view what, const std::string& found, const std::string& expected);
void expect(bool holds, std::string_view what);

// A form of three practices, so that short texts can be whole surveys, and the published ones.
[[nodiscard]] const std::vector<InstrumentPtr>& instruments();

// The text, read as standard input.
class SurveyOf : public Survey {
 public:
  SurveyOf(const std::string& text, const SurveyOptions& options, std::optional<InputFormat> format);
};
// Totals, faults as people see them, and the saved tally of what can be used.
[[nodiscard]] std::string told_by(const Survey& survey);
// Whatever bytes arrive, everything read is accounted for, and every statistic of it comes to an end.
void expect_sound(const Survey& survey);

}  // namespace partnership::fuzz
