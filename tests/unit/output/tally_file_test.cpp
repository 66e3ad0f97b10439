// Tally files as a whole: what is written, that it reads back as it was, and that nothing damaged gets through.
#include <gmock/gmock.h>

#include <algorithm>
#include <utility>

#include "input/tally_file.hpp"
#include "partnership/version.hpp"
#include "support/saved_tallies.hpp"
#include "support/small_forms.hpp"

namespace partnership {
namespace {

using sample::form;
using sample::read_saved;
using sample::replaced;
using sample::response;
using sample::saved;
using sample::with_checksum;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

SurveyOptions by(Grouping grouping) { return {.groupings = {std::move(grouping)}, .depth = TallyDepth::Everything}; }

const InstrumentPtr& small() {
  static const InstrumentPtr kForm = form("1P1 1P2 1S1");
  return kForm;
}

std::string tallied(const std::vector<Response>& responses, TallyHashes hashes = TallyHashes::Left, Grouping grouping = {"role"}) {
  Survey survey(by(std::move(grouping)));
  for (const auto& one : responses) survey.accept(one);
  return saved(survey, hashes);
}

const std::vector<Response>& three_responses() {
  static const std::vector<Response> kThree = {response(small(), "4b 3c N.", "respondent=R1 role=staff wave=1"),
                                               response(small(), "4b 2c 1a", "respondent=R2 role=staff wave=1"),
                                               response(small(), "4a -- .d", "respondent=R3 role=sponsor wave=2")};
  return kThree;
}

const std::string kStart = std::string("partnership-tally 2\nwriter ") + std::string(kVersion) +
                           "\ninstrument \"small\" practices 3 fingerprint daca4b8c01633102ab184584e9952c6c\n";

std::string fault_of(const std::string& text, const std::vector<InstrumentPtr>& instruments = {small()}) {
  return sample::fault_of(text, instruments, by({"role"}));
}

// --- writing ---

TEST(TallyFile, SaysWhatASurveyHolds) {
  EXPECT_EQ(tallied(three_responses()), with_checksum(kStart +
                                                      R"(columns "respondent" "role" "wave"
groups instrument wave "role"
responses 3 scored 3 rejected 0 filtered 0
respondents 3 unnamed 0 hashes no
r-missing 0
group "small" "1" "staff"
 respondents 2 invalid 0
 1P1 4b:2
 1P2 2c 3c
 1S1 1a N-
 [1] rated 2 endorsed 1 ideal 7/3 7/2 actual 2 5/2 gap 1/3 1 abs_gap 1:2 exact 1/3 1/2 net 0 1/2 contrast 1/2
 [1P] rated 2 endorsed 1 ideal 3 7/2 actual 5/2:2 gap 1/2 1 abs_gap 1 3/2 exact 0 1/2 net 0 1/2
 [1S] rated 1 endorsed 0 ideal 1 actual 1 gap 0 abs_gap 0 exact 1 net 0
 [P] rated 2 endorsed 1 ideal 3 7/2 actual 5/2:2 gap 1/2 1 abs_gap 1 3/2 exact 0 1/2 net 0 1/2
 [S] rated 1 endorsed 0 ideal 1 actual 1 gap 0 abs_gap 0 exact 1 net 0
 [all] rated 2 endorsed 1 ideal 7/3 7/2 actual 2 5/2 gap 1/3 1 abs_gap 1:2 exact 1/3 1/2 net 0 1/2 contrast 1/2
 [ranks] respondents 2 doubled 4 ties 0
 [items] 1 ideal n 1 sums 4 2 1 products 16 8 4 4 2 1
 [items] 1 actual n 1 sums 2 3 1 products 4 6 9 2 3 1
 [items] 1 gap n 1 sums 2 -1 0 products 4 -2 1 0 0 0
group "small" "2" "sponsor"
 respondents 1 invalid 0
 1P1 4a
 1S1 -d
end 2 groups xxh3 00000000000000000000000000000000
)"));
}

TEST(TallyFile, HoldsTheRespondentsHashesWhereAsked) {
  const auto text = tallied(three_responses(), TallyHashes::Kept);
  EXPECT_THAT(text, HasSubstr("respondents 3 unnamed 0 hashes yes\n"));
  EXPECT_THAT(text, HasSubstr("hashes 3 cells 2\n cell 1 \"small\" \"1\"\n cell 2 \"small\" \"2\"\n "));
}

TEST(TallyFile, IsTheSameInAnyOrderOfResponses) {
  auto turned = three_responses();
  std::reverse(turned.begin(), turned.end());
  EXPECT_EQ(tallied(three_responses(), TallyHashes::Kept), tallied(turned, TallyHashes::Kept));
}

TEST(TallyFile, LeavesOutColumnsThatNoInputHas) {
  EXPECT_THAT(tallied({response(small(), "4b 3c 1a")}, TallyHashes::Left, {"partnership", "role"}),
              HasSubstr("\ngroups instrument wave\n"));
}

TEST(TallyFile, WritesTextsAsJsonDoes) {
  Response odd = response(small(), "4b 3c 1a");
  odd.metadata = {{"role", "a \"b\" \\ c\n\xE2\x80\xAE"}};
  const auto text = tallied({odd});
  EXPECT_THAT(text, HasSubstr("group \"small\" \"\" \"a \\\"b\\\" \\\\ c\\n\\u202e\"\n"));
  Survey back(by({"role"}));
  read_saved(text, {small()}, back);
  ASSERT_EQ(back.groups(*small(), 0).size(), 1U);
  EXPECT_EQ(back.groups(*small(), 0)[0]->values[0], odd.metadata[0].value);
}

// --- reading back ---

TEST(TallyFile, ReadsBackAsItWas) {
  for (const auto hashes : {TallyHashes::Left, TallyHashes::Kept}) {
    const auto text = tallied(three_responses(), hashes);
    Survey back(by({"role"}));
    read_saved(text, {small()}, back);
    EXPECT_THAT(back.faults(), IsEmpty());
    EXPECT_EQ(back.totals().respondents, 3U);
    EXPECT_EQ(back.totals().scored, 3U);
    EXPECT_EQ(saved(back, hashes), text);
  }
}

// A text in pieces of seven bytes, as if its lines lay across blocks of a large file.
class Sevens : public TextStream {
 public:
  explicit Sevens(std::string_view text) : rest_(text) {}
  [[nodiscard]] Result<std::string_view> next() override {
    const auto piece = rest_.substr(0, 7);
    rest_.remove_prefix(piece.size());
    return piece;
  }

 private:
  std::string_view rest_;
};

TEST(TallyFile, MayBeReadInPiecesOfAnySize) {
  const auto text = tallied(three_responses(), TallyHashes::Kept);
  Survey back(by({"role"}));
  Sevens sevens(text);
  InputOptions options;
  options.instruments = {small()};
  back.begin_file(0, "-", 1);
  read_tally(sevens, "-", options, back);
  EXPECT_THAT(back.faults(), IsEmpty());
  EXPECT_EQ(saved(back, TallyHashes::Kept), text);
}

TEST(TallyFile, OfResponsesThatDoNotCountReadsBackAsItWas) {
  auto options = by({"role"});
  options.where = {{"role", "staff"}};
  options.on_error = OnError::Skip;
  Survey survey(options);
  for (const auto& one : three_responses()) survey.accept(one);
  auto faulty = response(small(), "4b 3c N.", "respondent=R4 role=staff wave=1");
  faulty.faults.emplace_back();
  survey.accept(faulty);
  const auto text = saved(survey, TallyHashes::Kept);
  EXPECT_THAT(text, HasSubstr("responses 4 scored 2 rejected 1 filtered 1\n"));
  EXPECT_THAT(text, ::testing::ContainsRegex("\n [0-9a-f]+ 2 filtered\n"));
  EXPECT_THAT(text, ::testing::ContainsRegex("\n [0-9a-f]+ 1 rejected\n"));
  Survey back(by({"role"}));
  read_saved(text, {small()}, back);
  EXPECT_THAT(back.faults(), IsEmpty());
  EXPECT_EQ(saved(back, TallyHashes::Kept), text);
}

TEST(TallyFile, OfARespondentLeftOutInOneWaveAndScoredInTheNextReadsBackAsItWas) {
  auto options = by({"role"});
  options.where = {{"role", "staff"}};
  Survey survey(options);
  survey.accept(response(small(), "4b 3c N.", "respondent=R1 role=sponsor wave=1"));
  survey.accept(response(small(), "4b 3c N.", "respondent=R1 role=staff wave=2"));
  const auto text = saved(survey, TallyHashes::Kept);
  EXPECT_THAT(text, ::testing::ContainsRegex("\n [0-9a-f]+ 1 filtered\n [0-9a-f]+ 2\nend "));
  Survey back(by({"role"}));
  read_saved(text, {small()}, back);
  EXPECT_THAT(back.faults(), IsEmpty());
  EXPECT_EQ(saved(back, TallyHashes::Kept), text);
}

TEST(TallyFile, NamesItsSourcesWithOrWithoutTheHashOfTheirBytes) {
  Survey survey(by({"role"}));
  survey.accept(three_responses()[0]);
  survey.finish_file({"a.csv", 9, ""});
  survey.finish_file({"b.csv", 8, std::string(32, 'b')});
  const auto text = saved(survey);
  EXPECT_THAT(text, HasSubstr("\nsource \"a.csv\" bytes 9 xxh3 unknown on-error stop\nsource \"b.csv\" bytes 8 xxh3 " +
                              std::string(32, 'b') + " on-error stop\n"));
  Survey back(by({"role"}));
  read_saved(text, {small()}, back);
  EXPECT_EQ(saved(back), text);
}

TEST(TallyFile, OfCountsReadsBackAsItWas) {
  Survey survey(by({"role"}));
  for (const std::size_t practice : {0U, 2U})
    survey.accept(CountedRating{small(), {{"role", "all"}}, practice, sample::rating("4b"), 12, "counts.csv", {2, 0}});
  const auto text = saved(survey);
  EXPECT_THAT(text, HasSubstr("group \"small\" \"\" \"all\"\n counts\n 1P1 4b:12\n 1S1 4b:12\nend 1 groups"));
  Survey back(by({"role"}));
  read_saved(text, {small()}, back);
  EXPECT_EQ(saved(back), text);
}

TEST(TallyFile, GroupedByLessIsTheSumOfItsGroups) {
  Survey back(by({})), straight(by({}));
  read_saved(tallied(three_responses(), TallyHashes::Kept), {small()}, back);
  for (const auto& one : three_responses()) straight.accept(one);
  ASSERT_EQ(back.groups(*small(), 0).size(), 2U);
  for (std::size_t i = 0; i < 2; ++i) EXPECT_EQ(back.groups(*small(), 0)[i]->tally, straight.groups(*small(), 0)[i]->tally);
}

TEST(TallyFile, TellsWhichColumnsItHasNotKept) {
  Survey back(by({}));
  read_saved(tallied(three_responses(), TallyHashes::Left, {}), {small()}, back);
  ASSERT_TRUE(back.lost("role").has_value());
  EXPECT_EQ(back.lost("role")->file, "-");
  EXPECT_THAT(back.lost("role")->kept, IsEmpty());
  EXPECT_FALSE(back.lost("wave").has_value()) << "waves are always kept";
  EXPECT_FALSE(back.lost("organisation").has_value()) << "no response has one";
}

TEST(TallyFile, ChoosesAmongItsGroups) {
  auto options = by({});
  options.where = {{"role", "staff"}};
  Survey back(options);
  read_saved(tallied(three_responses()), {small()}, back);
  EXPECT_EQ(back.totals().responses, 3U);
  EXPECT_EQ(back.totals().scored, 2U);
  EXPECT_EQ(back.totals().filtered, 1U);
  EXPECT_EQ(back.totals().respondents, std::nullopt) << "people of several groups count once, and nobody says who they are";
}

// --- nothing damaged gets through ---

TEST(TallyFile, OfAnotherVersionIsRefused) {
  EXPECT_EQ(fault_of("partnership-tally 1\n"), "unknown_version 1:19 this is version '1' of the tally file; only version 2 can be read");
}

TEST(TallyFile, OfAnInstrumentThatHasChangedIsRefused) {
  const auto text = tallied(three_responses());
  EXPECT_EQ(fault_of(text, {form("1P1 1S1 1P2")}),
            "instrument_mismatch 3:0 the tally is of an instrument 'small' with other practices, principles or actors than the one here");
  EXPECT_EQ(fault_of(text, {form("1P1", "other")}),
            "unknown_instrument 3:0 the tally is of the instrument 'small', which is not known here");
}

TEST(TallyFile, CutOffAnywhereIsRefused) {
  const auto text = tallied(three_responses(), TallyHashes::Kept);
  for (std::size_t length = 20; length < text.size(); ++length) {
    Survey survey(by({"role"}));
    read_saved(text.substr(0, length), {small()}, survey);
    EXPECT_FALSE(survey.usable()) << length;
    EXPECT_EQ(survey.faults().size(), 1U) << length;
  }
}

TEST(TallyFile, WithAnyByteChangedIsRefused) {
  const auto text = tallied(three_responses(), TallyHashes::Kept);
  for (std::size_t at = 0; at < text.size(); ++at)
    for (const char other : {'0', '7', ' ', '\n', '"'}) {
      if (text[at] == other) continue;
      auto changed = text;
      changed[at] = other;
      Survey survey(by({"role"}));
      read_saved(changed, {small()}, survey);
      EXPECT_FALSE(survey.usable()) << at << " " << other;
    }
}

TEST(TallyFile, WhoseNumbersContradictEachOtherIsRefused) {
  const auto text = tallied(three_responses());
  const auto fault = [&](const std::string& from, const std::string& to) { return fault_of(replaced(text, from, to)); };
  EXPECT_EQ(fault("responses 3", "responses 4"), "invalid_tally 6:42 responses are not the sum of scored, rejected and filtered");
  EXPECT_EQ(fault("respondents 3", "respondents 4"), "invalid_tally 7:23 there are more respondents than scored responses");
  EXPECT_EQ(fault("1P1 4b:2", "1P1 4b:3"), "invalid_tally 11:6 more answers than the group has respondents (2)");
  EXPECT_EQ(fault("1P1 4b:2", "1P1 4b:1"),
            "invalid_tally 11:6 '4b:1' is not a pair of answers (1 to 4, N or -, then a to d, N or -) and from the second on their number, "
            "as 4b:12");
  EXPECT_EQ(fault("4b:2", "4b:9007199254740992"),
            "invalid_tally 11:6 '4b:9007199254740992' is not a pair of answers (1 to 4, N or -, then a to d, N or -) and from the second "
            "on their number, as 4b:12");
  EXPECT_EQ(fault("2c 3c", "3c 2c"), "invalid_tally 12:9 pairs of answers are not in order, or one is there twice");
  EXPECT_EQ(fault(" 1P2 ", " 1P1 "), "invalid_tally 12:2 1P1 does not come behind 1P1");
  EXPECT_EQ(fault(" 1P2 ", " 1P9 "), "invalid_tally 12:2 '1P9' is not a practice of the instrument 'small'");
  EXPECT_EQ(fault("endorsed 1", "endorsed 3"),
            "invalid_tally 14:23 of the respondents some have rated, and of those some have endorsed; these are more");
  EXPECT_EQ(fault("respondents 2 invalid", "respondents 3 invalid"),
            "damaged_tally 28:0 up to here the groups have 4 respondents, but 3 responses were scored");
  EXPECT_EQ(fault("responses 3 scored 3", "responses 4 scored 4"),
            "damaged_tally 28:0 the groups have 3 respondents, but 4 responses were scored");
  EXPECT_EQ(fault("\"2\" \"sponsor\"", "\"1\" \"staff\""), "invalid_tally 24:1 this group is there twice");
  EXPECT_EQ(fault("end 2", "end 3"), "invalid_tally 28:5 the file has 2 groups");
}

TEST(TallyFile, OfMoreResponsesThanAnyIsRefused) {
  const auto text = tallied(three_responses());
  EXPECT_EQ(fault_of(replaced(text, "responses 3", "responses 1000000000001")),
            "invalid_tally 6:11 these are more than 1,000,000,000,000 responses");
}

TEST(TallyFile, WhosePublishedCountsAreBeyondAnyIsRefused) {
  const auto text = tallied(three_responses());
  const auto first = text.find("\ngroup ") + 1;
  const auto groups = text.substr(first, text.find("end 2") - first);
  const auto of_counts = replaced(replaced(text, "responses 3 scored 3", "responses 0 scored 0"), "respondents 3", "respondents 0");
  const auto published = replaced(of_counts, groups, "group \"small\" \"1\" \"staff\"\n counts\n 1P1 4b:999999999999 4c:2\n");
  EXPECT_EQ(fault_of(published), "invalid_tally 11:22 these are more than 1,000,000,000,000 answers");
}

TEST(TallyFile, WithLinesThatItCannotHaveIsRefused) {
  const auto text = tallied(
      {three_responses()[0], three_responses()[1], three_responses()[2], response(small(), "-- -- N.", "respondent=R4 role=staff wave=1")},
      TallyHashes::Kept);
  const auto fault = [&](const std::string& from, const std::string& to) { return fault_of(replaced(text, from, to)); };
  const std::string instrument = "instrument \"small\" practices 3 fingerprint daca4b8c01633102ab184584e9952c6c\n";
  EXPECT_EQ(fault(instrument, instrument + instrument), "invalid_tally 4:44 the instrument 'small' is there twice");
  EXPECT_EQ(fault("respondents 4 unnamed", "respondents unknown unnamed"),
            "invalid_tally 7:38 with hashes the number of respondents is known");
  EXPECT_EQ(fault("respondents 4 unnamed", "respondents 3 unnamed"),
            "damaged_tally 36:0 by their hashes the respondents come to 4, but the line 'respondents' says 3");
  EXPECT_EQ(fault("respondents 4 unnamed 0", "respondents 3 unnamed 1"),
            "damaged_tally 36:0 the hashes of scored responses come to 4, but the scored responses with a respondent to 3");
  EXPECT_EQ(fault("\"staff\"", "\"sta\\ff\\q\""), "invalid_tally 9:19 this text has an escape that JSON does not know");
  EXPECT_EQ(fault(" 1S1 -d\n", " 1S1 -d\n [1] rated 1 endorsed 0\n"),
            "invalid_tally 29:2 '[1]' is not a scope of this group, or does not come behind the one before")
      << "a group of one respondent has none";
  EXPECT_EQ(fault("contrast 1/2\n", "contrast 1/2:3\n"), "invalid_tally 14:107 there are more contrasts than this scope can have");
}

TEST(TallyFile, WhoseScoresCannotBeIsRefused) {
  const auto text = tallied(three_responses());
  const auto fault = [&](const std::string& from, const std::string& to) { return fault_of(replaced(text, from, to)); };
  const std::string no_score = " is not a score from 1 to 4 as a reduced fraction and from the second on its number, as 7/2:3";
  for (const std::string score : {"14/6", "7/4", "5", "0/1", "7/2:1", "7/2:", "7/-2", "7", "x", "2147483648"})
    EXPECT_EQ(fault("ideal 7/3", "ideal " + score), "invalid_tally 14:31 '" + score + "'" + no_score);
  EXPECT_EQ(fault("7/3 7/2", "7/2 7/3"), "invalid_tally 14:35 scores are not in order, or one is there twice");
  EXPECT_EQ(fault("ideal 7/3 7/2", "ideal 7/3:2 7/2"), "invalid_tally 14:37 more scores than the group has respondents (2)");
  EXPECT_EQ(fault("actual 2 5/2", "actual 2"), "invalid_tally 14:46 there are 1 scores of 'actual' and 2 of 'ideal'");
}

TEST(TallyFile, WhoseWordsAreNotThereIsRefused) {
  const auto text = tallied(three_responses(), TallyHashes::Kept);
  const auto fault = [&](const std::string& from, const std::string& to) { return fault_of(replaced(text, from, to)); };
  EXPECT_EQ(fault(" invalid 0\n", "\n"), "invalid_tally 10:15 nothing stands where 'invalid' is due");
  EXPECT_EQ(fault("invalid 0", "valid 0"), "invalid_tally 10:16 'valid' stands where 'invalid' is due");
  EXPECT_EQ(fault("writer " + std::string(kVersion), "writer "), "invalid_tally 2:8 a word is missing here");
  EXPECT_EQ(fault("\"respondent\" \"role\"", "respondent"), "invalid_tally 4:9 a text in double quotes is due here");
  for (const std::string count : {"x", "-1", "9007199254740992", "01"})
    EXPECT_EQ(fault("invalid 0", "invalid " + count), "invalid_tally 10:24 '" + count + "' is not a count: digits only, below 2^53");
  EXPECT_EQ(fault("respondents 1 invalid", "respondents 0 invalid"), "invalid_tally 26:24 a group has at least one respondent");
  EXPECT_EQ(fault("wave \"role\"", "wave \"site\""), "invalid_tally 5:24 'site' is not one of the columns above");
}

TEST(TallyFile, WhoseHashesAreWrongIsRefused) {
  const auto text = tallied(three_responses(), TallyHashes::Kept);
  const auto fault = [&](const std::string& from, const std::string& to) { return fault_of(replaced(text, from, to)); };
  const auto first = text.find("cell 2 \"small\" \"2\"\n") + std::string_view("cell 2 \"small\" \"2\"\n").size();
  const auto second = text.find('\n', first) + 1;
  const auto one = text.substr(first, second - first), other = text.substr(second, text.find('\n', second) + 1 - second);
  EXPECT_EQ(fault(" cell 2 ", " cell 3 "), "invalid_tally 31:7 cells are numbered from 1 on; 2 is due");
  EXPECT_EQ(fault(one, one.substr(0, 28) + "3\n"), "invalid_tally 32:29 there is no cell of this number above");
  EXPECT_EQ(fault(one, one.substr(0, 28) + "0\n"), "invalid_tally 32:29 there is no cell of this number above");
  EXPECT_EQ(fault(one + other, other + one), "invalid_tally 33:29 hashes are not in order, or one is there twice");
  EXPECT_EQ(fault(one + other, one + one), "invalid_tally 33:29 hashes are not in order, or one is there twice");
}

TEST(TallyFile, WithSomethingBehindItsEndIsRefused) {
  const auto text = tallied(three_responses());
  EXPECT_EQ(fault_of(text + "x"), "damaged_tally 28:0 there is text behind the line 'end'");
  for (const auto* line : {"x\n", "\n"}) EXPECT_EQ(fault_of(text + line), "damaged_tally 29:0 there is text behind the line 'end'");
  EXPECT_EQ(fault_of(text + "x\xFF"), "invalid_encoding 29:2 byte 0xFF is not valid UTF-8");
}

TEST(TallyFile, WhoseFirstLineCannotBeReadIsRefused) {
  EXPECT_EQ(fault_of("partnership-tally 2"), "damaged_tally 1:0 the file is cut off in its first line");
  EXPECT_EQ(fault_of("partnership-tally 2\r\n"),
            "damaged_tally 1:0 the lines of this file end in CR LF, which those of a tally file never do: it was changed on its way here");
  EXPECT_EQ(fault_of("partnership-tally 2\xFF\n"), "invalid_encoding 1:20 byte 0xFF is not valid UTF-8");
}

}  // namespace
}  // namespace partnership
