// Names are only names: what is printed of responses depends neither on their order nor on what people and partnerships
// are called.
#include <gmock/gmock.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "property/random_rows.hpp"

namespace partnership {
namespace {

using namespace random_rows;

std::string statistics_of(const std::vector<std::string>& rows) {
  const Folder folder;
  return run(apps::statistics,
             {"--quiet", "--tier", "advanced", "--by", "partnership", "--by", "role,wave", folder.write("rows.csv", with_header(rows))});
}

// Every name of a partnership is another one's, and respondents are called by the alphabet's other end.
std::string renamed(std::string row) {
  const auto comma = row.find(',');
  const std::pair<std::string, std::string> kNames[] = {{",P10,", ",P2,"}, {",P1,", ",P10,"}, {",P2,", ",P1,"}};
  if (row.starts_with('R')) row.replace(0, comma, "S" + std::to_string(100 - std::stoi(row.substr(1, comma - 1))));
  for (const auto& [from, to] : kNames)
    if (const auto at = row.find(','); row.compare(at, from.size(), from) == 0) return row.replace(at, from.size(), to);
  return row;
}

// The lines without the names, in their own order.
std::vector<std::string> nameless(const std::string& text) {
  std::istringstream lines(text);
  std::vector<std::string> found;
  for (std::string line; std::getline(lines, line);) {
    std::string rest;
    for (std::size_t i = 0; i < line.size(); ++i) {
      const bool name = (line[i] == 'P' || line[i] == 'R' || line[i] == 'S') &&
                        (i == 0 || line[i - 1] == ',' || line[i - 1] == '=' || line[i - 1] == '/');
      if (!name || i + 1 == line.size() || line[i + 1] < '0' || line[i + 1] > '9') {
        rest += line[i];
        continue;
      }
      while (i + 1 < line.size() && line[i + 1] >= '0' && line[i + 1] <= '9') ++i;
    }
    found.push_back(std::move(rest));
  }
  std::sort(found.begin(), found.end());
  return found;
}

void assert_equal(const std::vector<std::string>& found, const std::vector<std::string>& expected) {
  const auto [one, other] = std::mismatch(found.begin(), found.end(), expected.begin(), expected.end());
  if (one != found.end()) RC_LOG() << "found:    " << *one << '\n';  // all of them are thousands
  if (other != expected.end()) RC_LOG() << "expected: " << *other << '\n';
  RC_ASSERT(one == found.end() && other == expected.end());
}

RC_GTEST_PROP(Labels, OrderOfRowsChangesNoByte, ()) {
  auto rows = some_rows();
  const auto before = statistics_of(rows);
  for (std::size_t i = rows.size(); i > 1; --i) std::swap(rows[i - 1], rows[*rc::gen::inRange<std::size_t>(0, i)]);
  RC_ASSERT((statistics_of(rows) == before));
}

RC_GTEST_PROP(Labels, OtherNamesChangeNoNumber, ()) {
  auto rows = some_rows();
  const auto before = nameless(statistics_of(rows));
  for (auto& row : rows) row = renamed(row);
  assert_equal(nameless(statistics_of(rows)), before);
}

}  // namespace
}  // namespace partnership
