// Names are only names: what is printed of responses depends neither on their order nor on what people and partnerships
// are called.
#include <gmock/gmock.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <string_view>
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

// What the name is renamed from: S97 from R3, P1 from P2.
std::string old_name(const std::string& name) {
  if (name.front() == 'S') return "R" + std::to_string(100 - std::stoi(name.substr(1)));
  return name == "P2" ? "P10" : name == "P10" ? "P1" : "P2";
}

// What is printed of renamed rows, with the old names again.
std::string with_old_names(const std::string& text) {
  std::string found;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool starts = i == 0 || std::string_view("\n,=/;\"").find(text[i - 1]) != std::string_view::npos;
    const auto end = std::min(text.find_first_not_of("0123456789", i + 1), text.size());
    if (!starts || (text[i] != 'P' && text[i] != 'S') || end == i + 1) {
      found += text[i];
      continue;
    }
    found += old_name(text.substr(i, end - i));
    i = end - 1;
  }
  return found;
}

std::vector<std::string> sorted_lines(const std::string& text) {
  std::istringstream lines(text);
  std::vector<std::string> found;
  for (std::string line; std::getline(lines, line);) found.push_back(std::move(line));
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
  const auto before = sorted_lines(statistics_of(rows));
  for (auto& row : rows) row = renamed(row);
  assert_equal(sorted_lines(with_old_names(statistics_of(rows))), before);
}

}  // namespace
}  // namespace partnership
