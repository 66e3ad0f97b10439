// Surveys through tally files and back, in memory.
#pragma once
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "instrument/checksum.hpp"
#include "partnership/input.hpp"
#include "partnership/saved_tally.hpp"
#include "partnership/survey.hpp"

namespace partnership::sample {

inline std::string saved(const Survey& survey, TallyHashes hashes = TallyHashes::Left) {
  std::ostringstream out;
  write_tally(out, survey, hashes);
  return out.str();
}

// Reads one text from standard input.
inline void read_saved(const std::string& text, const std::vector<InstrumentPtr>& instruments, Intake& intake) {
  std::istringstream in(text);
  InputOptions options;
  options.instruments = instruments;
  options.threads = 1;
  read_inputs({"-"}, in, options, intake);
}

// The end of a tally file belongs to its content: puts the right checksum under what a test has changed.
[[nodiscard]] inline std::string with_checksum(std::string text) {
  const auto end = text.rfind("end ");
  const auto digits = text.rfind(' ') + 1;
  Checksum sum;
  sum.add(std::string_view(text).substr(0, end));
  return text.replace(digits, 32, sum.digits());
}
// A tally file with one place changed, and the checksum with it.
[[nodiscard]] std::string replaced(std::string text, const std::string& from, const std::string& to);
// The message of the only fault of a text, with its kind and place.
[[nodiscard]] std::string fault_of(const std::string& text, const std::vector<InstrumentPtr>& instruments, const SurveyOptions& options);

}  // namespace partnership::sample
