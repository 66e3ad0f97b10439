#include "tally/fault_list.hpp"

#include <gmock/gmock.h>

#include <string>
#include <vector>

namespace partnership {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Fault fault(std::uint64_t line, const std::string& message) {
  Fault made;
  made.position.line = line;
  made.message = message;
  return made;
}

std::vector<std::string> messages(const FaultList& list, const std::vector<FaultList::Placed>& others = {}) {
  std::vector<std::string> found;
  for (const auto& one : list.in_order(others)) found.push_back(one.message);
  return found;
}

// Two threads: one has read the first and third part of a file, the other the second part and a second file.
TEST(FaultList, IsInTheOrderOfTheInputWhoeverFoundThem) {
  FaultList one(10), other(10);
  one.begin_stretch(0, 1);
  one.add(fault(2, "a"));
  one.begin_stretch(0, 200);
  one.add(fault(210, "c"));
  other.begin_stretch(0, 100);
  other.add(fault(101, "b"));
  other.begin_stretch(1, 1);
  other.add(fault(1, "d"));
  other.add(one);
  EXPECT_THAT(messages(other), ElementsAre("a", "b", "c", "d"));
  EXPECT_EQ(other.count(), 4U);
}

TEST(FaultList, CountsAllAndKeepsTheFirst) {
  FaultList list(2);
  for (const char* message : {"a", "b", "c"}) list.add(fault(1, message));
  EXPECT_THAT(messages(list), ElementsAre("a", "b"));
  EXPECT_EQ(list.count(), 3U);
}

TEST(FaultList, ForgetsWhatIsBehindTheEndOfAFile) {
  FaultList list(10);
  list.begin_stretch(0, 1);
  list.add(fault(5, "a"));
  list.begin_stretch(0, 100);
  list.add(fault(150, "the file ends here"));
  list.begin_stretch(0, 200);
  list.add(fault(201, "read by another thread in vain"));
  list.begin_stretch(1, 1);
  list.add(fault(1, "b"));
  list.end_file_at(0, 100);
  EXPECT_THAT(messages(list), ElementsAre("a", "the file ends here", "b"));
  EXPECT_EQ(list.count(), 3U);
}

TEST(FaultList, PutsFaultsThatShowAtTheEndWhereTheyBelong) {
  FaultList list(4);
  list.begin_stretch(0, 1);
  list.add(fault(3, "b"));
  list.begin_stretch(1, 1);
  list.add(fault(3, "d"));
  EXPECT_THAT(messages(list, {{0, 2, fault(2, "a")}, {0, 3, fault(3, "c")}, {1, 9, fault(9, "e")}}), ElementsAre("a", "b", "c", "d"));
  EXPECT_THAT(messages(FaultList(5), {}), IsEmpty());
}

}  // namespace
}  // namespace partnership
