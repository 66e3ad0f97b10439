#include "input/yaml_responses.hpp"

#include <gmock/gmock.h>

#include <string>
#include <utility>
#include <vector>

#include "support/small_forms.hpp"

namespace partnership {
namespace {

using testing::ElementsAre;

std::string shown(const Fault& fault) {
  EXPECT_EQ(fault.file, "f.yaml");
  return std::string(code_of(fault.kind).code) + " " + std::to_string(fault.position.line) + ":" + std::to_string(fault.position.column) +
         " " + fault.message + (fault.hint.empty() ? "" : " [" + fault.hint + "]");
}

struct RecordingIntake : Intake {
  std::vector<Response> responses;
  std::vector<std::string> rejected, metadata;
  std::uint64_t r_missing = 0;
  std::size_t enough = 1000;

  void accept(const Response& response) override { responses.push_back(response); }
  void accept(const CountedRating&) override { FAIL(); }
  void reject(Fault fault) override { rejected.push_back(shown(fault)); }
  void note_metadata(const std::string&, const std::string& column) override { metadata.push_back(column); }
  void note_r_missing(const std::string&, std::uint64_t cells) override { r_missing += cells; }
  void note_open_end(const std::string&) override {}
  void finish_file(const InputFile&) override { FAIL(); }
  [[nodiscard]] bool full() const override { return responses.size() + rejected.size() >= enough; }
};

void read_into(RecordingIntake& intake, const std::string& yaml) {
  InputOptions options;
  options.instruments.assign(published_instruments().begin(), published_instruments().end());
  read_yaml_responses(yaml, "f.yaml", options, intake);
}

RecordingIntake read(const std::string& yaml) {
  RecordingIntake intake;
  read_into(intake, yaml);
  return intake;
}

RecordingIntake read(const std::string& yaml, std::vector<InstrumentPtr> instruments) {
  RecordingIntake intake;
  InputOptions options;
  options.instruments = std::move(instruments);
  read_yaml_responses(yaml, "f.yaml", options, intake);
  return intake;
}

// "4b" as `ideal,actual` of a practice in the first response.
std::string rating(const RecordingIntake& intake, std::string_view code) {
  const Response& response = intake.responses.at(0);
  const Rating found = response.ratings.at(response.instrument->find(code).value());
  EXPECT_TRUE(found.asked());
  return std::string(sign_of(Side::Ideal, found.ideal())) + "," + std::string(sign_of(Side::Actual, found.actual()));
}

std::vector<std::string> faults(const RecordingIntake& intake) {
  std::vector<std::string> all;
  for (const auto& response : intake.responses)
    for (const auto& fault : response.faults) all.push_back(fault.practice + " " + shown(fault));
  return all;
}

TEST(YamlResponses, ReadsAResponse) {
  const auto intake = read(R"(
instrument: established
partnership: Community Café
respondent: 007
organisation: TAFE
role: partner
wave: 2024
region: "  North "
ratings:
  E1P1: {ideal: 4, actual: b}
  E1P2: 4B
  E1P3: 3 c
  E1P4: {ideal: N/A, actual: Practised frequently}
  E1S1: {actual: d}
  E1S2:
  E1S3: ""
  E2P1: {ideal: very desirable, actual: ~}
)");
  ASSERT_THAT(intake.rejected, ElementsAre());
  ASSERT_EQ(intake.responses.size(), 1U);
  const Response& response = intake.responses[0];
  EXPECT_EQ(response.instrument->name, "established");
  EXPECT_EQ(response.file, "f.yaml");
  EXPECT_EQ(response.position.line, 2U);
  EXPECT_EQ(response.position.column, 1U);
  EXPECT_EQ(response.value_of("partnership"), "Community Café");
  EXPECT_EQ(response.value_of("respondent"), "007");
  EXPECT_EQ(response.value_of("region"), "North");
  std::vector<std::string> columns;
  for (const auto& datum : response.metadata) columns.push_back(datum.column);
  EXPECT_THAT(columns, ElementsAre("partnership", "respondent", "organisation", "role", "wave", "region"));
  EXPECT_THAT(intake.metadata, ElementsAre("region"));
  EXPECT_EQ(rating(intake, "E1P1"), "4,b");
  EXPECT_EQ(rating(intake, "E1P2"), "4,b");
  EXPECT_EQ(rating(intake, "E1P3"), "3,c");
  EXPECT_EQ(rating(intake, "E1P4"), "N/A,c");
  EXPECT_EQ(rating(intake, "E1S1"), ",d");
  EXPECT_EQ(rating(intake, "E1S2"), ",");
  EXPECT_EQ(rating(intake, "E1S3"), ",");
  EXPECT_EQ(rating(intake, "E2P1"), "4,");
  EXPECT_EQ(rating(intake, "E5S4"), ",");
  EXPECT_EQ(response.invalid_cells, 0U);
}

TEST(YamlResponses, SpacesAroundTextsDoNotMatter) {
  const auto intake = read("respondent: |\n  Zoë\nrole: ' x'\nregion: \"y\\n\"\nratings: {E1P1: {ideal: '4 ', actual: \"\\tb\"}}\n");
  ASSERT_THAT(intake.rejected, ElementsAre());
  EXPECT_EQ(intake.responses.at(0).value_of("respondent"), "Zoë");
  EXPECT_EQ(intake.responses.at(0).value_of("role"), "x");
  EXPECT_EQ(intake.responses.at(0).value_of("region"), "y");
  EXPECT_EQ(rating(intake, "E1P1"), "4,b");
}

TEST(YamlResponses, FindsTheInstrumentByItsPractices) {
  EXPECT_EQ(read("instrument:\nratings: {D1P1: 4b}\n").responses.at(0).instrument->name, "developing")
      << "a key without a value says nothing";
  const auto intake = read("ratings: {D1P1: 4b}\n---\nratings: {E1P1: 4b}\n---\n---\ninstrument: developing\nratings:\n");
  ASSERT_THAT(intake.rejected, ElementsAre());
  ASSERT_EQ(intake.responses.size(), 3U);
  EXPECT_EQ(intake.responses[0].instrument->name, "developing");
  EXPECT_EQ(intake.responses[1].instrument->name, "established");
  EXPECT_EQ(intake.responses[1].position.line, 3U);
  EXPECT_EQ(intake.responses[2].ratings.size(), 36U);
}

TEST(YamlResponses, ReadsJsonAndListsOfResponses) {
  EXPECT_EQ(rating(read(R"([{"respondent":"a","ratings":{"E1P1":{"ideal":4,"actual":"b"},"E1P2":null}}])"), "E1P1"), "4,b");
  EXPECT_EQ(read("- ratings: {E1P1: 4b}\n- ratings: {D1P1: 4b}\n").responses.size(), 2U);
}

TEST(YamlResponses, SaysWhatAnUnreadableAnswerShouldBe) {
  const auto intake = read("ratings:\n  E1P1: {ideal: 7, actual: 2}\n  E1P2: {ideal: b, actual: e}\n  E1P3: {ideal: 010}\n");
  const std::string swapped = " [this is an answer of the other side: ideal and actual may be swapped]";
  ASSERT_THAT(intake.rejected, ElementsAre());
  EXPECT_THAT(faults(intake),
              ElementsAre("E1P1 invalid_ideal 2:17 '7' is not an ideal rating of E1P1: 1, 2, 3, 4, N/A or empty",
                          "E1P1 invalid_actual 2:28 '2' is not an actual rating of E1P1: a, b, c, d, N/A or empty" + swapped,
                          "E1P2 invalid_ideal 3:17 'b' is not an ideal rating of E1P2: 1, 2, 3, 4, N/A or empty" + swapped,
                          "E1P2 invalid_actual 3:28 'e' is not an actual rating of E1P2: a, b, c, d, N/A or empty",
                          "E1P3 invalid_ideal 4:17 '010' is not an ideal rating of E1P3: 1, 2, 3, 4, N/A or empty"));
  EXPECT_EQ(intake.responses[0].invalid_cells, 5U);
  EXPECT_EQ(intake.responses[0].faults[0].value, "7");
  EXPECT_EQ(intake.responses[0].faults[0].excerpt, "  E1P1: {ideal: 7, actual: 2}");
  EXPECT_EQ(rating(intake, "E1P1"), ",");
}

TEST(YamlResponses, TakesOnlyADigitAndALetterAsShortForm) {
  const std::string rule = ": an ideal from 1 to 4 and an actual from a to d, as in 4b, or {ideal: …, actual: …}";
  const auto intake = read("ratings: {E1P1: 4, E1P2: b, E1P3: b4, E1P4: 4bb, E1S1: N/A, E1S2: 5b, E1S3: '4\tb'}\n");
  ASSERT_THAT(intake.rejected, ElementsAre());
  EXPECT_THAT(faults(intake), ElementsAre("E1P1 invalid_actual 1:17 '4' is not a rating of E1P1" + rule,
                                          "E1P2 invalid_ideal 1:26 'b' is not a rating of E1P2" + rule,
                                          "E1P3 invalid_ideal 1:35 'b4' is not a rating of E1P3" + rule,
                                          "E1P4 invalid_actual 1:45 '4bb' is not a rating of E1P4" + rule,
                                          "E1S1 invalid_ideal 1:56 'N/A' is not a rating of E1S1" + rule,
                                          "E1S2 invalid_ideal 1:67 '5b' is not a rating of E1S2" + rule));
  EXPECT_EQ(intake.responses[0].invalid_cells, 12U);
  EXPECT_EQ(rating(intake, "E1S3"), "4,b");
}

TEST(YamlResponses, CutsLongValuesInMessages) {
  const auto intake = read("ratings: {E1P1: {ideal: " + std::string(100, 'x') + "}}\n");
  EXPECT_THAT(faults(intake), ElementsAre("E1P1 invalid_ideal 1:25 '" + std::string(60, 'x') +
                                          "…' is not an ideal rating of E1P1: 1, 2, 3, 4, N/A or empty"));
}

TEST(YamlResponses, CountsTheMissingValuesOfR) {
  const auto intake = read("ratings: {E1P1: {ideal: NA, actual: NA}}\n---\nratings: {E1P1: {ideal: NA, actual: b}}\n");
  EXPECT_EQ(intake.r_missing, 3U);
  EXPECT_EQ(rating(intake, "E1P1"), ",");
}

TEST(YamlResponses, RefusesUnknownPractices) {
  EXPECT_THAT(read("instrument: established\nratings: {E1P9: 4b, D1P1: 4b, E1P1: 4b, X: 1a}\n").rejected,
              ElementsAre("unknown_practice 2:11 'E1P9' is not a practice of 'established' [did you mean 'E1P1'?]",
                          "mixed_instruments 2:21 'D1P1' is a practice of 'developing', but this response answers 'established' [write one "
                          "document per instrument]",
                          "unknown_practice 2:41 'X' is not a practice of 'established'"));
  EXPECT_THAT(read("ratings: {E1P1: 4b, E1p2: 4b}\n").rejected,
              ElementsAre("unknown_practice 1:21 'E1p2' is not a practice of any instrument here [did you mean 'E1P2'?]"));
}

TEST(YamlResponses, RefusesPracticesOfTwoInstruments) {
  EXPECT_THAT(read("ratings: {E1P1: 4b, E1P2: 4b, D1P1: 4b, D1P2: 4b}\n").rejected,
              ElementsAre("mixed_instruments 1:31 'D1P1' is a practice of 'developing', but this response answers 'established' [write one "
                          "document per instrument]"));
}

TEST(YamlResponses, RefusesPracticesThatSeveralInstrumentsHave) {
  EXPECT_THAT(
      read("ratings: {1P1: 4b}\n", {sample::form("1P1 1P2", "one"), sample::form("1P1 1P3", "other")}).rejected,
      ElementsAre("missing_key 1:10 these practices belong to several instruments: the key 'instrument' is missing [name one: one or "
                  "other]"));
}

TEST(YamlResponses, RefusesUnknownInstruments) {
  EXPECT_THAT(
      read("instrument: establishd\nratings: {E1P1: 4b}\n").rejected,
      ElementsAre(
          "unknown_instrument 1:13 'establishd' is not an instrument here: developing or established [did you mean 'established'?]"));
  EXPECT_THAT(
      read("respondent: a\nratings: {}\n").rejected,
      ElementsAre(
          "missing_key 2:10 no practice tells the instrument: the key 'instrument' is missing [name one: developing or established]"));
  EXPECT_THAT(read("ratings: {}\n", {sample::form("1P1", "one")}).rejected,
              ElementsAre("missing_key 1:10 no practice tells the instrument: the key 'instrument' is missing [name one: one]"))
      << "not even where there is one instrument only";
}

TEST(YamlResponses, PlacesAValueThatIsNotThereBehindItsKey) {
  for (const char* end : {"", "\n", "\n\n# the end\n", "\nrole: partner\n", "\n---\nrespondent: b\nratings:\n  E1P1: 4b\n"})
    for (const char* start : {"respondent: a\n", "\"respondent\": a\n"})  // plain, and not
      EXPECT_THAT(read(std::string(start) + "ratings:" + end).rejected,
                  ElementsAre("missing_key 2:9 no practice tells the instrument: the key 'instrument' is missing [name one: developing or "
                              "established]"))
          << start << end;
}

TEST(YamlResponses, RefusesKeysThatAreNearlyRight) {
  const std::string keys = " is not a key of a response: instrument, ratings, respondent, partnership, organisation, role or wave";
  EXPECT_THAT(read("respondant: a\nWave: 1\nratings: {E1P1: 4b}\n").rejected,
              ElementsAre("unknown_key 1:1 'respondant'" + keys + " [did you mean 'respondent'?]",
                          "unknown_key 2:1 'Wave'" + keys + " [did you mean 'wave'?]"));
  EXPECT_THAT(read("rating: {E1P1: 4b}\n").rejected, ElementsAre("unknown_key 1:1 'rating'" + keys + " [did you mean 'ratings'?]"));
  EXPECT_THAT(read("rating: {E1P1: 4b}\nRatings: {E1P1: 4b}\n").rejected,
              ElementsAre("unknown_key 1:1 'rating'" + keys + " [did you mean 'ratings'?]",
                          "unknown_key 2:1 'Ratings'" + keys + " [did you mean 'ratings'?]"));
  EXPECT_THAT(read("\"\": a\n' ': b\nratings: {E1P1: 4b}\n").rejected,
              ElementsAre("unknown_key 1:1 a key has no name", "unknown_key 2:1 a key has no name"));
}

TEST(YamlResponses, KeysThatAreNothingKnownAreMetadata) {
  const auto intake = read("E12P: a\n~1P1: b\nideal: c\nx_actual: d\nratings: {E1P1: 4b}\n");
  EXPECT_THAT(intake.rejected, ElementsAre());
  EXPECT_THAT(intake.metadata, ElementsAre("E12P", "~1P1", "ideal", "x_actual"));
}

TEST(YamlResponses, RefusesPracticesOutsideRatings) {
  EXPECT_THAT(read("ratings: {E1P1: 4b}\nE1P2: 4b\nE9P9: 3a\nE1P3_ideal: 4\n").rejected,
              ElementsAre("unknown_key 2:1 'E1P2' looks like a practice and belongs under 'ratings'",
                          "unknown_key 3:1 'E9P9' looks like a practice and belongs under 'ratings'",
                          "unknown_key 4:1 'E1P3_ideal' looks like a practice and belongs under 'ratings'"));
  EXPECT_THAT(read("ratings: {1P1: 4b}\n1P2: 3a\n", {sample::form("1P1 1P2")}).rejected,
              ElementsAre("unknown_key 2:1 '1P2' looks like a practice and belongs under 'ratings'"));
}

TEST(YamlResponses, RefusesWrongTypes) {
  EXPECT_THAT(read("just text\n").rejected, ElementsAre("wrong_type 1:1 a response is written as keys with values: instrument, ratings, "
                                                        "respondent, partnership, organisation, role or wave"));
  EXPECT_THAT(
      read("{}\n").rejected,
      ElementsAre("missing_key 1:1 the key 'ratings' is missing [the answers are below it: ratings: {E1P1: {ideal: 4, actual: b}}]"));
  EXPECT_THAT(read("instrument: [established]\nratings: {E1P1: 4b}\n").rejected,
              ElementsAre("wrong_type 1:13 'instrument' takes a single value"));
  EXPECT_THAT(read("respondent: [a]\nregion: {a: b}\nratings: [4b]\n").rejected,
              ElementsAre("wrong_type 1:13 'respondent' takes a single value", "wrong_type 2:9 'region' takes a single value",
                          "wrong_type 3:10 'ratings' holds a key for every practice: {E1P1: {ideal: 4, actual: b}, E1P2: 4b}"));
  EXPECT_THAT(
      read("ratings: {E1P1: [4, b], E1P2: {ideal: [4], actal: b}}\n").rejected,
      ElementsAre("wrong_type 1:17 a rating is no list: write {ideal: 4, actual: b} or 4b", "wrong_type 1:39 'ideal' takes a single answer",
                  "unknown_key 1:44 'actal' is not a side of a rating: ideal or actual [did you mean 'actual'?]"));
}

TEST(YamlResponses, GoOnBehindADocumentWithAStructuralFault) {
  const auto intake = read(
      "ratings: {E1P1: 4b}\n---\nrespondent: [a]\nratings: {E1P2: 3a}\n---\nratings: {E1P9: 4b}\n---\n"
      "ratings: {E1P2: 4b, E1P2: 3b}\n---\nratings: {E1P1: 1a}\n");
  EXPECT_THAT(intake.rejected, ElementsAre("wrong_type 3:13 'respondent' takes a single value",
                                           "unknown_practice 6:11 'E1P9' is not a practice of any instrument here [did you mean 'E1P1'?]",
                                           "duplicate_key 8:21 'E1P2' is given twice"));
  ASSERT_EQ(intake.responses.size(), 2U);
  EXPECT_EQ(intake.responses[0].position.line, 1U);
  EXPECT_EQ(intake.responses[1].position.line, 10U);
}

TEST(YamlResponses, GoOnBehindAListItemWithAStructuralFault) {
  const auto block = read("- ratings: {E1P1: 4b, E1P1: 4b}\n- respondent: a\n- ratings: {E1P1: 4b}\n");
  EXPECT_THAT(
      block.rejected,
      ElementsAre("duplicate_key 1:23 'E1P1' is given twice",
                  "missing_key 2:3 the key 'ratings' is missing [the answers are below it: ratings: {E1P1: {ideal: 4, actual: b}}]"));
  EXPECT_EQ(block.responses.size(), 1U);
  const auto json = read(R"([{"ratings":{"E1P1":"4b","E1P1":"4b"}}, 7, {"ratings":{"E1P1":"4b"}}])");
  EXPECT_EQ(json.rejected.size(), 2U);
  EXPECT_EQ(json.responses.size(), 1U);
}

TEST(YamlResponses, AliasesDoNotHideWhatWasGivenTwice) {
  const auto intake = read("- ratings: &all {E1P1: 4b, E1P1: 3b}\n- ratings: *all\n");
  EXPECT_THAT(intake.rejected, ElementsAre("duplicate_key 1:28 'E1P1' is given twice", "duplicate_key 2:12 'E1P1' is given twice"));
  EXPECT_EQ(intake.responses.size(), 0U);
}

TEST(YamlResponses, WhatIsNotYamlEndsTheFile) {
  const auto intake = read("wrong\n---\nratings: [\n---\nwrong\n");
  EXPECT_EQ(intake.rejected.size(), 2U);
  EXPECT_EQ(intake.responses.size(), 0U);
}

TEST(YamlResponses, RejectAtMostAThousandTimes) {
  RecordingIntake intake;
  intake.enough = 1'000'000;
  std::string yaml;
  for (int i = 0; i < 2000; ++i) yaml += "---\nwrong\n";
  read_into(intake, yaml);
  EXPECT_EQ(intake.rejected.size(), 1000U);
}

TEST(YamlResponses, AnInstrumentIsNotTakenForResponses) {
  EXPECT_THAT(read("name: established\nstage: E\nscales: {}\nprinciples:\n- key: goals\n").rejected,
              ElementsAre("unknown_key 3:1 this is an instrument, not responses [give it with --instrument]"));
  EXPECT_EQ(read("principles: goals\nratings: {E1P1: 4b}\n").responses.size(), 1U);
}

TEST(YamlResponses, PassOnWhatIsNotYaml) {
  EXPECT_THAT(read("ratings:\n  E1P1: 4b\n  E1P1: 3b\n").rejected, ElementsAre("duplicate_key 3:3 'E1P1' is given twice"));
  EXPECT_THAT(read("ratings:\n  E1P2: \"3c\n").rejected, ElementsAre("unclosed_quote 2:9 the quote that opens here is never closed"));
}

TEST(YamlResponses, NeedAtLeastOneResponse) {
  EXPECT_THAT(read("---\n---\n# nothing\n").rejected, ElementsAre("no_responses 0:0 there are no responses in this file"));
  EXPECT_THAT(read("[]").rejected, ElementsAre("no_responses 0:0 there are no responses in this file"));
}

TEST(YamlResponses, StopWhenTheIntakeIsFull) {
  RecordingIntake intake;
  intake.enough = 2;
  read_into(intake, "ratings: {E1P1: 4b}\n---\nratings: {E1P1: 4b}\n---\nratings: {E1P1: 4b}\n");
  EXPECT_EQ(intake.responses.size(), 2U);
  EXPECT_THAT(intake.rejected, ElementsAre());
  RecordingIntake faults;
  faults.enough = 1;
  read_into(faults, "respondent: [a]\nrole: [b]\nratings: {E1P1: 4b}\n---\nrole: [c]\n");
  EXPECT_THAT(faults.rejected, ElementsAre("wrong_type 1:13 'respondent' takes a single value"));
}

TEST(YamlResponses, NameMetadataOncePerFile) {
  const auto intake = read("region: a\nratings: {E1P1: 4b}\n---\nregion: b\nsector:\nratings: {E1P1: 4b}\n");
  EXPECT_THAT(intake.metadata, ElementsAre("region", "sector"));
}

TEST(YamlResponses, TakeAnswersInAnyOrder) {
  const auto intake = read("instrument: established\nratings:\n  E5S4: 1a\n  E1P2: {actual: c, ideal: 4}\n  E1P3: 2b\n  E1P1: 3d\n");
  EXPECT_EQ(rating(intake, "E5S4"), "1,a");
  EXPECT_EQ(rating(intake, "E1P2"), "4,c");
  EXPECT_EQ(rating(intake, "E1P3"), "2,b");
  EXPECT_EQ(rating(intake, "E1P1"), "3,d");
}

// Nothing of a response stays behind for the next one.
TEST(YamlResponses, StandAlone) {
  const auto intake = read("role: a\nratings: {E1P1: 4x}\n---\nratings: {E1P1: {ideal: 9}, E1P9: 1a}\n---\nratings: {D1P1: 3c}\n");
  ASSERT_EQ(intake.responses.size(), 2U);
  EXPECT_EQ(intake.responses[0].faults.size(), 1U);
  EXPECT_EQ(intake.responses[1].instrument->name, "developing");
  EXPECT_TRUE(intake.responses[1].metadata.empty());
  EXPECT_TRUE(intake.responses[1].faults.empty());
  EXPECT_EQ(intake.responses[1].invalid_cells, 0U);
  EXPECT_EQ(intake.responses[1].position.line, 6U);
  EXPECT_EQ(intake.responses[1].file, "f.yaml");
}

}  // namespace
}  // namespace partnership
