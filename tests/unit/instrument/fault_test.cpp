// The closed list of fault kinds and the command-line cases that show each of them to a user.
#include "partnership/fault.hpp"

#include <gmock/gmock.h>

#include <filesystem>
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

TEST(FaultCodes, HaveACommandLineCaseEach) {
  std::vector<std::string> codes;
  for (const auto& entry : fault_codes()) codes.emplace_back(entry.code);
  std::set<std::string> cases;
  for (const auto& folder : std::filesystem::directory_iterator(PARTNERSHIP_SOURCE_DIR "/tests/cli/faults"))
    if (std::filesystem::exists(folder.path() / "cmd")) cases.insert(folder.path().filename().string());
  cases.erase("all-through-validate");
  EXPECT_THAT(cases, UnorderedElementsAreArray(codes));
}

}  // namespace
}  // namespace partnership
