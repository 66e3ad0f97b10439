#include <gmock/gmock.h>

#include "unit/input/pieces.hpp"
#include "unit/input/reading.hpp"

namespace partnership {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(CsvWide, ARowIsAResponse) {
  const auto kept = read_table(
      "respondent;role;E1P1_actual;E1P1_ideal;E2S1_ideal;E2S1_actual\r\n R1 ;x;B;4;n/a;\r\n;;;Very desirable; 3 ;Not applicable\r\n");
  EXPECT_THAT(kept.rejected, IsEmpty());
  EXPECT_THAT(lines_of(kept.responses), ElementsAre("2 respondent=R1 role=x | 4b -- N.", "3 respondent= role= | 4. -- 3N"));
  EXPECT_EQ(kept.responses[0].file, "answers.csv");
  EXPECT_EQ(kept.responses[0].instrument->name, "established");
}

TEST(CsvWide, ColumnsMayStandInAnyOrder) {
  EXPECT_THAT(lines_of(read_table("E1P2_ideal,E1P2_actual,E2S1_ideal,E2S1_actual,E1P1_ideal,E1P1_actual\n3,c,2,a,4,b\n").responses),
              ElementsAre("2 | 4b 3c 2a"));
  EXPECT_THAT(lines_of(read_table("E1P1_ideal,E1P2_actual,E1P1_actual,E1P2_ideal\n4,c,b,3\n").responses), ElementsAre("2 | 4b 3c --"));
}

TEST(CsvWide, ThereMayBeAnyNumberOfColumnsOfMetadata) {
  std::string header, row, metadata;
  for (int i = 0; i < 40; ++i) {
    const auto number = std::to_string(i);
    header += "x" + number + ",";
    row += number + ",";
    metadata += "x" + number + "=" + number + " ";
  }
  EXPECT_THAT(lines_of(read_table(header + "E1P1_ideal,E1P1_actual\n" + row + "4,b\n").responses),
              ElementsAre("2 " + metadata + "| 4b -- --"));
}

TEST(CsvWide, RowsWithoutAnythingAreSkipped) {
  EXPECT_THAT(lines_of(read_table("respondent,E1P1_ideal,E1P1_actual\n,,\nR1,,\n\n   \n,, \n").responses),
              ElementsAre("3 respondent=R1 | .. -- --"));
}

TEST(CsvWide, AnUnreadableAnswerIsAFaultOfItsCellAndBlank) {
  const auto kept = read_table("respondent,E1P1_ideal,E1P1_actual,E1P2_ideal,E1P2_actual\nZoë,7,b,4,\"x\"\nR2,1,a,1,a\n");
  EXPECT_THAT(lines_of(kept.responses), ElementsAre("2 respondent=Zoë | .b 4. --", "3 respondent=R2 | 1a 1a --"));
  EXPECT_EQ(kept.responses[0].invalid_cells, 2U);
  EXPECT_THAT(lines_of(kept.responses[0].faults),
              ElementsAre("invalid_ideal answers.csv:2:5 E1P1: '7' is not an ideal rating of E1P1: 1, 2, 3, 4, N/A or empty",
                          "invalid_actual answers.csv:2:11 E1P2: 'x' is not an actual rating of E1P2: a, b, c, d, N/A or empty"));
  EXPECT_EQ(kept.responses[0].faults[1].excerpt, "Zoë,7,b,4,\"x\"");
  EXPECT_EQ(kept.responses[0].faults[1].value, "x");
  EXPECT_EQ(kept.responses[1].invalid_cells, 0U);
  EXPECT_THAT(kept.responses[1].faults, IsEmpty());
}

std::string hint(std::string_view ideal) {
  const auto kept = read_table("E1P1_ideal,E1P1_actual\n\"" + std::string(ideal) + "\",b\n");
  return kept.responses.at(0).faults.at(0).hint;
}

TEST(CsvWide, CommonSlipsAreNamed) {
  EXPECT_EQ(hint("b"), "this is an answer of the other side: ideal and actual may be swapped");
  EXPECT_EQ(hint("Practised frequently"), "this is an answer of the other side: ideal and actual may be swapped");
  EXPECT_EQ(hint("4b"), "one answer is due here: ideal and actual have a place each");
  EXPECT_EQ(hint("3 / 4"), "one answer is due here: ideal and actual have a place each");
  EXPECT_EQ(hint("4.0"), "an answer is one whole step of the scale, without decimals");
  EXPECT_EQ(hint("3,5"), "an answer is one whole step of the scale, without decimals");
  EXPECT_EQ(hint("-"), "leave it empty where there is no answer, write N/A where the practice does not apply");
  EXPECT_EQ(hint("'4'"), "leave out the quotes");
  EXPECT_EQ(hint("Very desireable"), "did you mean 'Very desirable'?");
  EXPECT_EQ(hint("N/AA"), "did you mean 'N/A'?");
  for (const auto* other : {"7", "4.-", "4.x", ".5", "4."}) EXPECT_EQ(hint(other), "") << other;
}

TEST(CsvWide, ValuesInMessagesAreCutAtSixtyCharacters) {
  const std::string sixty(60, 'x');
  const auto kept = read_table("E1P1_ideal,E1P1_actual\n" + sixty + "y,b\n");
  EXPECT_EQ(kept.responses[0].faults[0].message, "'" + sixty + "…' is not an ideal rating of E1P1: 1, 2, 3, 4, N/A or empty");
  EXPECT_EQ(kept.responses[0].faults[0].value, sixty + "y");
}

TEST(CsvWide, ARowWithTooFewOrTooManyFieldsIsAFaultOfTheResponse) {
  const auto kept = read_table("respondent,E1P1_ideal,E1P1_actual\nR1,4\nR2,4,b,c\nR3,4,b\n");
  EXPECT_THAT(lines_of(kept.responses), ElementsAre("2 respondent= | .. -- --", "3 respondent= | .. -- --", "4 respondent=R3 | 4b -- --"));
  EXPECT_THAT(lines_of(kept.responses[0].faults), ElementsAre("field_count answers.csv:2:5: this row has 2 fields, the header has 3"));
  EXPECT_THAT(
      lines_of(kept.responses[1].faults),
      ElementsAre(
          "field_count answers.csv:3:8: this row has 4 fields, the header has 3 (a value that holds the delimiter must be in quotes)"));
}

TEST(CsvWide, MissingValuesOfRAreBlankAndCounted) {
  const auto kept = read_table("E1P1_ideal,E1P1_actual\nNA,b\n4,NA\nNA,NA\n");
  EXPECT_THAT(lines_of(kept.responses), ElementsAre("2 | .b -- --", "3 | 4. -- --", "4 | .. -- --"));
  EXPECT_THAT(kept.r_missing, ElementsAre("answers.csv 4"));
}

TEST(CsvWide, AFaultOfTheFileEndsItAfterTheRowsBefore) {
  const auto kept = read_table("E1P1_ideal,E1P1_actual\n4,b\n3,c\"\n2,a\n");
  EXPECT_THAT(lines_of(kept.responses), ElementsAre("2 | 4b -- --"));
  EXPECT_THAT(lines_of(kept.rejected),
              ElementsAre("stray_quote answers.csv:3:4: there is a quote inside a field that does not begin with one "
                          "(put the whole field in quotes and write the quote inside twice)"));
}

TEST(CsvWide, NothingMoreIsReadOnceTheIntakeIsFull) {
  EXPECT_THAT(lines_of(read_table("E1P1_ideal,E1P1_actual\n4,b\n3,c\n2,a\n", 2).responses), ElementsAre("2 | 4b -- --", "3 | 3c -- --"));
}

TEST(CsvWide, AFileThatCannotBeReadOnEndsBehindTheRowsBefore) {
  BrokenPieces text("E1P1_ideal,E1P1_actual\n4,b\n3,c\n2", 5);
  const auto kept = read_table(text);
  EXPECT_THAT(lines_of(kept.responses), ElementsAre("2 | 4b -- --", "3 | 3c -- --"));
  EXPECT_THAT(lines_of(kept.rejected), ElementsAre("cannot_read answers.csv: cannot read the file: the disk is gone"));
  EXPECT_THAT(kept.ends, ElementsAre(4U)) << "a fault without a line: nothing behind the rows read counts";
}

TEST(CsvWide, ABadByteIsNotToldBehindWhatEndsTheReadingBefore) {
  UncheckedPieces quote("E1P1_ideal,E1P1_actual\n4\",b\n3,\xFF\n", 64);
  EXPECT_THAT(lines_of(read_table(quote).rejected),
              ElementsAre("stray_quote answers.csv:2:2: there is a quote inside a field that does not begin with one "
                          "(put the whole field in quotes and write the quote inside twice)"));
  UncheckedPieces row("E1P1_ideal,E1P1_actual\n4,b\n3,\xFF\n", 64);
  const auto full = read_table(row, 1);
  EXPECT_THAT(lines_of(full.responses), ElementsAre("2 | 4b -- --"));
  EXPECT_THAT(full.rejected, IsEmpty());
}

TEST(CsvWide, AnIntakeThatIsFullIsNotToldThatThereAreNoResponses) {
  EXPECT_THAT(read_table("E1P1_ideal,E1P1_actual\n", 0).rejected, IsEmpty());
}

TEST(CsvLong, RowsOfANamedResponseMayBeAnywhere) {
  const auto kept = read_table("respondent,practice,ideal,actual\nR1,E1P1,4,b\nR2,E1P1,3,a\nR1,E2S1,2,N/A\n");
  EXPECT_THAT(kept.rejected, IsEmpty());
  EXPECT_THAT(lines_of(kept.responses), ElementsAre("2 respondent=R1 | 4b -- 2N", "3 respondent=R2 | 3a -- .."));
}

TEST(CsvLong, PartnershipAndWaveTellResponsesApart) {
  EXPECT_THAT(
      lines_of(
          read_table("wave,partnership,respondent,item,ideal,actual\n1,A,R1,E1P1,4,b\n2,A,R1,E1P1,3,b\n1,B,R1,E1P1,2,b\n1,A,R1,E1P2,1,a\n")
              .responses),
      ElementsAre("2 wave=1 partnership=A respondent=R1 | 4b 1a --", "3 wave=2 partnership=A respondent=R1 | 3b .. --",
                  "4 wave=1 partnership=B respondent=R1 | 2b .. --"));
}

TEST(CsvLong, UnnamedRowsAreOneResponseUntilAPracticeComesAgain) {
  EXPECT_THAT(lines_of(read_table("practice,ideal,actual\nE1P1,4,b\nE1P2,3,a\nE1P1,2,a\nE1P2,1,a\n").responses),
              ElementsAre("2 | 4b 3a --", "4 | 2a 1a --"));
  EXPECT_THAT(
      lines_of(read_table("respondent,role,practice,ideal,actual\n,x,E1P1,4,b\n,y,E1P2,3,a\nR1,y,E1P1,1,a\n,y,E1P1,2,b\n").responses),
      ElementsAre("2 respondent= role=x | 4b .. --", "3 respondent= role=y | .. 3a --", "4 respondent=R1 role=y | 1a .. --",
                  "5 respondent= role=y | 2b .. --"));
}

TEST(CsvLong, WordingIsNotMetadata) {
  const auto kept = read_table(
      "respondent,stage,principle,principle_key,actor,lead_in,practice,text,ideal,actual\n"
      "R1,established,1,goals,partnership,It should:,E1P1,\"Share, goals\",4,b\n"
      "R1,established,2,relations,sponsor,It should:,E2S1,Trust,3,b\n");
  EXPECT_THAT(kept.notes, IsEmpty());
  EXPECT_THAT(lines_of(kept.responses), ElementsAre("2 respondent=R1 | 4b -- 3b"));
}

TEST(CsvLong, NamesOfWordingAreMetadataWhereThereIsNoText) {
  const auto kept = read_table("respondent,stage,actor,practice,ideal,actual\nR1,2,sponsor,E1P1,4,b\n");
  EXPECT_THAT(kept.notes, ElementsAre("answers.csv stage", "answers.csv actor"));
  EXPECT_THAT(lines_of(kept.responses), ElementsAre("2 respondent=R1 stage=2 actor=sponsor | 4b -- --"));
  EXPECT_THAT(read_table("practice,text,ideal,actual\nE1P1,Share,4,b\n").notes, IsEmpty());
}

TEST(CsvLong, APracticeRatedTwiceIsAFault) {
  const auto kept = read_table("respondent,practice,ideal,actual\nR1,E1P1,4,b\nR1,E1P1,3,b\n");
  EXPECT_THAT(lines_of(kept.responses), ElementsAre("2 respondent=R1 | 4b -- --"));
  EXPECT_THAT(lines_of(kept.responses[0].faults), ElementsAre("duplicate_rating answers.csv:3:4 E1P1: respondent 'R1' rates E1P1 twice"));
}

TEST(CsvLong, MetadataThatDifferWithinAResponseAreAFaultToldOnce) {
  const auto kept = read_table("respondent,role,practice,ideal,actual\nR1,x,E1P1,4,b\nR1,y,E1P2,3,b\nR1,z,E2S1,3,b\n");
  ASSERT_EQ(kept.responses.size(), 1U);
  EXPECT_THAT(lines_of(kept.responses[0].faults),
              ElementsAre("conflicting_metadata answers.csv:3:4: role is 'y' here, but 'x' on line 2 for the same respondent"));
}

TEST(CsvLong, EachColumnOfMetadataThatDiffersIsTold) {
  const auto kept = read_table("respondent,role,site,practice,ideal,actual\nR1,x,A,E1P1,4,b\nR1,y,A,E1P2,3,b\nR1,z,B,E2S1,3,b\n");
  ASSERT_EQ(kept.responses.size(), 1U);
  EXPECT_THAT(lines_of(kept.responses[0].faults),
              ElementsAre("conflicting_metadata answers.csv:3:4: role is 'y' here, but 'x' on line 2 for the same respondent",
                          "conflicting_metadata answers.csv:4:6: site is 'B' here, but 'A' on line 2 for the same respondent"));
}

TEST(CsvLong, AnUnreadableAnswerIsAFaultOfItsResponse) {
  const auto kept = read_table("respondent,practice,ideal,actual\nR1,E1P1,b,4\n");
  EXPECT_EQ(kept.responses[0].invalid_cells, 2U);
  EXPECT_THAT(
      lines_of(kept.responses[0].faults),
      ElementsAre(
          "invalid_ideal answers.csv:2:9 E1P1: 'b' is not an ideal rating of E1P1: 1, 2, 3, 4, N/A or empty (this is an answer of the "
          "other "
          "side: ideal and actual may be swapped)",
          "invalid_actual answers.csv:2:11 E1P1: '4' is not an actual rating of E1P1: a, b, c, d, N/A or empty (this is an answer of the "
          "other side: ideal and actual may be swapped)"));
}

TEST(CsvLong, RowsThatCannotBePlacedMakeTheFileUnusableAndAreAllTold) {
  const auto kept = read_table("respondent,practice,ideal,actual\nR1,E1P1,4,b\nR1,E1P,4,b\nR2,E1P,4,b\nR1,,4,b\nR1,D1P1,4,b\nR1,E1P2,4\n");
  EXPECT_THAT(kept.responses, IsEmpty());
  EXPECT_THAT(
      lines_of(kept.rejected),
      ElementsAre(
          "unknown_practice answers.csv:3:4 E1P: 'E1P' is not a practice of any instrument (did you mean 'E1P1'?)",
          "unknown_practice answers.csv:5:4: this row names no practice",
          "mixed_instruments answers.csv:6:4 D1P1: 'D1P1' is of the instrument 'developing', but the rows before it are of 'established' "
          "(put each instrument into a file of its own)",
          "field_count answers.csv:7:10: this row has 3 fields, the header has 4"));
}

TEST(CsvLong, BeyondTenThousandFaultsOneIsToldOfEachResponse) {
  std::string text = "respondent,practice,ideal,actual\n";
  for (int i = 0; i < 5002; ++i) text += "R" + std::to_string(i) + ",E1P1,9,x\n";
  const auto kept = read_table(text);
  EXPECT_EQ(kept.responses.at(4999).faults.size(), 2U);
  for (const std::size_t i : {5000U, 5001U}) {
    EXPECT_THAT(lines_of(kept.responses.at(i).faults),
                ElementsAre("invalid_ideal answers.csv:" + std::to_string(i + 2) +
                            ":12 E1P1: '9' is not an ideal rating of E1P1: 1, 2, 3, 4, N/A or empty"));
    EXPECT_EQ(kept.responses.at(i).invalid_cells, 2U) << "all are counted";
  }
}

// Which response a row belongs to is looked up by 32 bits of a hash, the same for these two names.
TEST(CsvLong, NamesOfTheSameHashAreTwo) {
  const auto kept =
      read_table("respondent,role,practice,ideal,actual\nR22213,R22213,E1P1,4,b\nR31743,R31743,E1P1,3,a\nR22213,R22213,E1P2,2,c\n");
  EXPECT_THAT(lines_of(kept.responses),
              ElementsAre("2 respondent=R22213 role=R22213 | 4b 2c --", "3 respondent=R31743 role=R31743 | 3a .. --"));
}

TEST(CsvLong, NoMoreResponsesAreHandedOnThanTheIntakeTakes) {
  const std::string text = "respondent,practice,ideal,actual\nR1,E1P1,4,b\nR2,E1P1,9,b\nR3,E1P1,4,b\n";
  EXPECT_THAT(lines_of(read_table(text, 1).responses), ElementsAre("2 respondent=R1 | 4b -- --"));
  EXPECT_THAT(lines_of(read_table(text, 2).responses), ElementsAre("2 respondent=R1 | 4b -- --", "3 respondent=R2 | .b -- --"));
}

TEST(CsvLong, NothingMoreIsToldOnceTheIntakeIsFull) {
  const auto first = "unknown_practice answers.csv:2:4 X1: 'X1' is not a practice of any instrument";
  EXPECT_THAT(lines_of(read_table("respondent,practice,ideal,actual\nR1,X1,4,b\nR1,X2,4,b\n", 1).rejected), ElementsAre(first));
  UncheckedPieces bad_byte("respondent,practice,ideal,actual\nR1,X1,4,b\nR1,X2,\xFF,b\n", 64);
  EXPECT_THAT(lines_of(read_table(bad_byte, 1).rejected), ElementsAre(first));
}

TEST(CsvLong, AtMostAThousandWrongNamesAreToldAndTheFirstTwentyWithAHint) {
  std::string text = "respondent,practice,ideal,actual\n";
  for (int i = 0; i < 3000; ++i) text += "R1,E1P" + std::to_string(i % 1500 + 10) + ",4,b\n";
  const auto kept = read_table(text);
  EXPECT_THAT(kept.responses, IsEmpty());
  ASSERT_EQ(kept.rejected.size(), 1000U);
  EXPECT_EQ(line_of(kept.rejected[19]),
            "unknown_practice answers.csv:21:4 E1P29: 'E1P29' is not a practice of any instrument (did you mean 'E1P2'?)");
  EXPECT_EQ(line_of(kept.rejected[20]), "unknown_practice answers.csv:22:4 E1P30: 'E1P30' is not a practice of any instrument");
}

TEST(CsvWide, UnreadableAnswersBeyondTenThousandAreToldInBrief) {
  std::string text = "E1P1_ideal,E1P1_actual\n";
  for (int i = 0; i < 5001; ++i) text += "4b," + std::string(70, 'x') + "\n";
  const auto kept = read_table(text);
  const auto& full = kept.responses.at(4999).faults.at(0);
  EXPECT_EQ(line_of(full),
            "invalid_ideal answers.csv:5001:1 E1P1: '4b' is not an ideal rating of E1P1: 1, 2, 3, 4, N/A or empty (one answer is "
            "due here: ideal and actual have a place each)");
  EXPECT_EQ(full.excerpt, "4b," + std::string(70, 'x'));
  const auto& brief = kept.responses.at(5000).faults;
  EXPECT_THAT(lines_of(brief),
              ElementsAre("invalid_ideal answers.csv:5002:1 E1P1: '4b' is not an ideal rating of E1P1: 1, 2, 3, 4, N/A or empty",
                          "invalid_actual answers.csv:5002:4 E1P1: '" + std::string(60, 'x') +
                              "…' is not an actual rating of E1P1: a, b, c, d, N/A or empty"));
  EXPECT_EQ(brief[1].excerpt, "");
  EXPECT_EQ(brief[1].value, std::string(60, 'x'));
}

TEST(CsvCounts, ARowIsACountedPairOfAnswers) {
  const auto kept =
      read_table("partnership,practice,ideal,actual,count,text\nA,E1P1,4,b,17,x\nA,E2S1,N/A,,0,y\nB,E1P1,NA,d,999999999982,x\n");
  EXPECT_THAT(kept.rejected, IsEmpty());
  EXPECT_THAT(kept.responses, IsEmpty());
  ASSERT_EQ(kept.counted.size(), 3U);
  EXPECT_EQ(metadata_of(kept.counted[0].metadata), "partnership=A ");
  EXPECT_EQ(kept.counted[0].instrument->name, "established");
  EXPECT_EQ(kept.counted[0].rating, Rating(Answer::Point4, Answer::Point2));
  EXPECT_EQ(kept.counted[0].count, 17U);
  EXPECT_EQ(kept.counted[1].practice, 2U);
  EXPECT_EQ(kept.counted[1].rating, Rating(Answer::NotApplicable, Answer::Blank));
  EXPECT_EQ(kept.counted[2].rating, Rating(Answer::Blank, Answer::Point4));
  EXPECT_EQ(kept.counted[2].count, 999999999982U);
  EXPECT_EQ(kept.counted[2].position.line, 4U);
  EXPECT_THAT(kept.r_missing, ElementsAre("answers.csv 1"));
}

TEST(CsvCounts, EveryFaultMakesTheFileUnusable) {
  const auto kept = read_table(
      "item,ideal,actual,count\nE1P1,4,b,-1\nE1P1,5,b,+1\nE1P1,4,b,1.0\nE1P1,4,b,\nE1P1,4,b,9007199254740992\n"
      "E1P1,4,b,18446744073709551616\nE1P1,4,b\n");
  EXPECT_THAT(kept.counted, IsEmpty());
  EXPECT_THAT(
      lines_of(kept.rejected),
      ElementsAre(
          "invalid_count answers.csv:2:10 E1P1: '-1' is not a count: a whole number from 0 on, digits only",
          "invalid_ideal answers.csv:3:6 E1P1: '5' is not an ideal rating of E1P1: 1, 2, 3, 4, N/A or empty",
          "invalid_count answers.csv:3:10 E1P1: '+1' is not a count: a whole number from 0 on, digits only",
          "invalid_count answers.csv:4:10 E1P1: '1.0' is not a count: a whole number from 0 on, digits only",
          "invalid_count answers.csv:5:10 E1P1: '' is not a count: a whole number from 0 on, digits only",
          "invalid_count answers.csv:6:10 E1P1: '9007199254740992' is too large: the counts of a file add up to at most 1,000,000,000,000",
          "invalid_count answers.csv:7:10 E1P1: '18446744073709551616' is too large: the counts of a file add up to at most "
          "1,000,000,000,000",
          "field_count answers.csv:8:9: this row has 3 fields, the header has 4"));
}

}  // namespace
}  // namespace partnership
