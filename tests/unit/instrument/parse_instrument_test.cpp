#include <gmock/gmock.h>

#include <string>

#include "partnership/instrument.hpp"

namespace partnership {
namespace {

constexpr std::string_view kMinimal = R"(name: own
stage: O
title: Our own form
scales:
  ideal: {1: low, 2: some, 3: high, 4: top}
  actual: {a: never, b: rarely, c: often, d: always, N/A: none}
principles:
  - key: goals
    heading: Goals
    sponsor:
      practices:
        G.1-a: set goals
        G2: keep goals
)";

// The minimal instrument with one part replaced.
std::string with(std::string_view old_part, std::string_view new_part) {
  std::string text(kMinimal);
  const auto at = text.find(old_part);
  EXPECT_NE(at, std::string::npos) << old_part;
  return text.replace(at, old_part.size(), new_part);
}

// "line:column message [hint]" of the fault, or "none".
std::string fault_of(const std::string& yaml) {
  const auto parsed = parse_instrument(yaml, "own.yaml");
  if (parsed) return "none";
  const Fault& fault = parsed.error();
  EXPECT_EQ(fault.file, "own.yaml");
  return std::string(code_of(fault.kind).code) + " " + std::to_string(fault.position.line) + ":" + std::to_string(fault.position.column) +
         " " + fault.message + (fault.hint.empty() ? "" : " [" + fault.hint + "]");
}

TEST(ParseInstrument, ReadsAnInstrumentWithOneActorAndNoExtras) {
  const auto parsed = parse_instrument(kMinimal, "own.yaml");
  ASSERT_TRUE(parsed) << parsed.error().message;
  const Instrument& instrument = **parsed;
  EXPECT_EQ(instrument.name, "own");
  EXPECT_EQ(instrument.scales[1].labels[3], "always");
  EXPECT_EQ(instrument.scales[0].not_applicable, "");
  ASSERT_EQ(instrument.practices.size(), 2U);
  EXPECT_EQ(instrument.practices[0].code, "G.1-a");
  EXPECT_EQ(instrument.practices[1].actor, Actor::Sponsor);
  EXPECT_EQ(instrument.find("G2"), 1U);
  EXPECT_TRUE(instrument.notes.empty());
}

TEST(ParseInstrument, NamesMissingKeys) {
  EXPECT_EQ(fault_of(with("stage: O\n", "")), "missing_key 1:1 the key 'stage' is missing");
  EXPECT_EQ(fault_of(with("    heading: Goals\n", "")), "missing_key 8:5 the key 'heading' is missing");
  EXPECT_EQ(fault_of(with("4: top", "")), "missing_key 5:10 the key '4' is missing");
}

TEST(ParseInstrument, SuggestsWhatAMisspeltKeyMeant) {
  EXPECT_EQ(fault_of(with("title:", "tittle:")),
            "unknown_key 3:1 'tittle' is not a key here: name, stage, title, introduction, citation, scales, principles or notes [did you "
            "mean 'title'?]");
  EXPECT_EQ(fault_of(with("sponsor:", "sponsors:")),
            "unknown_key 10:5 'sponsors' is not a key here: key, heading, dimension, partnership or sponsor [did you mean 'sponsor'?]");
  EXPECT_EQ(fault_of(with("N/A: none", "e: none")), "unknown_key 6:54 'e' is not a key here: a, b, c, d or N/A");
}

TEST(ParseInstrument, RefusesCodesThatColumnsCouldNotCarry) {
  const std::string rule = " is not a practice code: letters, digits, '.' and '-', starting with a letter";
  EXPECT_EQ(fault_of(with("G2:", "G_2:")), "invalid_instrument 13:9 'G_2'" + rule);
  EXPECT_EQ(fault_of(with("G2:", "2G:")), "invalid_instrument 13:9 '2G'" + rule);
  EXPECT_EQ(fault_of(with("G2:", "Gé:")), "invalid_instrument 13:9 'Gé'" + rule);
}

TEST(ParseInstrument, RefusesCodesAndKeysGivenTwice) {
  EXPECT_EQ(fault_of(with("G2:", "G.1-a:")), "duplicate_key 13:9 'G.1-a' is given twice");
  EXPECT_EQ(fault_of(std::string(kMinimal) + "    partnership: {practices: {G2: again}}\n"),
            "invalid_instrument 13:9 two practices have the code 'G2'");
  EXPECT_EQ(fault_of(std::string(kMinimal) + "  - {key: goals, heading: H, sponsor: {practices: {G3: x}}}\n"),
            "invalid_instrument 14:11 two principles have the key 'goals'");
}

TEST(ParseInstrument, RefusesAPrincipleNamedAsAColumnOfTheTables) {
  EXPECT_EQ(fault_of(std::string(kMinimal) + "  - {key: overall, heading: H, sponsor: {practices: {G3: x}}}\n"),
            "invalid_instrument 14:11 'overall' cannot be the key of a principle: tables have a column of this name");
}

TEST(ParseInstrument, RefusesPrinciplesWithoutPractices) {
  EXPECT_EQ(fault_of(std::string(kMinimal) + "  - {key: trust, heading: Trust}\n"),
            "invalid_instrument 14:5 the principle 'trust' has no practices");
  EXPECT_EQ(fault_of(with(kMinimal.substr(kMinimal.find("principles:")), "principles: []\n")),
            "invalid_instrument 7:13 an instrument needs at least one principle");
}

TEST(ParseInstrument, RefusesLabelsThatCouldMeanTwoAnswers) {
  EXPECT_EQ(fault_of(with("2: some", "2: LOW")), "invalid_instrument 5:22 two points of a scale have the label 'LOW'");
  EXPECT_EQ(fault_of(with("1: low", "1: 2")), "invalid_instrument 5:14 '2' cannot be a label: it is the sign of another answer");
  EXPECT_EQ(fault_of(with("1: low", "1: n/a")), "invalid_instrument 5:14 'n/a' cannot be a label: it is the sign of another answer");
}

TEST(ParseInstrument, RefusesWrongTypes) {
  EXPECT_EQ(fault_of("- a\n"), "wrong_type 1:3 an instrument is written as keys with values");
  EXPECT_EQ(fault_of(with("title: Our own form", "title: [a]")), "wrong_type 3:8 'title' is a text, not a list or map");
  EXPECT_EQ(fault_of(with("G2: keep goals", "G2:")), "wrong_type 13:9 the practice 'G2' needs its wording, as one text");
  EXPECT_EQ(fault_of(with("name: own", "name: our own")),
            "invalid_instrument 1:7 'our own' is not a name: letters, digits, '.', '_' and '-', starting with a letter");
}

TEST(ParseInstrument, RefusesNotesOnUnknownPractices) {
  EXPECT_EQ(fault_of(std::string(kMinimal) + "notes: [{practice: G2x, text: odd}]\n"),
            "invalid_instrument 14:20 'G2x' is not a practice of this instrument [did you mean 'G2'?]");
}

TEST(ParseInstrument, HoldsOneInstrumentOfAtMostAThousandPractices) {
  EXPECT_EQ(fault_of(std::string(kMinimal) + "---\n" + std::string(kMinimal)),
            "invalid_instrument 15:1 a second instrument starts here: a file holds one");
  EXPECT_EQ(fault_of(""), "invalid_instrument 0:0 there is no instrument in this file");
  std::string many(kMinimal);
  for (int i = 3; i <= 1000; ++i) many += "        G" + std::to_string(i) + ": x\n";
  EXPECT_EQ(fault_of(many), "none");
  EXPECT_EQ(fault_of(many + "        G1001: x\n"), "invalid_instrument 1012:9 an instrument has at most 1000 practices");
}

TEST(LoadInstrument, SaysWhyAFileCannotBeRead) {
  const auto missing = load_instrument("no-such-file.yaml");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().kind, FaultKind::CannotOpen);
  EXPECT_EQ(missing.error().message, "cannot open: No such file or directory");
  const auto folder = load_instrument(".");
  ASSERT_FALSE(folder);
  EXPECT_EQ(folder.error().kind, FaultKind::NotAFile);
}

}  // namespace
}  // namespace partnership
