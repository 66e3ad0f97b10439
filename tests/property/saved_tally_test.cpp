// Responses given to the tools at once, and the same responses in any split and order by way of tally files: the same
// bytes come out.
#include <gmock/gmock.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include "property/random_rows.hpp"
#include "support/saved_tallies.hpp"

namespace partnership {
namespace {

using namespace random_rows;

// The rows dealt out to files, the files boiled down to tallies, the tallies to fewer; in any order.
std::vector<std::string> tallied(const Folder& folder, const std::vector<std::string>& rows, const std::vector<std::string>& options) {
  std::vector<std::string> texts(*rc::gen::inRange<std::size_t>(1, 5), header()), files;
  for (const auto& row : rows) texts[*rc::gen::inRange<std::size_t>(0, texts.size())] += row;
  const auto tally = [&](const std::vector<std::string>& inputs, const std::string& name) {
    apps::Arguments arguments = options;
    arguments.insert(arguments.end(), {"--output", folder.name(name)});
    arguments.insert(arguments.end(), inputs.begin(), inputs.end());
    run(apps::tally, arguments);
    return folder.name(name);
  };
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (texts[i] == header()) continue;
    files.insert(files.begin() + static_cast<std::ptrdiff_t>(*rc::gen::inRange<std::size_t>(0, files.size() + 1)),
                 tally({folder.write(std::to_string(i) + ".csv", texts[i])}, std::to_string(i) + ".tally"));
  }
  for (std::size_t merged = 0; files.size() > 1 && *rc::gen::arbitrary<bool>(); ++merged) {
    const auto name = tally({files[0], files[1]}, "merged-" + std::to_string(merged) + ".tally");
    files.erase(files.begin(), files.begin() + 2);
    files.push_back(name);
  }
  return files;
}

using Texts = std::vector<std::string>;

// What partnership-statistics prints of all rows at once, and of tallies of them.
struct Printed {
  std::string straight, by_tallies;
};

Printed printed(const Texts& asked, const Texts& tally_options) {
  const Folder folder;
  const auto rows = some_rows();
  auto straight = asked, by_tallies = asked;
  straight.push_back(folder.write("whole.csv", with_header(rows)));
  for (const auto& file : tallied(folder, rows, tally_options)) by_tallies.push_back(file);
  return {run(apps::statistics, straight), run(apps::statistics, by_tallies)};
}

const Texts kAsked = {"--quiet", "--tier", "advanced", "--by", "partnership", "--by", "role,wave"};

RC_GTEST_PROP(SavedTallies, GiveWhatOneRunGives, ()) {
  const auto found = printed(kAsked, {"--quiet", "--keep-hashes", "--by", "partnership,role,respondent"});
  RC_ASSERT(found.by_tallies == found.straight);
}

RC_GTEST_PROP(SavedTallies, GiveWhatOneRunGivesOfGroups, ()) {
  auto asked = kAsked;
  asked.emplace_back("--no-respondents");
  const auto found = printed(asked, {"--quiet", "--keep-hashes"});
  RC_ASSERT(found.by_tallies == found.straight);
}

RC_GTEST_PROP(SavedTallies, WithoutHashesDoNotSayWhichResponsesAreAlike, ()) {
  const auto found = printed(kAsked, {"--quiet", "--by", "partnership,role,respondent"});
  std::istringstream straight(found.straight), by_tallies(found.by_tallies);
  std::string expected, line;
  while (std::getline(straight, expected)) {
    RC_ASSERT(static_cast<bool>(std::getline(by_tallies, line)));
    if (line.find("_duplicate") == std::string::npos || line.find(",not_tallied,") == std::string::npos) RC_ASSERT(line == expected);
  }
  RC_ASSERT(!std::getline(by_tallies, line));
}

// Numbers that somebody made up may pass for a tally or not; either way every statistic comes to an end.
RC_GTEST_PROP(SavedTallies, WithNumbersMadeUpAreComputedOrRefused, ()) {
  const Folder folder;
  auto saved = run(apps::tally, {"--quiet", "--keep-hashes", "--by", "partnership", folder.write("whole.csv", with_header(some_rows()))});
  const std::string digits = "0123456789";
  for (int changes = *rc::gen::inRange(1, 4); changes > 0; --changes) {
    const auto group = saved.find("\ngroup "), line = saved.find("\n [", *rc::gen::inRange(group, saved.size()));
    const auto begin = saved.find_first_of(digits, saved.find(' ', line + 4)), end = saved.find_first_not_of(digits, begin);
    if (line == std::string::npos || begin == std::string::npos || end == std::string::npos) continue;
    saved.replace(begin, end - begin,
                  *rc::gen::element<std::string>("0", "1", "2", "3", "7", "40", "9007199254740991", "18446744073709551616"));
  }
  std::istringstream in;
  std::ostringstream out, err;
  apps::Io io{in, out, err, {}};
  const auto file = folder.write("made-up.tally", sample::with_checksum(saved));
  const int status = apps::statistics({"--quiet", "--tier", "advanced", "--by", "partnership", "--no-respondents", file}, io);
  RC_ASSERT(status == apps::kDone || (status == apps::kBadInput && !err.str().empty()));
}

RC_GTEST_PROP(SavedTallies, OfTheSameFilesAreTheSameBytes, ()) {
  const Folder folder;
  const auto rows = some_rows();
  const std::vector<std::string> options = {"--quiet", "--keep-hashes"};
  const auto files = tallied(folder, rows, options);
  std::vector<std::string> sources;
  for (std::size_t i = 0; i < 5; ++i)
    if (std::filesystem::exists(folder.name(std::to_string(i) + ".tally"))) sources.push_back(folder.name(std::to_string(i) + ".csv"));
  auto added = options, straight = options;
  added.insert(added.end(), files.begin(), files.end());
  straight.insert(straight.end(), sources.begin(), sources.end());
  RC_ASSERT(run(apps::tally, added) == run(apps::tally, straight));
}

}  // namespace
}  // namespace partnership
