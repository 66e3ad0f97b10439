#include "partnership/survey.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <algorithm>
#include <iterator>

#include "instrument/limits.hpp"
#include "support/small_forms.hpp"

namespace partnership {

// How GoogleTest shows which policy a case is about.
void PrintTo(OnError on_error, std::ostream* out) {
  *out << (on_error == OnError::Stop ? "stop" : on_error == OnError::Skip ? "skip" : "blank");
}

namespace {

using sample::form;
using sample::rating;
using sample::response;
using sample::scores;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

SurveyOptions grouped(std::vector<Grouping> groupings) {
  SurveyOptions options;
  options.groupings = std::move(groupings);
  return options;
}

Fault fault_of(FaultKind kind) {
  Fault fault;
  fault.kind = kind;
  return fault;
}

// "wave|values,...: respondents" of every group, in the order they are given.
std::vector<std::string> outline(const Survey& survey, const Instrument& instrument, std::size_t grouping) {
  std::vector<std::string> lines;
  for (const Group* group : survey.groups(instrument, grouping)) {
    std::string line = group->wave + "|";
    for (std::size_t i = 0; i < group->values.size(); ++i) line += (i == 0 ? "" : ",") + group->values[i];
    lines.push_back(line + ": " + std::to_string(group->tally.respondents()));
  }
  return lines;
}

void expect_totals_add_up(const Survey& survey) {
  const auto& totals = survey.totals();
  EXPECT_EQ(totals.responses, totals.scored + totals.rejected + totals.filtered);
}

// --- groups ---

TEST(Survey, SortsResponsesByTheValuesOfAColumn) {
  const auto small = form("1P1");
  Survey survey(grouped({{"role"}}));
  survey.accept(response(small, "4b", "role=staff"));
  survey.accept(response(small, "4c", "role=volunteer"));
  survey.accept(response(small, "4d", "role=staff"));
  EXPECT_THAT(outline(survey, *small, 0), ElementsAre("|staff: 2", "|volunteer: 1"));
  EXPECT_EQ(survey.groups(*small, 0)[0]->tally.practice(0).gaps(), scores({2, 0}));
}

TEST(Survey, TakesTheGroupingWithoutColumnsAsEverybody) {
  const auto small = form("1P1");
  Survey survey(grouped({{}}));
  survey.accept(response(small, "4b", "role=staff"));
  survey.accept(response(small, "4c"));
  EXPECT_THAT(outline(survey, *small, 0), ElementsAre("|: 2"));
}

TEST(Survey, CrossesTheColumnsOfOneGrouping) {
  const auto small = form("1P1");
  Survey survey(grouped({{"partnership", "role"}}));
  survey.accept(response(small, "4b", "partnership=P2 role=staff"));
  survey.accept(response(small, "4b", "partnership=P1 role=volunteer"));
  survey.accept(response(small, "4b", "partnership=P1 role=staff"));
  survey.accept(response(small, "4b", "role=staff partnership=P1"));
  EXPECT_THAT(outline(survey, *small, 0), ElementsAre("|P1,staff: 2", "|P1,volunteer: 1", "|P2,staff: 1"));
}

TEST(Survey, AnswersSeveralGroupingsInOnePass) {
  const auto small = form("1P1");
  Survey survey(grouped({{}, {"role"}}));
  survey.accept(response(small, "4b", "role=staff"));
  survey.accept(response(small, "4b"));
  EXPECT_THAT(outline(survey, *small, 0), ElementsAre("|: 2"));
  EXPECT_THAT(outline(survey, *small, 1), ElementsAre("|: 1", "|staff: 1")) << "no role is a group of its own";
}

TEST(Survey, OrdersGroupsByTheNumbersInTheirNames) {
  const auto small = form("1P1");
  Survey survey(grouped({{"partnership"}}));
  for (const auto* about : {"partnership=P10", "partnership=P2", "partnership=P1 wave=10", "partnership=P1 wave=9"})
    survey.accept(response(small, "4b", about));
  EXPECT_THAT(outline(survey, *small, 0), ElementsAre("|P2: 1", "|P10: 1", "9|P1: 1", "10|P1: 1"));
  EXPECT_THAT(survey.waves(), ElementsAre("", "9", "10"));
}

// The same people answer every wave, so their responses are never independent of each other.
TEST(Survey, NeverPoolsWaves) {
  const auto small = form("1P1");
  Survey survey(grouped({{}}));
  survey.accept(response(small, "4b", "respondent=r1 wave=1"));
  survey.accept(response(small, "4c", "respondent=r1 wave=2"));
  EXPECT_THAT(outline(survey, *small, 0), ElementsAre("1|: 1", "2|: 1"));
  EXPECT_EQ(survey.totals().respondents, 1U);
  EXPECT_EQ(survey.totals().responses, 2U);
}

TEST(Survey, RefusesWavesWithoutNumber) {
  const auto small = form("1P1");
  Survey survey(grouped({{}}));
  const auto answer_in = [&](std::size_t wave) { survey.accept(response(small, "4b", "wave=" + std::to_string(wave))); };
  for (std::size_t wave = 0; wave < 10'000; ++wave) answer_in(wave);
  EXPECT_TRUE(survey.usable());
  survey.accept(response(form("1P1 1P2"), "4b 4b", "wave=7"));
  EXPECT_TRUE(survey.usable()) << "of another instrument, but no new wave";
  for (std::size_t wave = 10'000; wave < 10'100; ++wave) answer_in(wave);
  EXPECT_FALSE(survey.usable());
  ASSERT_THAT(survey.faults(), SizeIs(1));
  EXPECT_EQ(survey.faults()[0].message, "there are more than 10000 different waves, or more than 1 MiB of their names");
}

TEST(Survey, RefusesWavesOfLongNames) {
  for (const int waves : {10, 11}) {
    Survey survey(grouped({{}}));
    for (int i = 0; i < waves; ++i) survey.accept(response(form("1P1"), "4b", "wave=" + std::string(100'000, static_cast<char>('a' + i))));
    EXPECT_EQ(survey.usable(), waves == 10);
  }
  Survey survey(grouped({{}}));
  survey.accept(response(form("1P1"), "4b", "wave=" + std::string(2'000'000, 'x')));
  EXPECT_FALSE(survey.usable());
}

TEST(Survey, RefusesWavesWithoutNumberOfAForkAsWell) {
  Survey survey(grouped({{}}));
  const auto fork = survey.fork();
  for (std::size_t wave = 0; wave < 10'001; ++wave) fork->accept(response(form("1P1"), "4b", "wave=" + std::to_string(wave)));
  survey.join(*fork);
  EXPECT_FALSE(survey.usable());
}

// --- the limit of memory ---

SurveyOptions limited(std::size_t most_memory, std::vector<Grouping> groupings = {{"name"}}) {
  auto options = grouped(std::move(groupings));
  options.most_memory = most_memory;
  options.depth = TallyDepth::Practices;
  return options;
}

// Responses with a name each.
void accept_names(Survey& survey, const InstrumentPtr& instrument, std::uint64_t first, std::uint64_t last) {
  const std::string columns[] = {"name"};
  const std::vector<std::uint8_t> codes(instrument->practices.size(), rating("4b").joint_index());
  for (std::uint64_t line = first; line <= last; ++line) {
    const std::string name = std::to_string(line);
    const std::string_view values[] = {name};
    survey.accept(ResponseBlock{instrument, "names.csv", columns, 1, values, codes, std::span(&line, 1)});
  }
}

// What a group of so many responses takes: with one short name, 32 bytes, and answers that wait in a vector that grows.
constexpr std::size_t bytes_of(std::size_t responses, std::size_t practices) {
  return 352 + (responses == 1 ? 1 : 2 * responses) * practices;
}

TEST(LimitOfMemory, IsMetByManyGroups) {
  const auto small = form("1P1 1P2");
  Survey survey(limited(10 * bytes_of(1, 2)));
  accept_names(survey, small, 1, 10);
  EXPECT_TRUE(survey.usable());
  accept_names(survey, small, 11, 11);
  EXPECT_FALSE(survey.usable());
}

TEST(LimitOfMemory, CountsLongNamesAndSeveral) {
  const auto small = form("1P1");
  auto options = limited(bytes_of(1, 1) + 32 + 100 + 17, {{"name", "role"}});  // a second name, and 100 bytes outside of it
  for (const std::size_t length : {100U, 101U}) {
    Survey survey(options);
    survey.accept(response(small, "4b", "name=a role=" + std::string(length, 'x')));
    EXPECT_EQ(survey.usable(), length == 100);
  }
}

TEST(LimitOfMemory, IsMetByGroupsThatGrow) {
  const auto small = form("1P1 1P2");
  Survey survey(limited(10 * bytes_of(6, 2)));
  for (int times = 0; times < 6; ++times) accept_names(survey, small, 1, 10);
  EXPECT_TRUE(survey.usable());
  accept_names(survey, small, 1, 1);
  EXPECT_FALSE(survey.usable());
}

TEST(LimitOfMemory, NamesTheGroupings) {
  auto options = limited(4000, {{}, {"name"}, {"role", "name"}, {"name"}});  // twice, as for two depths
  options.takes_less = "ask for less";
  Survey survey(options);
  accept_names(survey, form("1P1"), 1, 12);
  ASSERT_THAT(survey.faults(), SizeIs(1));
  EXPECT_EQ(survey.faults()[0].message, "the groups by name, by role and name take more memory than 2048 MiB");
  EXPECT_EQ(survey.faults()[0].hint, "ask for less");
  ASSERT_TRUE(survey.passed_limit());
  EXPECT_EQ(survey.passed_limit()->message, survey.faults()[0].message);
}

// 33 groups of 12 MB each; that a second input is large comes too late.
TEST(LimitOfMemory, StaysPassed) {
  std::string practices;
  for (int i = 1; i <= 1000; ++i) practices += fmt::format("{}1P{}", i > 1 ? " " : "", i);
  CountedRating counted{form(practices), {{"name", ""}}, 0, rating("4b"), 7, "counts.csv", {}};
  auto options = grouped({{"name"}});
  options.depth = TallyDepth::Items;
  Survey survey(options);
  survey.expect(1);
  for (int group = 0; group < 33; ++group) {
    counted.metadata[0].value = std::to_string(group);
    survey.accept(counted);
  }
  EXPECT_FALSE(survey.usable());
  survey.expect(1'000'000'000);
  EXPECT_FALSE(survey.usable());
  ASSERT_THAT(survey.faults(), SizeIs(1));
  EXPECT_EQ(survey.faults()[0].message,
            "the groups by name and the search for duplicates take more memory than 384 MiB and than 6 times the size of the input");
}

// The most that a reader has held, whichever came first.
TEST(LimitOfMemory, CountsWhatTheReaderHolds) {
  const auto small = form("1P1");
  for (const std::size_t most : {5000U, 4999U}) {
    Survey survey(limited(most));
    EXPECT_TRUE(survey.hold(5000 - bytes_of(1, 1)));
    EXPECT_TRUE(survey.hold(0));
    survey.accept(response(small, "4b", "name=a"));
    EXPECT_EQ(survey.usable(), most == 5000);
    EXPECT_EQ(survey.hold(5000 - bytes_of(1, 1)), most == 5000);
    EXPECT_FALSE(survey.hold(5001 - bytes_of(1, 1)));
    EXPECT_FALSE(survey.usable());
    ASSERT_THAT(survey.faults(), SizeIs(1));
    EXPECT_EQ(survey.faults()[0].message,
              "the responses that the long layout keeps to the end of a file, and the groups by name take more memory than 2048 MiB");
    EXPECT_EQ(survey.faults()[0].hint, "use the wide layout, or choose a part of the responses");
  }
}

// Where reading was left depends on the order of files, and so which faults are known.
TEST(LimitOfMemory, IsTheOnlyFaultThen) {
  const auto small = form("1P1");
  Survey survey(limited(bytes_of(1, 1)));
  survey.accept(response(small, "4b", "name=a"));
  survey.reject({FaultKind::CannotRead, "b.csv", {}, "", "", "a fault", "", ""});
  EXPECT_EQ(survey.faults()[0].message, "a fault");
  survey.accept(response(small, "4b", "name=b"));
  ASSERT_THAT(survey.faults(), SizeIs(1));
  EXPECT_EQ(survey.faults()[0].message, "the groups by name take more memory than 2048 MiB");
  EXPECT_EQ(survey.fault_count(), 1U);
}

TEST(LimitOfColumns, IsOfTheirNamesToo) {
  for (const int columns : {16, 17}) {
    Survey survey(grouped({{}}));
    survey.accept(response(form("1P1"), "4b", "name=a"));
    for (int i = 0; i < columns; ++i) survey.note_metadata("wide.csv", std::string(1'000'000, static_cast<char>('a' + i)));
    EXPECT_EQ(survey.usable(), columns == 16);
    EXPECT_THAT(survey.notes(), SizeIs(columns == 16 ? 16 : 0));
    EXPECT_THAT(survey.faults(), SizeIs(columns == 16 ? 0 : 1));
  }
}

// 24 bytes for each named respondent, where the size of the input is known.
TEST(LimitOfMemory, CountsTheLogOfRespondents) {
  const auto small = form("1P1");
  for (const bool is_pipe : {false, true}) {
    Survey survey(limited(bytes_of(10, 1) - 32 + 10 * 24 - 1, {{}}));
    survey.expect(is_pipe ? std::nullopt : std::optional<std::uint64_t>(1));
    for (int i = 0; i < 9; ++i) survey.accept(response(small, "4b", "respondent=r" + std::to_string(i)));
    EXPECT_TRUE(survey.usable());
    survey.accept(response(small, "4b", "respondent=r9"));
    EXPECT_EQ(survey.usable(), is_pipe);
  }
}

TEST(LimitOfMemory, IsTheSameInAnyOrderAndForAnyNumberOfThreads) {
  const auto small = form("1P1 1P2");
  const auto accept_part = [&](Survey& survey, int part) {
    if (part == 0) accept_names(survey, small, 1, 8);
    if (part == 1) accept_names(survey, small, 1, 20);
    if (part == 2) accept_names(survey, small, 6, 21);
  };
  const std::size_t needed = bytes_of(1, 2) + 17 * bytes_of(2, 2) + 3 * bytes_of(3, 2);
  for (const std::size_t most : {needed - 1, needed}) {
    int order[] = {0, 1, 2};
    do {
      Survey one(limited(most)), first(limited(most));
      auto second = first.fork();
      for (const int part : order) accept_part(one, part);
      accept_part(first, order[0]);
      accept_part(static_cast<Survey&>(*second), order[1]);
      accept_part(first, order[2]);
      first.join(*second);
      EXPECT_EQ(one.usable(), most == needed);
      EXPECT_EQ(first.usable(), most == needed);
    } while (std::next_permutation(std::begin(order), std::end(order)));
  }
}

TEST(LimitOfMemory, CountsPublishedCountsAndStoredGroupsAsWhatTheyTake) {
  const auto small = form("1P1 1P2 1P3 1P4");
  CountedRating counted{small, {{"name", ""}}, 0, rating("4b"), 7, "counts.csv", {}};
  TalliedGroup stored;
  stored.instrument = small;
  stored.counts.practices.resize(4);
  stored.counts.practices[0].add(rating("4b"), 2);
  stored.counts.respondents = 2;
  const std::size_t of_stored = 352 + 4 * 37 * 4, of_counts = 352 + 4 * 36 * 8;
  for (const std::size_t too_little : {0U, 1U}) {
    Survey counts(limited(5 * of_counts - too_little)), tally(limited(5 * of_stored - too_little));
    TallyHeader header;
    header.kept = {"name"};
    tally.begin_tally("a.tally", header);
    for (int i = 1; i <= 5; ++i) {
      counted.metadata[0].value = std::to_string(i);
      counts.accept(counted);
      stored.values = {std::to_string(i)};
      tally.accept(stored);
    }
    EXPECT_EQ(counts.usable(), too_little == 0);
    EXPECT_EQ(tally.usable(), too_little == 0);
  }
}

TEST(Survey, RefusesMoreCountsThanCanBeScoredExactly) {
  const auto small = form("1P1");
  Survey survey(grouped({{}}));
  const CountedRating counted{small, {}, 0, rating("4b"), kMostTallied / 2, "counts.csv", {}};
  survey.accept(counted);
  survey.accept(counted);
  EXPECT_THAT(survey.faults(), IsEmpty());
  survey.accept(counted);
  ASSERT_THAT(survey.faults(), SizeIs(1));
  EXPECT_EQ(survey.faults()[0].message,
            "there are more than 1,000,000,000,000 responses or published counts, too many to be scored exactly");
}

TEST(Survey, NeverPoolsStages) {
  const auto developing = form("1P1", "developing"), established = form("1P1 1S1", "established");
  Survey survey(grouped({{}}));
  survey.accept(response(established, "4b 4b", "respondent=r1"));
  survey.accept(response(developing, "4b", "respondent=r1"));
  EXPECT_THAT(outline(survey, *developing, 0), ElementsAre("|: 1"));
  EXPECT_THAT(outline(survey, *established, 0), ElementsAre("|: 1"));
  EXPECT_TRUE(survey.usable());
  EXPECT_EQ(survey.totals().respondents, 1U) << "the same person answered both forms";
}

TEST(Survey, ListsThePublishedInstrumentsFirst) {
  const auto developing = form("1P1", "developing"), established = form("1P1", "established"), own = form("1P1", "another");
  Survey survey(grouped({{}}));
  for (const auto& instrument : {own, established, developing}) survey.accept(response(instrument, "4b"));
  EXPECT_THAT(survey.instruments(), ElementsAre(developing, established, own));
}

TEST(Survey, HasNoGroupsOfAnInstrumentThatNobodyAnswered) {
  const Survey survey(grouped({{}}));
  EXPECT_THAT(survey.groups(*form("1P1"), 0), IsEmpty());
  EXPECT_THAT(survey.instruments(), IsEmpty());
  EXPECT_FALSE(survey.usable()) << "nothing was scored";
}

TEST(Survey, TalliesPracticesOnlyWhereThatIsEnough) {
  const auto small = form("1P1");
  SurveyOptions options = grouped({{}});
  options.depth = TallyDepth::Practices;
  Survey survey(options);
  survey.accept(response(small, "4b"));
  EXPECT_TRUE(survey.groups(*small, 0)[0]->tally == sample::tally_of(small, {"4b"}, TallyDepth::Practices));
}

// --- where ---

TEST(Where, KeepsResponsesForWhichEveryConditionHolds) {
  const auto small = form("1P1");
  SurveyOptions options = grouped({{"respondent"}});
  options.where = {{"role", "staff"}, {"partnership", "P1"}};
  Survey survey(options);
  survey.accept(response(small, "4b", "respondent=r1 role=staff partnership=P1"));
  survey.accept(response(small, "4b", "respondent=r2 role=staff partnership=P2"));
  survey.accept(response(small, "4b", "respondent=r3 role=Staff partnership=P1"));
  survey.accept(response(small, "4b", "respondent=r4 partnership=P1"));
  EXPECT_THAT(outline(survey, *small, 0), ElementsAre("|r1: 1"));
  EXPECT_EQ(survey.totals().responses, 4U);
  EXPECT_EQ(survey.totals().scored, 1U);
  EXPECT_EQ(survey.totals().filtered, 3U);
  EXPECT_EQ(survey.totals().pairs, 1U) << "only scored responses count";
  expect_totals_add_up(survey);
}

TEST(Where, TakesAnAbsentColumnAsEmpty) {
  const auto small = form("1P1");
  SurveyOptions options = grouped({{}});
  options.where = {{"role", ""}};
  Survey survey(options);
  survey.accept(response(small, "4b"));
  survey.accept(response(small, "4b", "role="));
  survey.accept(response(small, "4b", "role=staff"));
  EXPECT_EQ(survey.totals().scored, 2U);
}

TEST(Where, FindsFaultsAndDuplicatesAlsoAmongWhatItLeavesOut) {
  const auto small = form("1P1");
  SurveyOptions options = grouped({{}});
  options.where = {{"role", "staff"}};
  Survey survey(options);
  survey.accept(response(small, "4b", "respondent=r1 role=staff"));
  survey.accept(response(small, "4b", "respondent=r1 role=volunteer"));
  EXPECT_EQ(survey.totals().rejected, 1U);
  EXPECT_FALSE(survey.usable());
}

// --- totals ---

TEST(Totals, CountPointsAndNotApplicableAsAnswers) {
  const auto small = form("1P1 1P2 1P3 1P4");
  Survey survey(grouped({{}}));
  survey.accept(response(small, "4b N. .c --"));  // 4, b, N/A and c; one pair
  EXPECT_EQ(survey.totals().answers, 4U);
  EXPECT_EQ(survey.totals().pairs, 1U);
}

TEST(Totals, CountUnnamedResponsesOnceEach) {
  const auto small = form("1P1");
  Survey survey(grouped({{}}));
  survey.accept(response(small, "4b", "partnership=P1"));
  survey.accept(response(small, "4b", "partnership=P1"));
  survey.accept(response(small, "4b", "partnership=P1 respondent="));
  survey.accept(response(small, "4b", "partnership=P1 respondent=r1"));
  survey.accept(response(small, "4b", "partnership=P2 respondent=r1"));
  EXPECT_EQ(survey.totals().respondents, 5U);
  EXPECT_TRUE(survey.usable());
}

TEST(Totals, AddUpWhateverBecomesOfAResponse) {
  const auto small = form("1P1");
  SurveyOptions options = grouped({{}});
  options.where = {{"role", "staff"}};
  options.on_error = OnError::Skip;
  Survey survey(options);
  survey.accept(response(small, "4b", "role=staff"));
  survey.accept(response(small, "4b", "role=volunteer"));
  Response faulty = response(small, ".b", "role=staff");
  faulty.faults = {fault_of(FaultKind::InvalidIdeal)};
  survey.accept(faulty);
  EXPECT_EQ(survey.totals().responses, 3U);
  EXPECT_EQ(survey.totals().scored, 1U);
  EXPECT_EQ(survey.totals().filtered, 1U);
  EXPECT_EQ(survey.totals().rejected, 1U);
  expect_totals_add_up(survey);
}

// --- faults and what --on-error makes of them ---

struct PolicyCase {
  OnError on_error;
  FaultKind fault;
  bool scored;  // the response with the fault
  bool usable;  // the survey, in which a second response is sound
};

void PrintTo(const PolicyCase& c, std::ostream* out) {
  PrintTo(c.on_error, out);
  *out << " on " << code_of(c.fault).code;
}

class Policy : public ::testing::TestWithParam<PolicyCase> {};

TEST_P(Policy, DecidesWhatAFaultInAResponseSpoils) {
  const auto small = form("1P1");
  SurveyOptions options = grouped({{}});
  options.on_error = GetParam().on_error;
  Survey survey(options);
  Response faulty = response(small, ".b");
  faulty.faults = {fault_of(GetParam().fault)};
  faulty.invalid_cells = 1;
  survey.accept(faulty);
  survey.accept(response(small, "4b"));
  EXPECT_EQ(survey.totals().scored, GetParam().scored ? 2U : 1U);
  EXPECT_EQ(survey.totals().rejected, GetParam().scored ? 0U : 1U);
  EXPECT_EQ(survey.totals().invalid_cells, GetParam().scored ? 1U : 0U);
  EXPECT_EQ(survey.groups(*small, 0)[0]->tally.invalid_cells(), GetParam().scored ? 1U : 0U);
  EXPECT_EQ(survey.usable(), GetParam().usable);
  EXPECT_EQ(survey.fault_count(), 1U) << "a forgiven fault is still reported";
  expect_totals_add_up(survey);
}

INSTANTIATE_TEST_SUITE_P(Survey, Policy,
                         ::testing::Values(PolicyCase{OnError::Stop, FaultKind::InvalidIdeal, false, false},
                                           PolicyCase{OnError::Stop, FaultKind::FieldCount, false, false},
                                           PolicyCase{OnError::Skip, FaultKind::InvalidIdeal, false, true},
                                           PolicyCase{OnError::Skip, FaultKind::FieldCount, false, true},
                                           PolicyCase{OnError::Skip, FaultKind::ConflictingMetadata, false, true},
                                           PolicyCase{OnError::Blank, FaultKind::InvalidActual, true, true},
                                           PolicyCase{OnError::Blank, FaultKind::FieldCount, false, false},
                                           PolicyCase{OnError::Blank, FaultKind::DuplicateRating, false, false}));

TEST(Faults, OfHeadersAndFilesAreNeverForgiven) {
  for (const OnError on_error : {OnError::Stop, OnError::Skip, OnError::Blank})
    for (const FaultKind kind : {FaultKind::UnknownColumn, FaultKind::NulByte}) {
      SurveyOptions options = grouped({{}});
      options.on_error = on_error;
      Survey survey(options);
      survey.accept(response(form("1P1"), "4b"));
      EXPECT_TRUE(survey.usable());
      survey.reject(fault_of(kind));
      EXPECT_FALSE(survey.usable());
      EXPECT_EQ(survey.totals().responses, 1U) << "a rejected file is not a rejected response";
    }
}

TEST(Faults, OfCountsAreForgivenLikeThoseOfOtherCells) {
  SurveyOptions options = grouped({{}});
  options.on_error = OnError::Skip;
  Survey survey(options);
  survey.accept(response(form("1P1"), "4b"));
  survey.reject(fault_of(FaultKind::InvalidCount));
  EXPECT_TRUE(survey.usable());
}

TEST(Faults, AreAllCountedButOnlyTheFirstKept) {
  SurveyOptions options = grouped({{}});
  options.most_faults = 2;
  Survey survey(options);
  for (const FaultKind kind : {FaultKind::NulByte, FaultKind::EmptyFile, FaultKind::CannotOpen}) survey.reject(fault_of(kind));
  EXPECT_EQ(survey.fault_count(), 3U);
  ASSERT_THAT(survey.faults(), SizeIs(2));
  EXPECT_EQ(survey.faults()[0].kind, FaultKind::NulByte);
  EXPECT_EQ(survey.faults()[1].kind, FaultKind::EmptyFile);
}

TEST(Faults, InGreatNumberEndTheReadingUnlessForgiven) {
  for (const OnError on_error : {OnError::Stop, OnError::Blank}) {
    SurveyOptions options = grouped({{}});
    options.on_error = on_error;
    Survey survey(options);
    Response faulty = response(form("1P1"), ".b");
    faulty.faults.assign(1000, fault_of(FaultKind::InvalidIdeal));
    for (int i = 0; i < 99; ++i) survey.accept(faulty);
    EXPECT_FALSE(survey.full());
    survey.accept(faulty);
    EXPECT_EQ(survey.full(), on_error == OnError::Stop);
  }
}

// --- duplicates ---

Response at(Response response, const std::string& file, std::uint64_t line) {
  response.file = file;
  response.position = {line, 1};
  return response;
}

TEST(Duplicates, AreNamedWithBothPlaces) {
  const auto small = form("1P1");
  Survey survey(grouped({{}}));
  survey.accept(at(response(small, "4b", "respondent=r1 partnership=P1 wave=2"), "spring.csv", 7));
  survey.accept(at(response(small, "4b", "respondent=r1 partnership=P1 wave=2"), "autumn.csv", 3));
  ASSERT_THAT(survey.faults(), SizeIs(1));
  const Fault& fault = survey.faults()[0];
  EXPECT_EQ(fault.kind, FaultKind::DuplicateResponse);
  EXPECT_EQ(fault.file, "autumn.csv");
  EXPECT_EQ(fault.position.line, 3U);
  EXPECT_EQ(fault.value, "r1");
  EXPECT_EQ(fault.message, "respondent 'r1' of partnership 'P1' in wave '2' has answered the small instrument before, at spring.csv:7");
  EXPECT_EQ(fault.hint, "give each respondent one response per partnership and wave; different people need different names");
  EXPECT_EQ(survey.totals().scored, 1U) << "the first one stands";
  EXPECT_EQ(survey.totals().rejected, 1U);
  expect_totals_add_up(survey);
}

TEST(Duplicates, SayNothingOfColumnsTheFileLacks) {
  const auto small = form("1P1");
  Survey survey(grouped({{}}));
  survey.accept(at(response(small, "4b", "respondent=r1"), "a.csv", 2));
  survey.accept(at(response(small, "4b", "respondent=r1"), "a.csv", 3));
  ASSERT_THAT(survey.faults(), SizeIs(1));
  EXPECT_EQ(survey.faults()[0].message, "respondent 'r1' has answered the small instrument before, at a.csv:2");
}

TEST(Duplicates, AreForgivenByNoPolicy) {
  const auto small = form("1P1");
  for (const OnError on_error : {OnError::Stop, OnError::Skip, OnError::Blank}) {
    SurveyOptions options = grouped({{}});
    options.on_error = on_error;
    Survey survey(options);
    survey.accept(response(small, "4b", "respondent=r1"));
    survey.accept(response(small, "4b", "respondent=r1"));
    EXPECT_FALSE(survey.usable());
  }
}

TEST(Duplicates, AreOfOneInstrumentPartnershipAndWave) {
  const auto small = form("1P1"), other = form("1P1", "other");
  Survey survey(grouped({{}}));
  survey.accept(response(small, "4b", "respondent=r1 partnership=P1 wave=1"));
  survey.accept(response(small, "4b", "respondent=r1 partnership=P1 wave=2"));
  survey.accept(response(small, "4b", "respondent=r1 partnership=P2 wave=1"));
  survey.accept(response(small, "4b", "respondent=R1 partnership=P1 wave=1"));
  survey.accept(response(other, "4b", "respondent=r1 partnership=P1 wave=1"));
  EXPECT_EQ(survey.totals().scored, 5U);
  EXPECT_THAT(survey.faults(), IsEmpty());
}

// ("P1", "1r") and ("P", "11r") must not run together into one key.
TEST(Duplicates, DoNotConfuseWhereOneNameEndsAndTheNextBegins) {
  const auto small = form("1P1");
  Survey survey(grouped({{}}));
  survey.accept(response(small, "4b", "partnership=P1 respondent=1r"));
  survey.accept(response(small, "4b", "partnership=P respondent=11r"));
  EXPECT_THAT(survey.faults(), IsEmpty());
}

TEST(Duplicates, AreFoundBehindAFaultyFirstResponse) {
  const auto small = form("1P1");
  SurveyOptions options = grouped({{}});
  options.on_error = OnError::Skip;
  Survey survey(options);
  Response faulty = response(small, ".b", "respondent=r1");
  faulty.faults = {fault_of(FaultKind::InvalidIdeal)};
  survey.accept(faulty);
  survey.accept(response(small, "4b", "respondent=r1"));
  EXPECT_EQ(survey.totals().rejected, 2U);
  EXPECT_FALSE(survey.usable());
}

// --- counted ratings ---

TEST(CountedRatings, AreTalliedWithoutRespondents) {
  const auto small = form("1P1 1S1");
  Survey survey(grouped({{"role"}}));
  survey.accept(CountedRating{small, sample::metadata("role=staff"), 0, rating("4b"), 3, "", {}});
  survey.accept(CountedRating{small, sample::metadata("role=staff"), 1, rating("N."), 2, "", {}});
  EXPECT_EQ(survey.totals().responses, 0U);
  EXPECT_EQ(survey.totals().respondents, 0U);
  EXPECT_EQ(survey.totals().answers, 8U);  // 3 x (4 and b) + 2 x N/A
  EXPECT_EQ(survey.totals().pairs, 3U);
  ASSERT_THAT(survey.groups(*small, 0), SizeIs(1));
  EXPECT_TRUE(survey.groups(*small, 0)[0]->tally.counts_only());
  EXPECT_TRUE(survey.usable());
}

TEST(CountedRatings, AreFilteredLikeResponses) {
  const auto small = form("1P1");
  SurveyOptions options = grouped({{}});
  options.where = {{"role", "staff"}};
  Survey survey(options);
  survey.accept(CountedRating{small, sample::metadata("role=volunteer"), 0, rating("4b"), 3, "", {}});
  EXPECT_EQ(survey.totals().pairs, 0U);
  EXPECT_FALSE(survey.usable()) << "nothing was scored";
  expect_totals_add_up(survey);
}

// --- what is said of the files ---

TEST(Notes, SayWhatWasKeptAndWhatWasReadAsBlank) {
  Survey survey(grouped({{}}));
  survey.note_metadata("cafe.csv", "postcode");
  survey.note_r_missing("cafe.csv", 1);
  survey.note_r_missing("bay.csv", 12);
  EXPECT_THAT(survey.notes(), ElementsAre("cafe.csv: column 'postcode' is kept as metadata",
                                          "cafe.csv: 1 cell holds NA (R's missing value), read as blank; N/A is \"not applicable\"",
                                          "bay.csv: 12 cells hold NA (R's missing value), read as blank; N/A is \"not applicable\""));
}

TEST(Notes, NameTwentyKeptColumns) {
  Survey survey(grouped({{}}));
  for (int i = 10; i < 31; ++i) survey.note_metadata("cafe.csv", "c" + std::to_string(i));
  ASSERT_THAT(survey.notes(), SizeIs(21));
  EXPECT_EQ(survey.notes()[19], "cafe.csv: column 'c29' is kept as metadata");
  EXPECT_EQ(survey.notes()[20], "1 more column is kept as metadata");
  survey.note_metadata("cafe.csv", "c31");
  EXPECT_EQ(survey.notes()[20], "2 more columns are kept as metadata");
}

TEST(Notes, CountTheFilesOfAKeptColumn) {
  Survey survey(grouped({{}}));
  survey.note_metadata("cafe.csv", "postcode");
  const auto fork = survey.fork();
  fork->begin_file(1, "bay.csv", 1);
  fork->note_metadata("bay.csv", "postcode");
  fork->note_metadata("bay.csv", "town");
  survey.join(*fork);
  EXPECT_THAT(survey.notes(),
              ElementsAre("column 'postcode' is kept as metadata (in 2 files)", "bay.csv: column 'town' is kept as metadata"));
}

TEST(Notes, SayThatAFileMayHaveBeenCutShortOnOneLineForAllFiles) {
  Survey survey(grouped({{}}));
  survey.note_open_end("cafe.csv");
  EXPECT_THAT(survey.notes(), ElementsAre("cafe.csv: the last line has no line end, as in a file that was cut short; its last value may be "
                                          "incomplete, and answers may be missing"));
  survey.note_open_end("bay.csv");
  survey.note_open_end("care.csv");
  EXPECT_THAT(survey.notes(),
              ElementsAre("cafe.csv and 2 more: the last line has no line end, as in a file that was cut short; its last value "
                          "may be incomplete, and answers may be missing"));
}

TEST(Notes, SayNothingOfTheEndOfAFileThatWasRejected) {
  Survey survey(grouped({{}}));
  survey.begin_file(0, "cafe.csv", 1);
  Fault fault;
  fault.kind = FaultKind::InvalidEncoding;
  survey.reject(fault);
  survey.note_open_end("cafe.csv");
  EXPECT_THAT(survey.notes(), IsEmpty());
}

TEST(Survey, RemembersFilesInOrderAndColumnsSorted) {
  Survey survey(grouped({{}}));
  survey.finish_file({"b.csv", 10, "00"});
  survey.finish_file({"a.csv", 20, "11"});
  survey.accept(response(form("1P1"), "4b", "wave=1 role=staff"));
  survey.accept(response(form("1P1"), "4b", "partnership=P1 role=staff"));
  ASSERT_THAT(survey.files(), SizeIs(2));
  EXPECT_EQ(survey.files()[0].name, "b.csv");
  EXPECT_EQ(survey.files()[1].bytes, 20U);
  EXPECT_THAT(survey.columns(), ElementsAre("partnership", "role", "wave"));
}

// --- natural order ---

TEST(NaturalOrder, ComparesRunsOfDigitsAsNumbers) {
  const std::vector<std::string> ordered = {
      "",     "1",     "01x", "2",  "10", "99999999999999999999998", "99999999999999999999999", "P", "P1", "P1a", "P2",
      "P2 1", "P2 10", "P10", "Q1", "p1"};
  for (std::size_t i = 0; i < ordered.size(); ++i)
    for (std::size_t j = 0; j < ordered.size(); ++j)
      EXPECT_EQ(natural_less(ordered[i], ordered[j]), i < j) << '"' << ordered[i] << "\" and \"" << ordered[j] << '"';
}

TEST(NaturalOrder, TellsNamesApartThatDifferInLeadingZerosOnly) {
  EXPECT_TRUE(natural_less("P01", "P1"));
  EXPECT_FALSE(natural_less("P1", "P01"));
  EXPECT_TRUE(natural_less("P01b", "P1c"));
  EXPECT_TRUE(natural_less("P1b", "P01c"));
  EXPECT_FALSE(natural_less("P1", "P1"));
}

}  // namespace
}  // namespace partnership
