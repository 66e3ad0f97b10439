#include "support/saved_tallies.hpp"

#include <gtest/gtest.h>

namespace partnership::sample {

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : with_checksum(text.replace(at, from.size(), to));
}

std::string fault_of(const std::string& text, const std::vector<InstrumentPtr>& instruments, const SurveyOptions& options) {
  Survey survey(options);
  read_saved(text, instruments, survey);
  EXPECT_FALSE(survey.usable()) << text;
  if (survey.faults().size() != 1) return std::to_string(survey.faults().size()) + " faults";
  const auto& fault = survey.faults().front();
  return std::string(code_of(fault.kind).code) + " " + std::to_string(fault.position.line) + ":" + std::to_string(fault.position.column) +
         " " + fault.message;
}

}  // namespace partnership::sample
