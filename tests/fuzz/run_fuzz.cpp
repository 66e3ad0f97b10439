// Whole runs: a tool, options, and a file on standard input. The first byte is the tool, the second how many options follow,
// a byte each; then comes the file. Every run ends with an exit status of the documented ones; what is not usable leaves
// nothing on standard output, but for partnership-validate, whose findings go there.
#include <cstddef>
#include <cstdint>
#include <sstream>

#include "fuzz/reading.hpp"
#include "tool.hpp"

namespace {

using namespace partnership;

struct Entry {
  apps::Tool tool;
  bool finds_faults;
};
constexpr Entry kTools[] = {{apps::check, false}, {apps::congruence, false}, {apps::gaps, false}, {apps::stages, false}, {apps::statistics, false},
                            {apps::agreement, false}, {apps::change, false}, {apps::validate, true}, {apps::tally, false}, {apps::blank_form, false}};

// None of them names a file.
constexpr const char* kOptions[] = {
    "--quiet",      "--format=csv",   "--format=json",     "--format=markdown",   "--format=jsonl",      "--format=table",   "--format=tsv",
    "--by=role",    "--by=partnership", "--by=wave,role",  "--where=role=partner", "--where=wave=",       "--on-error=skip",  "--on-error=blank",
    "--level=practice", "--level=principle", "--level=overall", "--level=block",  "--level=actor",       "--top=1",          "--threshold=1",
    "--best",       "--least-valued", "--quadrants",       "--counts",            "--matrix",            "--tier=advanced",  "--no-respondents",
    "--keep-hashes", "--quality",     "--color=always",    "--width=20",          "--width=200",         "--raw-text",       "--input-format=csv",
    "--input-format=yaml", "--input-format=tally", "--encoding=latin1", "--encoding=utf-16le", "--instrument=developing", "--threads=2",
    "--fail-if=gap_mean>=1", "--columns=key,gap_mean", "--statistic=congruence", "--waves=1,2", "--only=*gap*", "--list", "--explain=gap_mean", "--help"};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2 || size - 2 < data[1] % 8U) return 0;
  const Entry entry = kTools[data[0] % std::size(kTools)];
  apps::Arguments arguments;
  const std::size_t options = data[1] % 8U;
  for (std::size_t i = 0; i < options; ++i) arguments.emplace_back(kOptions[data[2 + i] % std::size(kOptions)]);
  if (entry.tool != apps::blank_form) arguments.emplace_back("-");
  std::istringstream in(std::string(reinterpret_cast<const char*>(data) + 2 + options, size - 2 - options));
  std::ostringstream out, err;
  apps::Io io{in, out, err, {}};
  const int status = entry.tool(arguments, io);
  fuzz::expect(status >= apps::kDone && status <= apps::kBadInput, "the exit status is one of those documented");
  if (status == apps::kBadInput && !entry.finds_faults) fuzz::expect(out.str().empty() && !err.str().empty(), "bad input: a message, and nothing on standard output");
  if (status == apps::kWrongUsage) fuzz::expect(out.str().empty() && !err.str().empty(), "wrong usage: a message, and nothing on standard output");
  return 0;
}
