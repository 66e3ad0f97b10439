#include "input/csv_header.hpp"

#include <gmock/gmock.h>

#include "support/small_forms.hpp"
#include "unit/input/reading.hpp"

namespace partnership {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> faults(std::string_view text) { return lines_of(read_table(text).rejected); }

TEST(CsvHeader, ColumnsWithoutAMeaningAreMetadataAndNotedOnce) {
  const auto kept = read_table("respondent,site,E1P1_ideal, E1P1_actual ,shoe size,wave\nR1,x,4,b,9,1\nR2,y,3,c,9,1\n");
  EXPECT_THAT(kept.rejected, IsEmpty());
  EXPECT_THAT(kept.notes, ElementsAre("answers.csv site", "answers.csv shoe size"));
  EXPECT_THAT(lines_of(kept.responses),
              ElementsAre("2 respondent=R1 site=x shoe size=9 wave=1 | 4b -- --", "3 respondent=R2 site=y shoe size=9 wave=1 | 3c -- --"));
}

TEST(CsvHeader, WhatLooksLikeAPracticeAndIsNoneIsAFault) {
  EXPECT_THAT(
      faults("E1P1_ideal,E1P1_actual,E1P9_ideal,E1P9_actual\n4,b,4,b\n"),
      ElementsAre(
          "unknown_practice answers.csv:1:24 E1P9: 'E1P9_ideal' is not an answer column of the instrument 'developing' or 'established' "
          "(did you mean 'E1P1_ideal'?)",
          "unknown_practice answers.csv:1:35 E1P9: 'E1P9_actual' is not an answer column of the instrument 'developing' or 'established' "
          "(did you mean 'E1P1_actual'?)"));
  EXPECT_THAT(
      faults("E1P1_Ideal,E1P1_actual\n4,b\n"),
      ElementsAre("unknown_practice answers.csv:1:1: 'E1P1_Ideal' is not an answer column of the instrument 'developing' or 'established' "
                  "(did you mean 'E1P1_ideal'?)"));
  for (const auto* name : {"E5S7", "e1p1", "E1P1.ideal", "E1P1 actual", "E1P1-idael", "E1P1ideal", "mood_ACTUAL"})
    EXPECT_EQ(read_table(std::string("E1P1_ideal,E1P1_actual,") + name + "\n4,b,c\n").rejected.at(0).kind, FaultKind::UnknownPractice)
        << name;
  for (const auto* name : {"E1P1_comment", "ideal", "E6P1", "factual"})
    EXPECT_THAT(read_table(std::string("E1P1_ideal,E1P1_actual,") + name + "\n4,b,c\n").rejected, IsEmpty()) << name;
}

TEST(CsvHeader, CodesOfAnInstrumentOfOnesOwnAreLookedForToo) {
  const auto options = options_with({sample::form("1P1 1P2")});
  EXPECT_THAT(lines_of(read_table("1P1_ideal,1P1_actual,1p2,1P2_comment\n4,b,x,y\n", 10, options).rejected),
              ElementsAre("unknown_practice answers.csv:1:22: '1p2' is not an answer column of the instrument 'small' (answer columns are "
                          "named like E1P1_ideal and E1P1_actual; --instrument names a questionnaire of your own)"));
}

TEST(CsvHeader, WithoutAnyInstrumentNoColumnIsKnown) {
  EXPECT_THAT(lines_of(read_table("E1P1_ideal\n", 10, InputOptions()).rejected),
              ElementsAre("unknown_practice answers.csv:1:1 E1P1: 'E1P1_ideal' is not an answer column of any instrument (answer columns "
                          "are named like E1P1_ideal and E1P1_actual; --instrument names a questionnaire of your own)"));
}

TEST(CsvHeader, OneSideWithoutTheOtherIsAFault) {
  EXPECT_THAT(faults("E1P1_ideal,E1P2_actual,E1P2_ideal,E2S1_actual\n"),
              ElementsAre("missing_side answers.csv:1:1 E1P1: 'E1P1_ideal' is here, but 'E1P1_actual' is missing "
                          "(a practice has a column for each side; where nobody answered they are empty)",
                          "missing_side answers.csv:1:35 E2S1: 'E2S1_actual' is here, but 'E2S1_ideal' is missing "
                          "(a practice has a column for each side; where nobody answered they are empty)"));
}

TEST(CsvHeader, AColumnMayBeThereOnlyOnce) {
  EXPECT_THAT(
      faults("site,E1P1_ideal,E1P1_actual,E1P1_ideal,\"site\"\n"),
      ElementsAre(
          "duplicate_column answers.csv:1:29 E1P1: column 'E1P1_ideal' is there twice: it is also column 2 (rename one, or leave it out)",
          "duplicate_column answers.csv:1:40: column 'site' is there twice: it is also column 1 (rename one, or leave it out)"));
}

TEST(CsvHeader, ANearMissOfAKnownColumnIsAFault) {
  EXPECT_THAT(faults("Respondent,organization,E1P1_ideal,E1P1_actual\n"),
              ElementsAre("unknown_column answers.csv:1:1: 'Respondent' is not a known column (did you mean 'respondent'?)",
                          "unknown_column answers.csv:1:12: 'organization' is not a known column (did you mean 'organisation'?)"));
  EXPECT_THAT(faults("practise,ideal,actual\nE1P1,4,b\n"),
              ElementsAre("unknown_column answers.csv:1:1: 'practise' is not a known column (did you mean 'practice'?)"));
  EXPECT_THAT(faults("practice,ideal,actual,counts\nE1P1,4,b,3\n"),
              ElementsAre("unknown_column answers.csv:1:23: 'counts' is not a known column (did you mean 'count'?)"));
  EXPECT_THAT(faults("practice,ideal,actual,country\nE1P1,4,b,NZ\n"), IsEmpty());
  EXPECT_THAT(faults("itme,ideal,actual\nE1P1,4,b\n"),
              ElementsAre("unknown_column answers.csv:1:1: 'itme' is not a known column (did you mean 'item'?)"))
      << "and no other column is missing";
}

TEST(CsvHeader, NoMoreFaultsAreToldThanTheIntakeTakes) {
  EXPECT_THAT(lines_of(read_table("Wave,E1P1_ideal,E1P1_actual,Role\n", 1).rejected),
              ElementsAre("unknown_column answers.csv:1:1: 'Wave' is not a known column (did you mean 'wave'?)"));
}

TEST(CsvHeader, AtMostAThousandFaultsAreToldAndTheFirstHundredWithAHint) {
  std::string header = "E1P1_ideal,E1P1_actual";
  for (int i = 0; i < 2000; ++i) header += ",E1P1_ideal" + std::to_string(i % 10) + (i < 1000 ? "" : "x");
  EXPECT_EQ(read_table(header + "\n").rejected.size(), 1000U);
  std::string unknown = "E1P1_ideal,E1P1_actual";
  for (int i = 100; i < 1200; ++i) unknown += ",E" + std::to_string(i) + "_ideal";
  const auto rejected = read_table(unknown + "\n").rejected;
  ASSERT_EQ(rejected.size(), 1000U);
  EXPECT_NE(rejected[99].hint, "");
  EXPECT_EQ(rejected[100].hint, "");
  EXPECT_EQ(rejected[100].message, "'E200_ideal' is not an answer column of the instrument 'developing' or 'established'");
}

TEST(CsvHeader, OneFileHoldsOneInstrument) {
  EXPECT_THAT(
      faults("E1P1_ideal,E1P1_actual,D1P1_ideal,D1P1_actual\n4,b,4,b\n"),
      ElementsAre(
          "mixed_instruments answers.csv:1:24 D1P1: 'D1P1_ideal' is of the instrument 'developing', but the columns before it are of "
          "'established' (put each instrument into a file of its own)"));
}

TEST(CsvHeader, APracticeOfTwoInstrumentsIsThatOfTheFirstOne) {
  const auto options = options_with({sample::form("1P1 1P2", "one"), sample::form("1P1 1P3", "other")});
  EXPECT_THAT(
      lines_of(read_table("1P1_ideal,1P1_actual,1P2_ideal,1P2_actual,1P3_ideal,1P3_actual\n", 10, options).rejected),
      ElementsAre(
          "mixed_instruments answers.csv:1:43 1P3: '1P3_ideal' is of the instrument 'other', but the columns before it are of 'one' "
          "(put each instrument into a file of its own)"));
}

TEST(CsvHeader, ANamelessColumnMustStayEmpty) {
  EXPECT_THAT(lines_of(read_table("E1P1_ideal,E1P1_actual,\n4,b,\n3,c, \n").responses), ElementsAre("2 | 4b -- --", "3 | 3c -- --"));
  EXPECT_THAT(faults("E1P1_ideal,E1P1_actual,,\n4,b,,\n3,c,,x\n"),
              ElementsAre("nameless_column answers.csv:3:6: column 4 has no name in the header, but a value here: 'x' (name the column in "
                          "the header, or empty it)"));
}

TEST(CsvHeader, AHeaderWithoutPracticesSaysWhichLayoutsThereAre) {
  EXPECT_THAT(
      faults("name,age\nx,9\n"),
      ElementsAre("no_practices answers.csv:1:1: this header names no practices (columns are either 'respondent,E1P1_ideal,E1P1_actual,…' "
                  "with a row "
                  "per response, or 'respondent,practice,ideal,actual' with a row per practice, or 'practice,ideal,actual,count')"));
}

TEST(CsvHeader, OneColumnOfARatingAloneNamesNoPractices) {
  EXPECT_EQ(read_table("name,ideal\nx,4\n").rejected.at(0).message, "this header names no practices");
}

TEST(CsvHeader, APracticeMayBeMetadataOfAResponse) {
  const auto kept = read_table("practice,E1P1_ideal,E1P1_actual\nHill Street,4,b\n");
  EXPECT_THAT(kept.notes, ElementsAre("answers.csv practice"));
  EXPECT_THAT(lines_of(kept.responses), ElementsAre("2 practice=Hill Street | 4b -- --"));
}

TEST(CsvHeader, RowsOfPracticesNeedTheirColumns) {
  EXPECT_THAT(faults("respondent,practice,ideal\n"),
              ElementsAre("missing_column answers.csv:1:1: column 'actual' is missing: rows of practices need practice, ideal and actual"));
  EXPECT_THAT(
      faults("item,practice,ideal,actual\n"),
      ElementsAre("duplicate_column answers.csv:1:6: 'practice' and 'item' both name the practice of a row (leave one of them out)"));
  EXPECT_THAT(
      faults("practice,ideal,actual,E1P1_ideal,E1P1_actual\n"),
      ElementsAre(
          "unknown_column answers.csv:1:1: column 'practice' is of the long layout, but this file has answer columns of the wide one"));
  EXPECT_THAT(
      faults("E1P1_ideal,E1P1_actual,item,actual\n"),
      ElementsAre(
          "unknown_column answers.csv:1:24: column 'item' is of the long layout, but this file has answer columns of the wide one"));
}

TEST(CsvHeader, AHeaderAloneOrNothingAtAllIsAFault) {
  EXPECT_THAT(faults("E1P1_ideal,E1P1_actual\n,\n"),
              ElementsAre("no_responses answers.csv: there are no responses: the file is a header only"));
  EXPECT_THAT(faults("practice,ideal,actual\n"),
              ElementsAre("no_responses answers.csv: there are no responses: the file is a header only"));
  EXPECT_THAT(faults("\n\n"), ElementsAre("empty_file answers.csv: the file is empty"));
}

TEST(CsvDelimiter, IsTheOneThatYieldsTheKnownColumns) {
  const auto options = small_options();
  const auto found = [&](std::string_view text) { return find_delimiter(text, options.instruments).character; };
  EXPECT_EQ(found("respondent,E1P1_ideal,E1P1_actual\n"), ',');
  EXPECT_EQ(found("respondent;E1P1_ideal;E1P1_actual\n1,2;3,4;5,6\n"), ';');
  EXPECT_EQ(found("respondent\tE1P1_ideal\n"), '\t');
  EXPECT_EQ(found("respondent|E1P1_ideal\n"), '|');
  EXPECT_EQ(found("\"name, first, last, other\";E1P1_ideal\n"), ';');
  EXPECT_EQ(found("respondent,\"a;b;c;d\"\n"), ',');
}

}  // namespace
}  // namespace partnership
