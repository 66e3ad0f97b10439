#include <gmock/gmock.h>

#include <fstream>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "partnership/instrument.hpp"

namespace partnership {
namespace {

using testing::ElementsAre;

const Instrument& developing() { return *published_instruments()[0]; }
const Instrument& established() { return *published_instruments()[1]; }

std::vector<std::size_t> practices_by_principle(const Instrument& instrument) {
  std::vector<std::size_t> counts;
  for (const auto* scope : instrument.scopes(Level::Principle)) counts.push_back(scope->practices.size());
  return counts;
}

std::vector<std::string> headings(const Instrument& instrument) {
  std::vector<std::string> all;
  for (const auto& principle : instrument.principles) all.push_back(principle.heading);
  return all;
}

std::vector<std::string> lead_ins(const Instrument& instrument, Actor actor) {
  std::vector<std::string> all;
  for (const auto& principle : instrument.principles) all.push_back(principle.lead_in[static_cast<int>(actor)]);
  return all;
}

std::vector<std::string> noted_practices(const Instrument& instrument) {
  std::vector<std::string> all;
  for (const auto& note : instrument.notes) all.push_back(note.practice);
  return all;
}

TEST(PublishedInstruments, AreTheTwoStagesInOrder) {
  ASSERT_EQ(published_instruments().size(), 2U);
  EXPECT_EQ(developing().name, "developing");
  EXPECT_EQ(developing().stage, "D");
  EXPECT_EQ(developing().title, "Self-evaluation tool for social partnerships in the development stage");
  EXPECT_EQ(established().name, "established");
  EXPECT_EQ(established().stage, "E");
  EXPECT_EQ(established().title, "Self-evaluation tool for established social partnerships (maintenance stage)");
}

TEST(PublishedInstruments, HaveThePrintedNumberOfPractices) {
  EXPECT_THAT(practices_by_principle(developing()), ElementsAre(9, 6, 6, 7, 8));
  EXPECT_THAT(practices_by_principle(established()), ElementsAre(7, 10, 6, 8, 8));
}

TEST(PublishedInstruments, HaveThePrintedWording) {
  std::ifstream reference(PARTNERSHIP_SOURCE_DIR "/tests/reference/appendix_a_practices.tsv");
  std::vector<std::pair<std::string, std::string>> expected, actual;
  for (std::string code, text; std::getline(reference, code, '\t') && std::getline(reference, text);) expected.emplace_back(code, text);
  for (const auto& instrument : published_instruments())
    for (const auto& practice : instrument->practices) actual.emplace_back(practice.code, practice.text);
  ASSERT_EQ(expected.size(), 75U);
  EXPECT_EQ(actual, expected);
}

TEST(PublishedInstruments, CodeEveryPracticeByStagePrincipleActorAndNumber) {
  for (const auto& instrument : published_instruments()) {
    std::size_t number = 0;
    const Practice* last = nullptr;
    for (const auto& practice : instrument->practices) {
      number = last && last->principle == practice.principle && last->actor == practice.actor ? number + 1 : 1;
      EXPECT_EQ(practice.code,
                instrument->stage + std::to_string(practice.principle + 1) + letter_of(practice.actor) + std::to_string(number));
      last = &practice;
    }
  }
}

TEST(PublishedInstruments, HaveThePrintedHeadings) {
  EXPECT_THAT(headings(developing()), ElementsAre("Building shared purposes and goals for and scope of partnership activities",
                                                  "Building relations within the partnership and with partners",
                                                  "Building the capacities for and values of partnership work",
                                                  "Building partnership governance and leadership", "Building trust and trustworthiness"));
  EXPECT_THAT(headings(established()), ElementsAre("Maintaining shared purposes and goals of partnership activities",
                                                   "Maintaining relations within the partnership and with partners",
                                                   "Maintaining the capacity in and values of partnership work",
                                                   "Maintaining partnership governance and leadership for continuity over time",
                                                   "Maintaining trust and trustworthiness"));
}

TEST(PublishedInstruments, HaveThePrintedLeadInsWithTheirCommas) {
  EXPECT_THAT(lead_ins(developing(), Actor::Partnership),
              ElementsAre("The social partnership, should aim to:", "The social partnership should aim to:",
                          "The social partnership should aim to:", "The social partnership should aim to:",
                          "The social partnership should aim for:"));
  EXPECT_THAT(
      lead_ins(developing(), Actor::Sponsor),
      ElementsAre("The sponsoring agency, should aim to:", "The sponsoring agency, should aim to:", "The sponsoring agency should aim to:",
                  "The sponsoring agency should aim to:", "The sponsoring agency should aim to:"));
  EXPECT_THAT(
      lead_ins(established(), Actor::Partnership),
      ElementsAre("The social partnership should aim to:", "The social partnership should aim to:", "The social partnership should aim to:",
                  "The social partnership should aim to:", "The social partnership should aim for:"));
  EXPECT_THAT(
      lead_ins(established(), Actor::Sponsor),
      ElementsAre("The sponsoring agency should aim to:", "The sponsoring agency, should aim to:", "The sponsoring agency should aim to:",
                  "The sponsoring agency should aim to:", "The sponsoring agency should aim to:"));
}

TEST(PublishedInstruments, ShareKeysDimensionsScalesAndIntroduction) {
  for (const auto& instrument : published_instruments()) {
    std::vector<std::string> keys, dimensions;
    for (const auto& principle : instrument->principles) {
      keys.push_back(principle.key);
      dimensions.push_back(principle.dimension);
    }
    EXPECT_THAT(keys, ElementsAre("goals", "relations", "capacity", "governance", "trust"));
    EXPECT_THAT(dimensions,
                ElementsAre("cultural scoping", "connection building", "capacity building", "collective work", "trust building"));
    EXPECT_THAT(instrument->scales[0].labels, ElementsAre("Inappropriate", "Partially appropriate", "Desirable", "Very desirable"));
    EXPECT_THAT(instrument->scales[1].labels, ElementsAre("Not practiced at all", "Occasionally practiced", "Practised frequently",
                                                          "Standard and indispensable practice"));
    EXPECT_EQ(instrument->scales[0].not_applicable, "Not applicable");
    EXPECT_EQ(instrument->scales[1].not_applicable, "Not applicable");
    EXPECT_EQ(
        instrument->introduction,
        "This self-evaluation tool has been designed to help partnership participants reflect on their practices. For each partnership "
        "practice "
        "listed below, users should indicate what they think is the ideal practice (what is important) and what they believe is the actual "
        "practice in their partnership (to what degree that practice is occurring). Users can then reflect on where there are differences "
        "between "
        "the ideal and actual practices and think about how they might incorporate the ideal practices into their partnership.");
    EXPECT_THAT(instrument->citation, testing::HasSubstr("NCVER, Adelaide, 2008"));
    EXPECT_THAT(instrument->citation, testing::HasSubstr("S Billett, A Clemans and T Seddon, 2005"));
  }
}

TEST(PublishedInstruments, NoteThePrintingFaults) {
  EXPECT_THAT(noted_practices(developing()), ElementsAre(""));
  EXPECT_THAT(developing().notes[0].text, testing::HasSubstr("principles 2 and 3"));
  EXPECT_THAT(noted_practices(established()), ElementsAre("E2S3", "E4S2", "E5S2", "", ""));
  EXPECT_THAT(established().notes[3].text, testing::HasSubstr("principle 2"));
  EXPECT_THAT(established().notes[4].text, testing::HasSubstr("capital letters"));
}

void expect_equal(const Instrument& a, const Instrument& b) {
  EXPECT_EQ(a.name, b.name);
  EXPECT_EQ(a.stage, b.stage);
  EXPECT_EQ(a.title, b.title);
  EXPECT_EQ(a.introduction, b.introduction);
  EXPECT_EQ(a.citation, b.citation);
  for (std::size_t side = 0; side < 2; ++side) {
    EXPECT_EQ(a.scales[side].labels, b.scales[side].labels);
    EXPECT_EQ(a.scales[side].not_applicable, b.scales[side].not_applicable);
  }
  ASSERT_EQ(a.principles.size(), b.principles.size());
  for (std::size_t i = 0; i < a.principles.size(); ++i) {
    EXPECT_EQ(a.principles[i].key, b.principles[i].key);
    EXPECT_EQ(a.principles[i].heading, b.principles[i].heading);
    EXPECT_EQ(a.principles[i].dimension, b.principles[i].dimension);
    EXPECT_EQ(a.principles[i].lead_in[0], b.principles[i].lead_in[0]);
    EXPECT_EQ(a.principles[i].lead_in[1], b.principles[i].lead_in[1]);
  }
  ASSERT_EQ(a.practices.size(), b.practices.size());
  for (std::size_t i = 0; i < a.practices.size(); ++i) {
    EXPECT_EQ(a.practices[i].code, b.practices[i].code);
    EXPECT_EQ(a.practices[i].text, b.practices[i].text);
    EXPECT_EQ(a.practices[i].principle, b.practices[i].principle);
    EXPECT_EQ(a.practices[i].actor, b.practices[i].actor);
  }
  ASSERT_EQ(a.notes.size(), b.notes.size());
  for (std::size_t i = 0; i < a.notes.size(); ++i) {
    EXPECT_EQ(a.notes[i].practice, b.notes[i].practice);
    EXPECT_EQ(a.notes[i].text, b.notes[i].text);
  }
}

TEST(PublishedInstruments, AreWhatTheFilesSay) {
  for (const auto& compiled_in : published_instruments()) {
    const auto loaded = load_instrument(PARTNERSHIP_SOURCE_DIR "/instruments/" + compiled_in->name + ".yaml");
    ASSERT_TRUE(loaded) << loaded.error().message;
    expect_equal(**loaded, *compiled_in);
  }
}

}  // namespace
}  // namespace partnership
