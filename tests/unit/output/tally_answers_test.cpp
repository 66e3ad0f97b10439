// What tally files hold beyond counts of answers and scores: ranks of principles, sums of products, odd responses, and with
// hashes the sets of answers.
#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "support/saved_tallies.hpp"
#include "support/small_forms.hpp"

namespace partnership {
namespace {

using sample::form;
using sample::read_saved;
using sample::replaced;
using sample::response;
using sample::saved;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

const InstrumentPtr& small() {
  static const InstrumentPtr kForm = form("1P1 1S1 2P1");
  return kForm;
}

SurveyOptions everything(TallyDepth depth = TallyDepth::Everything) { return {.depth = depth}; }

// Mean gaps on the two principles: 2 and 0, 1 and 1, 2 and 0, none on the second. The first and the third are alike.
std::vector<Response> four_responses() {
  return {response(small(), "4b 3a 2b"), response(small(), "4c 3b 3b"), response(small(), "4b 3a 2b"), response(small(), "4a 4N 4.")};
}

std::string tallied(const std::vector<Response>& responses, TallyHashes hashes = TallyHashes::Left) {
  Survey survey(everything());
  for (const auto& one : responses) survey.accept(one);
  return saved(survey, hashes);
}

std::string fault_of(const std::string& text) { return sample::fault_of(text, {small()}, everything()); }

TEST(TallyAnswers, AreLinesBehindTheScopes) {
  EXPECT_THAT(tallied(four_responses()), HasSubstr(R"(
 [ranks] respondents 3 doubled 11 7 ties 6
 [items] 1 ideal n 4 sums 16 13 products 64 52 43
 [items] 1 actual n 3 sums 7 4 products 17 10 6
 [items] 1 gap n 3 sums 5 5 products 9 9 9
 [items] 2 ideal n 4 sums 11 products 33
 [items] 2 actual n 3 sums 6 products 12
 [items] 2 gap n 3 sums 1 products 1
 [straight] ideal 1 actual 0 identical 0
end )"));
}

TEST(TallyAnswers, AreLeftOutWhereNobodyCounts) {
  const auto text = tallied({response(small(), "4. -- .b"), response(small(), "3. -- .c")}, TallyHashes::Kept);
  for (const char* line : {"[ranks]", "1 ideal n", "[items] 1 gap", "[straight] ideal 0"}) EXPECT_THAT(text, Not(HasSubstr(line)));
  EXPECT_THAT(tallied({four_responses()[0]}, TallyHashes::Kept), Not(HasSubstr(" ["))) << "the answers of one respondent say it all";
}

TEST(TallyAnswers, HaveTheSetsOfAnswersWithHashesOnly) {
  EXPECT_THAT(tallied(four_responses()), Not(HasSubstr("[sets]")));
  EXPECT_THAT(tallied(four_responses(), TallyHashes::Kept),
              ::testing::ContainsRegex("\n \\[sets\\] [0-9a-f:]+ [0-9a-f:]+ [0-9a-f:]+\nhashes"));
}

TEST(TallyAnswers, HaveSixteenSetsInALine) {
  std::vector<Response> all;
  for (const char ideal : {'1', '2', '3', '4'})
    for (const char* rest : {"a 3a 2b", "b 3a 2b", "c 3a 2b", "d 3a 2b", "a 4a 2b"})
      all.push_back(response(small(), ideal + std::string(rest)));
  const auto text = tallied(all, TallyHashes::Kept);
  EXPECT_THAT(text, ::testing::ContainsRegex("\\[sets\\]( [0-9a-f]+){16}\n \\[sets\\]( [0-9a-f]+){4}\n"));
  Survey back(everything());
  read_saved(text, {small()}, back);
  EXPECT_EQ(saved(back, TallyHashes::Kept), text);
}

TEST(TallyAnswers, ReadBackAsTheyWere) {
  Survey back(everything()), straight(everything());
  read_saved(tallied(four_responses(), TallyHashes::Kept), {small()}, back);
  for (const auto& one : four_responses()) straight.accept(one);
  EXPECT_THAT(back.faults(), IsEmpty());
  EXPECT_EQ(back.groups(*small(), 0)[0]->tally, straight.groups(*small(), 0)[0]->tally);
  EXPECT_EQ(back.groups(*small(), 0)[0]->tally.quality().sets.repeated(), 2U);
}

// Where 30 principles of one practice each are rated alike, the ties of n respondents come to n (30^3 - 30).
TEST(TallyAnswers, OfFiveHundredBillionRespondentsReadBackAsTheyWere) {
  std::string codes, ratings;
  for (char principle = '1'; principle < '1' + 30; ++principle) {
    codes += std::string(1, principle) + "P1 ";
    ratings += "4b ";
  }
  const auto many = form(codes);
  Survey two(everything());
  for (int i = 0; i < 2; ++i) two.accept(response(many, ratings));
  auto text = saved(two);
  for (int i = 0; i < 38; ++i) {
    Survey sum(everything());
    for (int half = 0; half < 2; ++half) read_saved(text, {many}, sum);
    text = saved(sum);
  }
  const auto answers = text.substr(text.find(" [ranks] respondents 549755813888 "), text.find("end ") - text.find(" [ranks]"));
  EXPECT_THAT(answers, HasSubstr(" ties 14826914300559360\n"));
  Survey back(everything());
  read_saved(text, {many}, back);
  EXPECT_THAT(back.faults(), IsEmpty());
  EXPECT_THAT(saved(back), HasSubstr(answers));
}

TEST(TallyAnswers, OfOneRespondentComeFromTheAnswers) {
  for (const auto depth : {TallyDepth::Everything, TallyDepth::Responses}) {
    Survey back(everything(depth)), straight(everything(depth));
    read_saved(tallied({four_responses()[1]}), {small()}, back);
    straight.accept(four_responses()[1]);
    EXPECT_EQ(back.groups(*small(), 0)[0]->tally, straight.groups(*small(), 0)[0]->tally);
    EXPECT_EQ(back.groups(*small(), 0)[0]->tally.responses().size(), depth == TallyDepth::Responses ? 3U : 0U);
  }
}

TEST(TallyAnswers, WithoutHashesDoNotSayWhichAreAlike) {
  Survey back(everything());
  read_saved(tallied(four_responses()), {small()}, back);
  back.accept(four_responses()[0]);
  EXPECT_FALSE(back.groups(*small(), 0)[0]->tally.quality().sets.kept());
  EXPECT_EQ(back.file_without_hashes(), "-") << "though nobody has a name";
}

TEST(TallyAnswers, ThatContradictTheGroupAreRefused) {
  const auto text = tallied(four_responses(), TallyHashes::Kept);
  const auto fault = [&](const std::string& from, const std::string& to) { return fault_of(replaced(text, from, to)); };
  EXPECT_EQ(fault("[ranks] respondents 3", "[ranks] respondents 4"),
            "invalid_tally 22:22 only respondents with a score on every principle rank them; from one on they are given");
  EXPECT_EQ(fault("doubled 11 7", "doubled 11 6"), "invalid_tally 22:35 the doubled ranks of 3 respondents come to 18, not to 17");
  EXPECT_EQ(fault("doubled 11 7", "doubled 13 5"), "invalid_tally 22:32 '13' is not a whole number from 6 to 12");
  EXPECT_EQ(fault("ties 6", "ties 19"), "invalid_tally 22:42 '19' is not a whole number from 0 to 18");
  EXPECT_EQ(fault("[items] 1 ideal", "[items] 3 ideal"), "invalid_tally 23:10 '3' is not a principle of the instrument 'small'");
  EXPECT_EQ(fault("[items] 1 ideal", "[items] 1 exact"), "invalid_tally 23:12 'exact' stands where 'ideal', 'actual' or 'gap' is due");
  EXPECT_EQ(fault("[items] 1 actual", "[items] 1 ideal"), "invalid_tally 24:12 items are not in order, or some are there twice");
  EXPECT_EQ(fault("1 gap n 3", "1 gap n 4"),
            "invalid_tally 25:18 more respondents than can have given every point, or none, which is left out");
  EXPECT_EQ(fault("1 gap n 3", "1 gap n 0"),
            "invalid_tally 25:18 more respondents than can have given every point, or none, which is left out");
  EXPECT_EQ(fault("ideal n 4 sums 16", "ideal n 4 sums 17"), "invalid_tally 23:27 '17' is not a whole number from 4 to 16");
  EXPECT_EQ(fault("gap n 3 sums 5", "gap n 3 sums -10"), "invalid_tally 25:25 '-10' is not a whole number from -9 to 9");
  EXPECT_EQ(fault("gap n 3 sums 5", "gap n 3 sums -0"), "invalid_tally 25:25 '-0' is not a whole number from -9 to 9");
  EXPECT_EQ(fault("products 64 52 43", "products 65 52 43"), "invalid_tally 23:42 '65' is not a whole number from 4 to 64");
  EXPECT_EQ(fault("products 64 52 43", "products 64 52"), "invalid_tally 23:47 '' is not a whole number from 4 to 64");
  EXPECT_EQ(fault("products 64 52 43", "products 64 52 43 1"), "invalid_tally 23:50 ' 1' is more than this line may hold");
  EXPECT_EQ(fault("products 64 52 43", "products 64 99999999999999999999 43"),
            "invalid_tally 23:45 '99999999999999999999' is not a whole number from 4 to 64");
  EXPECT_EQ(fault("gap n 3 sums 5", "gap n 3 sums 18446744073709551615"),
            "invalid_tally 25:25 '18446744073709551615' is not a whole number from -9 to 9")
      << "-1, if it were read into 64 bits";
  EXPECT_EQ(fault("straight] ideal 1", "straight] ideal 5"), "invalid_tally 29:19 '5' is not a whole number from 0 to 4");
  EXPECT_EQ(fault("straight] ideal 1", "straight] ideal 0"), "invalid_tally 29:40 where nobody is counted, this line is left out");
  EXPECT_EQ(fault(" [straight]", " [strange]"), "invalid_tally 29:2 '[strange]' stands where 'hashes' is due");
}

TEST(TallyAnswers, WhoseSetsAreWrongAreRefused) {
  const auto text = tallied(four_responses(), TallyHashes::Kept);
  const auto at = text.find(" [sets] ");
  const auto sets = text.substr(at, text.find('\n', at) - at);
  const auto fault = [&](const std::string& line) { return fault_of(replaced(text, sets, line)); };
  const std::string a(32, 'a'), b(32, 'b');
  EXPECT_EQ(fault(" [sets] " + b + ' ' + a), "invalid_tally 30:42 sets of answers are not in order, or one is there twice");
  EXPECT_EQ(fault(" [sets] " + a + ' ' + a), "invalid_tally 30:42 sets of answers are not in order, or one is there twice");
  EXPECT_EQ(fault(" [sets] " + a + ":4 " + b), "invalid_tally 30:44 more sets of answers than the group has respondents (4)");
  EXPECT_EQ(fault(" [sets] " + a + ":1"),
            "invalid_tally 30:9 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa:1' is not a hash of 32 hexadecimal digits and from the second on its "
            "number, as :2");
  EXPECT_EQ(fault(" [sets] " + a.substr(1)),
            "invalid_tally 30:9 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' is not a hash of 32 hexadecimal digits and from the second on its "
            "number, as :2");
  EXPECT_EQ(fault(" [sets]"), "invalid_tally 30:2 '[sets]' stands where 'hashes' is due");
  EXPECT_EQ(fault(" [sets] " + a + "\n [sets] " + b), "invalid_tally 31:2 only the last line of sets has fewer than 16");
  EXPECT_EQ(fault_of(replaced(tallied(four_responses()), "end 1", " [sets] " + a + "\nend 1")),
            "invalid_tally 30:2 '[sets]' stands where 'end' is due");
}

}  // namespace
}  // namespace partnership
