// The long layout read in its two ways: rows that repeat the row before them taken as they stand, and all by the plain
// scanner. Whatever the text, what the intake is told must be the same.
#include <gmock/gmock.h>

#include <algorithm>
#include <random>

#include "input/csv_header.hpp"
#include "input/csv_rows.hpp"
#include "support/small_forms.hpp"
#include "unit/input/pieces.hpp"
#include "unit/input/reading.hpp"

namespace partnership {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class KeptWithRoom : public Kept {
 public:
  bool hold(std::size_t bytes) override {
    held = bytes;
    most_held = std::max(most_held, bytes);
    return bytes <= most;
  }
  std::size_t most = 0, held = 0, most_held = 0;
};

struct LongRead {
  KeptWithRoom kept;
  CsvReading reading;
};

LongRead read_long(std::string_view text, const CsvLongOptions& long_options, const InputOptions& options = small_options(),
                   std::size_t room_to_hold = 1'000'000'000) {
  LongRead read;
  read.kept.most = room_to_hold;
  const std::string file = "answers.csv";
  UncheckedPieces pieces(text, 64);
  CsvScanner scanner(pieces, file, ',');
  const auto first = scanner.next();
  const auto header = parse_csv_header(**first, file, options.instruments);
  read.reading = read_csv_long({pieces, scanner, *header, file, 0, options, read.kept}, long_options);
  return read;
}

void add_faults(std::string& told, const std::vector<Fault>& faults) {
  for (const auto& fault : faults) told += "  " + line_of(fault) + " [" + fault.value + "] [" + fault.excerpt + "]\n";
}

// All that the intake was told.
std::string told(const LongRead& read) {
  std::string all;
  for (const auto& response : read.kept.responses) {
    all += line_of(response) + " " + std::to_string(response.invalid_cells) + "\n";
    add_faults(all, response.faults);
  }
  all += "rejected\n";
  add_faults(all, read.kept.rejected);
  return all + std::to_string(read.reading.any) + std::to_string(read.reading.sound) + std::to_string(read.reading.r_missing);
}

std::string told(std::string_view text, bool repeated_rows, std::size_t piece_size) {
  return told(read_long(text, {repeated_rows, piece_size}));
}

std::vector<std::string> responses_of(std::string_view text) { return lines_of(read_long(text, {}).kept.responses); }

TEST(CsvLong, EverySignBareOrInQuotesIsReadInRowsThatRepeatTheOneBefore) {
  const std::string ideals[] = {"1", "2", "3", "4", "N/A", ""}, actuals[] = {"a", "b", "C", "D", "N/A", ""};
  for (const auto& ideal : ideals)
    for (const auto& actual : actuals)
      for (const std::string quote : {"", "\""})
        for (const std::string line_end : {"\n", "\r\n"}) {
          const auto row = quote + "E1P2" + quote + "," + quote + ideal + quote + "," + quote + actual + quote + line_end;
          const auto text = "respondent,practice,ideal,actual\nR1,E1P1,1,a" + line_end + "R1," + row + "R1,E2S1,2,b" + line_end;
          const auto answer = [](const std::string& sign) {
            return sign.empty() ? '.' : sign == "C" ? 'c' : sign == "D" ? 'd' : sign.front();
          };
          EXPECT_THAT(responses_of(text), ElementsAre(std::string("2 respondent=R1 | 1a ") + answer(ideal) + answer(actual) + " 2b"))
              << text;
        }
}

TEST(CsvLong, ColumnsBehindTheAnswersAreComparedToo) {
  const auto read = read_long("respondent,practice,ideal,actual,role\nR1,E1P1,4,b,x\nR1,E1P2,3,b,x\nR1,E2S1,3,b,xx\n", {});
  EXPECT_THAT(lines_of(read.kept.responses), ElementsAre("2 respondent=R1 role=x | 4b 3b 3b"));
  EXPECT_THAT(lines_of(read.kept.responses[0].faults),
              ElementsAre("conflicting_metadata answers.csv:4:13: role is 'xx' here, but 'x' on line 2 for the same respondent"));
}

TEST(CsvLong, PracticesMayComeInAnyOrderAndUnderTheSameStart) {
  EXPECT_THAT(
      responses_of("respondent,practice,ideal,actual\nR1,E2S1,4,b\nR1,E1P1,3,b\nR1,E1P2,2,b\nR2,E2S1,1,b\nR2,E1P1,,b\nR2,E1P2,1,\n"),
      ElementsAre("2 respondent=R1 | 3b 2b 4b", "5 respondent=R2 | .b 1. 1b"));
}

TEST(CsvLong, CodesMayBeLongAndBeginAlike) {
  const auto options = options_with({sample::form("1Ppartner1 1Ppartner2 1Ppartner22")});
  const std::string text =
      "respondent,practice,ideal,actual\nR1,1Ppartner1,4,b\nR1,1Ppartner22,3,c\nR1,1Ppartner2,2,a\n"
      "R2,1Ppartner1,4,b\nR2,1Ppartner2,3,c\nR2,1Ppartner3,1,a\nR2,1Ppartne";
  const auto read = read_long(text, {}, options);
  EXPECT_EQ(told(read), told(read_long(text, {.repeated_rows = false}, options)));
  EXPECT_THAT(lines_of(read.kept.rejected),
              ElementsAre("unknown_practice answers.csv:7:4 1Ppartner3: '1Ppartner3' is not a practice of any instrument (did you mean "
                          "'1Ppartner1'?)",
                          "field_count answers.csv:8:12: this row has 2 fields, the header has 4"));
  EXPECT_THAT(lines_of(read_long(text.substr(0, text.find("R2,1Ppartner3")), {}, options).kept.responses),
              ElementsAre("2 respondent=R1 | 4b 2a 3c", "5 respondent=R2 | 4b 3c .."));
}

TEST(CsvLong, RowsMayBeOfAnyLength) {
  const std::string role(5000, 'x');
  const auto row = [&](const char* rating) { return "R1," + role + "," + rating + "\n"; };
  EXPECT_THAT(responses_of("respondent,role,practice,ideal,actual\n" + row("E1P1,4,b") + row("E1P2,3,c") + row("E2S1,2,a")),
              ElementsAre("2 respondent=R1 role=" + role + " | 4b 3c 2a"));
}

// Ten million in earnest.
TEST(CsvLong, OfTooManyResponsesNoneIsRead) {
  const std::string too_many =
      ": there are more than 10,000,000 responses in this file (split it, or use the wide layout, which has no limit)";
  for (const std::string name : {"respondent", "role"}) {
    const auto read =
        read_long(name + ",practice,ideal,actual\nA,E1P1,4,b\nB,E1P1,4,b\nB,E1P2,4,b\nC,E1P1,4,b\nD,E1P9,4,b\n", {.most_responses = 2});
    EXPECT_THAT(lines_of(read.kept.rejected), ElementsAre("too_large answers.csv:5:3" + too_many)) << "and the rest is not read";
    EXPECT_THAT(read.kept.responses, IsEmpty());
  }
}

// The first 64 are made room for at once: three vectors, and 15 bytes for each; 512 for finding them, and 2 x (1 + 2 x 8) for
// the name.
constexpr std::size_t kBytesOfOne = 3 * sizeof(std::vector<int>) + 64 * (3 + 4 + 8) + 512 + 34;

TEST(CsvLong, OfResponsesThatThereIsNoRoomForNoneIsHandedOn) {
  for (const std::size_t room : {kBytesOfOne, kBytesOfOne - 1}) {
    const auto read = read_long("respondent,practice,ideal,actual\nA,E1P1,4,b\n", {}, small_options(), room);
    EXPECT_THAT(read.kept.responses, testing::SizeIs(room == kBytesOfOne ? 1 : 0));
    EXPECT_THAT(read.kept.rejected, IsEmpty()) << "who gave no room says so";
    EXPECT_EQ(read.kept.most_held, kBytesOfOne);
    EXPECT_EQ(read.kept.held, 0U);
  }
}

TEST(CsvLong, IsReadNoFurtherWhereThereIsNoRoom) {
  std::string text = "respondent,practice,ideal,actual\n";
  for (int i = 0; i < 10'000; ++i) text += "R" + std::to_string(i) + ",E1P1,4,b\n";
  text += "X,E9P9,4,b\n";
  EXPECT_THAT(read_long(text, {}).kept.rejected, testing::SizeIs(1));
  const auto read = read_long(text, {}, small_options(), 300'000);
  EXPECT_THAT(read.kept.rejected, IsEmpty());
  EXPECT_LT(read.kept.most_held, 450'000U);
}

TEST(CsvLong, FaultsTakeRoom) {
  const auto read = read_long("respondent,practice,ideal,actual\nA,E1P1,4,e\n", {});
  EXPECT_GT(read.kept.most_held, kBytesOfOne + sizeof(Fault));
  EXPECT_LT(read.kept.most_held, kBytesOfOne + 3 * sizeof(Fault));
}

TEST(CsvLong, TheLastRowMayLackItsEnd) {
  EXPECT_THAT(responses_of("respondent,practice,ideal,actual\nR1,E1P1,4,b\nR1,E1P2,3,a"), ElementsAre("2 respondent=R1 | 4b 3a --"));
}

TEST(CsvLong, LinesAreCountedOverRepeatedRowsBlankLinesAndLinesInQuotes) {
  const auto read = read_long(
      "respondent,role,practice,ideal,actual\n\"R\n1\",x,E1P1,4,b\n\"R\n1\",x,E1P2,4,b\r\n\nR2,x,E1P1,4,b\rR2,x,E1P2,4,b\r\n,,,,\nR2,x,"
      "E1P2,4,b\n",
      {});
  EXPECT_THAT(lines_of(read.kept.responses), ElementsAre("2 respondent=R\n1 role=x | 4b 4b --", "7 respondent=R2 role=x | 4b 4b --"));
  EXPECT_THAT(lines_of(read.kept.responses[1].faults),
              ElementsAre("duplicate_rating answers.csv:10:6 E1P2: respondent 'R2' rates E1P2 twice"));
}

TEST(CsvLong, ResponsesComeInOrderWhetherInBlocksOrWithFaults) {
  std::string text = "respondent,practice,ideal,actual\n";
  std::vector<std::string> expected;
  for (int i = 0; i < 300; ++i) {
    const auto name = std::to_string(i);
    const bool bad = i % 50 == 49 || i == 64;
    text += name + ",E1P1," + (bad ? "9" : "4") + ",b\n" + name + ",E1P2,3,a\n";
    expected.push_back(std::to_string(2 * i + 2) + " respondent=" + name + (bad ? " | .b 3a --" : " | 4b 3a --"));
  }
  EXPECT_EQ(responses_of(text), expected);
}

TEST(CsvLong, AByteThatNoTextMayHoldEndsTheFileBehindTheRowsBefore) {
  const auto read = read_long("respondent,practice,ideal,actual\nR1,E1P1,4,b\nR1,E1X1,4,b\nR1,E1P2,\xFF,b\nR1,E1,4,b\n", {});
  EXPECT_THAT(read.kept.responses, IsEmpty());
  ASSERT_EQ(read.kept.rejected.size(), 2U);
  EXPECT_EQ(read.kept.rejected[0].position.line, 3U);
  EXPECT_EQ(line_of(read.kept.rejected[1]),
            "invalid_encoding answers.csv:4:9: byte 0xFF is not valid UTF-8 (save the file as UTF-8, or name its encoding, for example "
            "--encoding windows-1252)");
}

TEST(CsvLong, AQuoteOutOfPlaceBeforeABadByteIsWhereTheFileEnds) {
  EXPECT_THAT(lines_of(read_long("respondent,practice,ideal,actual\nR1,E1P1,4\",b\nR1,E1P2,\xFF,b\n", {}).kept.rejected),
              ElementsAre("stray_quote answers.csv:2:10: there is a quote inside a field that does not begin with one "
                          "(put the whole field in quotes and write the quote inside twice)"));
}

class RandomText {
 public:
  explicit RandomText(unsigned seed) : random_(seed) {}

  std::string next() {
    shape_ = one_of({"respondent,role,*", "*,respondent,partnership", "respondent,*", "*", "wave,respondent,*,role", ",respondent,*",
                     "respondent,practice,role,ideal,actual", "respondent,practice,ideal,role,actual", "respondent,ideal,practice,actual"});
    std::vector<std::string> rows;
    const int responses = 1 + below(5);
    const std::string line_end = one_of({"\n", "\n", "\r\n", "\r"});
    const std::string quote = below(3) == 0 ? "\"" : "";
    for (int i = 0; i < responses; ++i) add_response(rows, quote);
    if (below(4) == 0) std::shuffle(rows.begin(), rows.end(), random_);
    std::string body;
    for (const auto& row : rows) body += row + (below(30) == 0 ? one_of({"\n", "\r\n", "\r", "\n\n"}) : line_end);
    if (below(4) == 0) body.resize(body.size() - std::min(body.size(), static_cast<std::size_t>(below(4))));
    if (below(2) == 0) mutate(body);
    auto header = shape_;
    if (const auto at = header.find('*'); at != std::string::npos) header.replace(at, 1, "practice,ideal,actual");
    return header + line_end + body;
  }

 private:
  int below(int end) { return static_cast<int>(random_() % static_cast<unsigned>(end)); }
  std::string one_of(const std::vector<std::string>& texts) {
    return texts[static_cast<std::size_t>(below(static_cast<int>(texts.size())))];
  }

  void add_response(std::vector<std::string>& rows, const std::string& quote) {
    const auto respondent = one_of({"R1", "R2", "R3", "R10", "", " R1", "Zoë Ångström", "a name that is longer than a word"});
    const auto other = one_of({"x", "y", "", "\"q,\"\"r\"", "\"a\nb\"", "Harbour"});
    for (const std::string practice : {"E1P1", "E1P2", "E2S1"}) {
      if (below(12) == 0) continue;
      for (int times = below(25) == 0 ? 2 : 1; times > 0; --times) {
        const auto code = below(25) == 0 ? one_of({"E1P1", " E1P2", "D1P1", "E9P9", "", "e1p1", "E1P11"}) : practice;
        const auto ideal = below(6) == 0 ? one_of({"N/A", "", "NA", "n/a", " ", "5", "b", "Desirable", " 4", "N/", "\"\"", "4\""})
                                         : one_of({"1", "2", "3", "4"});
        const auto actual =
            below(6) == 0 ? one_of({"N/A", "", "NA", "n/a", "\t", "e", "4", "B", "b ", "/A", "\"N/A\""}) : one_of({"a", "b", "c", "d"});
        rows.push_back(row(below(25) == 0 ? "other" : respondent, below(25) == 0 ? "z" : other,
                           {quoted(code, quote), quoted(ideal, quote), quoted(actual, quote)}));
      }
    }
  }
  static std::string quoted(const std::string& text, const std::string& quote) {
    return text.find('"') != std::string::npos ? text : quote + text + quote;
  }

  std::string row(const std::string& respondent, const std::string& other, const std::vector<std::string>& rating) {
    std::string row;
    std::size_t at = 0;
    const std::string names[] = {"practice", "ideal", "actual"};
    for (const auto& name : split(shape_)) {
      if (at++ > 0) row += ',';
      if (name == "respondent")
        row += respondent;
      else if (name == "*")
        row += rating[0] + "," + rating[1] + "," + rating[2];
      else if (const auto* const found = std::find(std::begin(names), std::end(names), name); found != std::end(names))
        row += rating[static_cast<std::size_t>(found - names)];
      else if (!name.empty() || below(100) == 0)
        row += other;
    }
    if (below(60) == 0) row += ",x";
    if (below(60) == 0) row.resize(row.rfind(',') + 1);
    return row;
  }
  static std::vector<std::string> split(const std::string& text) {
    std::vector<std::string> parts = {""};
    for (const char c : text)
      if (c == ',')
        parts.emplace_back();
      else
        parts.back() += c;
    return parts;
  }

  void mutate(std::string& text) {
    for (int times = below(3); times > 0 && !text.empty(); --times) {
      const auto at = static_cast<std::size_t>(below(static_cast<int>(text.size())));
      const std::string bytes =
          below(8) == 0 ? std::string("\0", 1) : one_of({"\"", ",", "\n", "\r", "\r\n", " ", "4", "b", "N", "\xC3", "\xFF", "E", ""});
      text.replace(at, static_cast<std::size_t>(below(2)), bytes);
    }
  }

  std::mt19937 random_;
  std::string shape_;
};

TEST(CsvLong, BothWaysOfReadingSayTheSameOfAnyText) {
  RandomText texts(20240607);
  for (int i = 0; i < 12'000; ++i) {
    const auto text = texts.next();
    const auto plain = told(text, false, std::size_t{512} << 10U);
    for (const std::size_t piece_size : {std::size_t{512} << 10U, std::size_t{70}})
      ASSERT_EQ(told(text, true, piece_size), plain) << "text " << i << ", pieces of " << piece_size << ":\n" << text;
  }
}

}  // namespace
}  // namespace partnership
