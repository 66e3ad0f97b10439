// The closed list of fault kinds and the command-line cases that show each of them to a user.
#include "partnership/fault.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

namespace partnership {
namespace {

using testing::UnorderedElementsAreArray;

TEST(FaultCodes, AreInTheOrderOfTheirKinds) {
  int next = 0;
  for (const auto& entry : fault_codes()) EXPECT_EQ(static_cast<int>(entry.kind), next++) << entry.code;
}

const std::filesystem::path kCases = PARTNERSHIP_SOURCE_DIR "/tests/cli/faults";

std::string content_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(FaultCodes, HaveACommandLineCaseEach) {
  std::vector<std::string> codes;
  for (const auto& entry : fault_codes()) codes.emplace_back(entry.code);
  std::set<std::string> cases;
  for (const auto& folder : std::filesystem::directory_iterator(kCases))
    if (std::filesystem::exists(folder.path() / "cmd")) cases.insert(folder.path().filename().string());
  cases.erase("all-through-validate");
  EXPECT_THAT(cases, UnorderedElementsAreArray(codes));
}

// What a case is named for cannot be read off a message, but the fault column of the findings says it.
TEST(FaultCodes, AreAllFoundByPartnershipValidate) {
  const auto findings = content_of(kCases / "all-through-validate/stdout");
  for (const auto& entry : fault_codes()) {
    if (entry.kind == FaultKind::NotAFile) continue;  // a folder in place of an instrument; folders of responses are read
    EXPECT_NE(findings.find("," + std::string(entry.code) + ","), std::string::npos) << entry.code;
  }
}

TEST(FaultCodes, EndTheirCasesWithAMessageAndStatus3) {
  for (const auto& entry : fault_codes()) {
    const auto folder = kCases / entry.code;
    EXPECT_EQ(content_of(folder / "exit"), "3\n") << entry.code;
    EXPECT_NE(content_of(folder / "stderr"), "") << entry.code;
    EXPECT_EQ(content_of(folder / "stdout"), "") << entry.code;
  }
}

}  // namespace
}  // namespace partnership
