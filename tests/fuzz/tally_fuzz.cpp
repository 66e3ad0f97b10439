// Tally files, their checksum put right. What can be read can be written, and what is written reads the same again.
#include <cstddef>
#include <cstdint>

#include "fuzz/reading.hpp"
#include "support/saved_tallies.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace partnership;
  std::string text(reinterpret_cast<const char*>(data), size);
  const auto last = text.rfind("end "), digits = text.rfind(" xxh3 ");
  if (last != std::string::npos && digits != std::string::npos && digits > last && text.size() >= digits + 6 + 32)
    text = sample::with_checksum(text.substr(0, digits + 6 + 32) + "\n");
  SurveyOptions options;
  options.groupings = {{"partnership"}};
  options.depth = TallyDepth::Items;
  const fuzz::SurveyOf survey(text, options, InputFormat::Tally);
  if (!survey.usable()) return 0;  // a file that breaks off has said how many responses it holds, and not shown them all
  fuzz::expect_sound(survey);
  const auto written = sample::saved(survey);
  fuzz::expect_equal("a saved tally reads as it was", sample::saved(fuzz::SurveyOf(written, options, InputFormat::Tally)), written);
  return 0;
}
