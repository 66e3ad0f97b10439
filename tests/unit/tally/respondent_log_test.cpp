#include "tally/respondent_log.hpp"

#include <gmock/gmock.h>

#include <string>
#include <vector>

namespace partnership {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// "file:line before file:line" of every duplicate.
std::vector<std::string> duplicates(const RespondentLog& log, std::size_t most = 100) {
  std::vector<std::string> lines;
  for (const auto& d : log.compare(most).duplicates)
    lines.push_back(std::to_string(d.place.file) + ":" + std::to_string(d.place.line) + " after " + std::to_string(d.first.file) + ":" +
                    std::to_string(d.first.line));
  return lines;
}

TEST(RespondentLog, TellsTheLaterOfTwoResponsesWhateverTheOrder) {
  RespondentLog log;
  log.add("P1", "Ann", 0, {1, 9}, Standing::Scored);
  log.add("P1", "Ann", 0, {0, 2}, Standing::Scored);
  log.add("P1", "Ann", 0, {0, 7}, Standing::Scored);
  log.add("P2", "Ann", 0, {0, 8}, Standing::Scored);
  EXPECT_THAT(duplicates(log), ElementsAre("0:7 after 0:2", "1:9 after 0:2"));
  EXPECT_THAT(duplicates(log, 1), ElementsAre("0:7 after 0:2"));
  EXPECT_EQ(log.compare(1).duplicate_count, 2U);
  EXPECT_EQ(log.compare(1).scored_duplicates, 2U);
  EXPECT_EQ(log.compare(1).respondents, 2U) << "Ann of P1 and Ann of P2";
}

TEST(RespondentLog, ForgetsWhatIsBehindTheEndOfAFile) {
  RespondentLog log;
  for (const std::uint64_t line : {2U, 3U, 9U}) log.add("P1", "Ann", 0, {0, line}, Standing::Scored);
  EXPECT_EQ(log.compare(9, {{0, 3}}).duplicate_count, 1U);
  EXPECT_EQ(log.compare(9, {{0, 2}}).duplicate_count, 0U);
  EXPECT_EQ(log.compare(9, {{1, 1}}).duplicate_count, 2U) << "of another file";
}

TEST(RespondentLog, CountsAPersonOnceOverWaves) {
  RespondentLog log;
  for (std::uint32_t cell = 0; cell < 3; ++cell) log.add("P1", "Ann", cell, {0, cell}, Standing::Scored);
  log.add("P1", "Ben", 1, {0, 9}, Standing::Scored);
  EXPECT_THAT(duplicates(log), IsEmpty());
  EXPECT_EQ(log.compare(9).respondents, 2U);
}

TEST(RespondentLog, CountsOnlyPeopleWithAScoredResponse) {
  RespondentLog log;
  log.add("P1", "Ann", 0, {0, 1}, Standing::Filtered);
  log.add("P1", "Ann", 0, {0, 2}, Standing::Scored);
  log.add("P1", "Ben", 0, {0, 3}, Standing::Rejected);
  EXPECT_EQ(log.compare(9).respondents, 0U) << "Ann's scored response is a duplicate";
  EXPECT_EQ(log.compare(9).scored_duplicates, 1U);
  EXPECT_THAT(duplicates(log), ElementsAre("0:2 after 0:1"));
}

TEST(RespondentLog, KeepsNamesWhileThereAreFew) {
  RespondentLog log;
  log.add("P1", "Ann", 0, {0, 1}, Standing::Scored);
  log.add("P1", "Ann", 0, {0, 2}, Standing::Scored);
  ASSERT_TRUE(log.compare(9).duplicates.at(0).names.has_value());
  EXPECT_EQ(*log.compare(9).duplicates.at(0).names, (std::pair<std::string, std::string>("P1", "Ann")));
  for (int i = 0; i < 20'000; ++i) log.add("P1", "R" + std::to_string(i), 0, {1, static_cast<std::uint64_t>(i)}, Standing::Scored);
  EXPECT_FALSE(log.compare(9).duplicates.at(0).names.has_value());
  EXPECT_EQ(log.compare(9).respondents, 20'001U);
}

TEST(RespondentLog, NamesTheRightOneOfSeveralOnOneLine) {
  RespondentLog log;
  for (const auto* name : {"Ann", "Ben", "Ben"}) log.add("P1", name, 0, {0, 1}, Standing::Scored);
  EXPECT_EQ(log.compare(9).duplicates.at(0).names->second, "Ben");
}

TEST(RespondentLog, AddsUpWithTheCellsOfTheOtherRenumbered) {
  RespondentLog log, other;
  log.add("P1", "Ann", 0, {0, 1}, Standing::Scored);
  log.add("P1", "Ann", 1, {0, 2}, Standing::Scored);
  other.add("P1", "Ann", 0, {1, 1}, Standing::Scored);  // its cell 0 is cell 1 here
  other.add("P1", "Ben", 0, {1, 2}, Standing::Scored);
  log.take(other, std::vector<std::uint32_t>{1});
  EXPECT_THAT(duplicates(log), ElementsAre("1:1 after 0:2"));
  EXPECT_EQ(log.compare(9).respondents, 2U);
  EXPECT_EQ(log.compare(9).duplicates.at(0).names->second, "Ann");
  EXPECT_EQ(other.compare(9).respondents, 0U) << "it has given everything away";
}

// Entries are kept in blocks of 64.
TEST(RespondentLog, AddsUpWhereTheBlocksOfBothAreJustFull) {
  for (const std::uint64_t own : {0U, 1U, 63U, 64U, 65U, 128U})
    for (const std::uint64_t others : {0U, 1U, 63U, 64U, 65U, 128U}) {
      RespondentLog log, other;
      for (std::uint64_t i = 0; i < own; ++i) log.add({i, 0}, 0, {0, i}, Standing::Scored);
      for (std::uint64_t i = 0; i < others; ++i) other.add({own + i, 0}, 0, {1, i}, Standing::Scored);
      log.take(other, std::vector<std::uint32_t>{0});
      EXPECT_EQ(log.size(), own + others);
      EXPECT_EQ(log.compare(9).respondents, own + others) << own << " and " << others;
      log.add({own + others, 0}, 0, {2, 0}, Standing::Scored);
      EXPECT_EQ(log.compare(9).respondents, own + others + 1) << own << " and " << others;
    }
}

// Of these most are in large pages, which begin after some 60,000.
TEST(RespondentLog, AddsUpManyWithoutLosingAny) {
  RespondentLog log, other, third;
  const auto add = [](RespondentLog& to, std::uint64_t begin, std::uint64_t end) {
    for (std::uint64_t i = begin; i < end; ++i) to.add("P1", "R" + std::to_string(i), 0, {0, i}, Standing::Scored);
  };
  add(log, 0, 100'000);
  add(other, 99'999, 300'000);
  add(third, 0, 1);
  log.take(other, std::vector<std::uint32_t>{0});
  third.take(log, std::vector<std::uint32_t>{0});  // into one that has hardly any
  add(third, 300'000, 400'000);
  EXPECT_EQ(third.size(), 400'002U);
  EXPECT_EQ(third.compare(9).respondents, 400'000U);
  EXPECT_EQ(third.compare(9).duplicate_count, 2U);
}

}  // namespace
}  // namespace partnership
