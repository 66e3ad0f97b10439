// Responses given to the tools at once, and the same responses in any split and order by way of tally files: the same
// bytes come out.
#include <gmock/gmock.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "partnership/instrument.hpp"
#include "tool.hpp"

namespace partnership {
namespace {

class Folder {
 public:
  Folder() { std::filesystem::create_directories(path_); }
  ~Folder() { std::filesystem::remove_all(path_); }
  std::string write(const std::string& name, const std::string& text) const {
    std::ofstream(path_ / name, std::ios::binary) << text;
    return (path_ / name).string();
  }
  [[nodiscard]] std::string name(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_ = std::filesystem::temp_directory_path() / ("saved-tally-" + std::to_string(getpid()));
};

std::string run(apps::Tool tool, apps::Arguments arguments) {
  std::istringstream in;
  std::ostringstream out, err;
  apps::Io io{in, out, err, {}};
  const int status = tool(arguments, io);
  RC_LOG() << err.str();
  RC_ASSERT(status == apps::kDone);
  return out.str();
}

std::string header() {
  std::string text = "respondent,partnership,role,wave";
  for (const auto& practice : published_instruments()[1]->practices) text += ',' + practice.code + "_ideal," + practice.code + "_actual";
  return text + '\n';
}

// Mostly pairs; N/A and blank often enough that the half rule decides. The name is added once the rows are known.
struct Row {
  std::string rest;  // all but the respondent
  bool named = false;
};

rc::Gen<Row> some_row() {
  return rc::gen::exec([] {
    Row row;
    row.named = *rc::gen::weightedElement<bool>({{9, true}, {1, false}});
    row.rest = *rc::gen::element<std::string>(",P1,", ",P2,", ",P10,", ",,") + *rc::gen::element<std::string>("staff,", "sponsor,", ",") +
               *rc::gen::element<std::string>("1", "2");
    const auto side = [](std::vector<std::string> signs) {
      return rc::gen::weightedOneOf<std::string>({{12, rc::gen::elementOf(signs)}, {1, rc::gen::element<std::string>("N/A", "")}});
    };
    const auto pair = rc::gen::pair(side({"3", "4", "2", "1"}), side({"b", "c", "a", "d"}));
    for (const auto& [ideal, actual] :
         *rc::gen::container<std::vector<std::pair<std::string, std::string>>>(published_instruments()[1]->practices.size(), pair))
      row.rest += ',' + ideal + ',' + actual;
    return row;
  });
}

std::vector<std::string> some_rows() {
  std::vector<std::string> rows;
  for (const Row& row : *rc::gen::container<std::vector<Row>>(*rc::gen::inRange<std::size_t>(2, 20), some_row()))
    rows.push_back((row.named ? "R" + std::to_string(rows.size()) : "") + row.rest + '\n');
  return rows;
}

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

RC_GTEST_PROP(SavedTallies, GiveWhatOneRunGives, ()) {
  const Folder folder;
  const auto rows = some_rows();
  std::string whole = header();
  for (const auto& row : rows) whole += row;
  const apps::Arguments asked = {"--quiet", "--by", "partnership", "--by", "role,wave"};
  auto straight = asked, by_tallies = asked;
  straight.push_back(folder.write("whole.csv", whole));
  const auto hashes =
      *rc::gen::arbitrary<bool>() ? std::vector<std::string>{"--quiet", "--keep-hashes"} : std::vector<std::string>{"--quiet"};
  for (const auto& file : tallied(folder, rows, hashes)) by_tallies.push_back(file);
  RC_ASSERT(run(apps::statistics, by_tallies) == run(apps::statistics, straight));
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
