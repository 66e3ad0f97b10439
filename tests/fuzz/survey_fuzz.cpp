// Response files of any kind. The first byte chooses the options, the rest is the file. What the plain reader says, the fast
// ones must say too; and what has been read can be written as CSV wide, CSV long and YAML that read the same.
#include <cstddef>
#include <cstdint>

#include "fuzz/reading.hpp"
#include "fuzz/layouts.hpp"

namespace {

using namespace partnership;

SurveyOptions options_of(std::uint8_t byte) {
  SurveyOptions options;
  options.groupings = byte % 2 == 0 ? std::vector<Grouping>{{}} : std::vector<Grouping>{{"partnership", "role"}};
  options.depth = TallyDepth::Everything;
  options.on_error = static_cast<OnError>(byte / 2 % 3);
  if (byte / 6 % 2 != 0) options.where = {{"role", "partner"}};
  return options;
}

std::optional<InputFormat> format_of(std::uint8_t byte) {
  constexpr std::optional<InputFormat> kFormats[] = {std::nullopt, InputFormat::Csv, InputFormat::Yaml, InputFormat::Tsv};
  return kFormats[byte / 12 % 4];
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto options = options_of(data[0]);
  const auto format = format_of(data[0]);
  use_row_kernel(row_kernels().back());
  const fuzz::SurveyOf plain(text, options, format);
  fuzz::expect_sound(plain);
  use_row_kernel(row_kernels().front());
  fuzz::expect_equal("every kernel says the same", fuzz::told_by(fuzz::SurveyOf(text, options, format)), fuzz::told_by(plain));
  fuzz::expect_layouts_agree(text, format);
  return 0;
}
