#include "input/row_decoder/row_decoder.hpp"
#include "partnership/input.hpp"

#include <gmock/gmock.h>

#include <memory>
#include <random>

#include "support/decoder_comparison.hpp"

namespace partnership {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

struct Decoded {
  std::vector<std::vector<std::string>> metadata;
  std::vector<std::vector<int>> codes;
  std::size_t bytes = 0;
  std::uint64_t doubled = 0;
};

class EachKernel : public ::testing::TestWithParam<std::string_view> {
 protected:
  void SetUp() override { ASSERT_TRUE(use_row_kernel(GetParam())); }
  void TearDown() override { use_row_kernel(row_kernels().front()); }

  static Decoded decode(const std::string& text, const RowShape& shape = {',', 1, 2}) {
    const auto rows = std::make_unique<DecodedRows>();
    const auto padded = text + std::string(RowDecoder::kPadding, ',');
    RowDecoder(shape).decode(std::string_view(padded).substr(0, text.size()), *rows);
    Decoded result;
    result.bytes = rows->bytes;
    result.doubled = rows->doubled;
    for (std::size_t row = 0; row < rows->rows; ++row) {
      result.codes.emplace_back(rows->codes_of(row), rows->codes_of(row) + shape.practices);
      auto& texts = result.metadata.emplace_back();
      for (const auto field : rows->metadata_of(row, shape.metadata)) texts.emplace_back(field);
    }
    return result;
  }
  static bool takes(const std::string& row) { return decode(row).bytes == row.size(); }
};

std::string name_of(const ::testing::TestParamInfo<std::string_view>& kernel) { return std::string(kernel.param); }
INSTANTIATE_TEST_SUITE_P(RowDecoder, EachKernel, ::testing::ValuesIn(row_kernels().begin(), row_kernels().end()), name_of);

TEST_P(EachKernel, GivesTheJointIndexOfEveryRatingAndTheMetadata) {
  const auto rows = decode("R1,3,b,4,N/A\nR2,,a,N/A,\n");
  EXPECT_THAT(rows.codes, ElementsAre(ElementsAre(13, 22), ElementsAre(30, 29)));
  EXPECT_THAT(rows.metadata, ElementsAre(ElementsAre("R1"), ElementsAre("R2")));
  EXPECT_EQ(rows.bytes, 24U);
}

TEST_P(EachKernel, DecodesNothingOfAShapeThatItDoesNotTake) {
  EXPECT_EQ(decode("4.b\n", {'.', 0, 1}).bytes, 0U);
  EXPECT_EQ(decode("\n", {',', 0, 0}).bytes, 0U);
}

TEST_P(EachKernel, TakesEverySignOnItsSide) {
  const std::string ideals[] = {"1", "2", "3", "4", "N/A", ""}, actuals[] = {"a", "b", "c", "d", "N/A", ""};
  for (int ideal = 0; ideal < 6; ++ideal)
    for (int actual = 0; actual < 6; ++actual) {
      const auto bare = ideals[ideal] + "," + actuals[actual], quoted = "\"" + ideals[ideal] + "\",\"" + actuals[actual] + "\"";
      const auto half = "\"" + ideals[ideal] + "\"," + actuals[actual];
      const auto rows = decode("x,1,a," + bare + "\nx," + bare + ",4,d\nx,1,a," + quoted + "\nx," + quoted + "," + half + "\r\n");
      const int code = 6 * ideal + actual;
      EXPECT_THAT(rows.codes, ElementsAre(ElementsAre(0, code), ElementsAre(code, 21), ElementsAre(0, code), ElementsAre(code, code)));
    }
}

TEST_P(EachKernel, TakesCapitalLetters) { EXPECT_THAT(decode("x,1,A,2,D\n").codes, ElementsAre(ElementsAre(0, 9))); }

TEST_P(EachKernel, MetadataIsGivenWithoutItsQuotesButWithItsSpaces) {
  const auto rows = decode("\"A, B\", c ,\"\",1,a\n,,,N/A,d\r\nZürich,\"🙂\",\" \",,\n", {',', 3, 1});
  EXPECT_THAT(rows.metadata, ElementsAre(ElementsAre("A, B", " c ", ""), ElementsAre("", "", ""), ElementsAre("Zürich", "🙂", " ")));
  EXPECT_THAT(rows.codes, ElementsAre(ElementsAre(0), ElementsAre(27), ElementsAre(35)));
}

TEST_P(EachKernel, RatingsMayBeAllThereIs) {
  EXPECT_THAT(decode("1,a\n,\nN/A,\r\n", {',', 0, 1}).codes, ElementsAre(ElementsAre(0), ElementsAre(35), ElementsAre(29)));
}

TEST_P(EachKernel, TakesTheOtherDelimiters) {
  for (const char delimiter : {';', '\t', '|'}) {
    std::string text = "a,b_1_a_N/A_\n";
    std::replace(text.begin(), text.end(), '_', delimiter);
    const auto rows = decode(text, {delimiter, 1, 2});
    EXPECT_THAT(rows.metadata, ElementsAre(ElementsAre("a,b")));
    EXPECT_THAT(rows.codes, ElementsAre(ElementsAre(0, 29)));
  }
  EXPECT_FALSE(takes("x,1;a;2;b\n"));
}

TEST_P(EachKernel, LeavesWhatIsNoSignOnItsSide) {
  for (const std::string cell : {"5", "0", "a", "é", "1 ", " 1", "11", "n", "N", "/", "A", "N/", "/A", "N/AA", "NN/A", "N/A/A", "NA", "n/a",
                                 "N//A", "\x0A", "\r", "\x7F", "\xCE", "1/A", "\"", "\"1", "1\"", "\"\"\"\"", "\"1\"\"", "\"N/A", "N/A\"",
                                 "\"N\"", "\"N/\"A", "\" \"", "\"1\"1", "1\"1\"", "q", "!", "\x11", "q/A"}) {
    SCOPED_TRACE(cell);
    EXPECT_FALSE(takes("x,1,a," + cell + ",b\n"));
    EXPECT_FALSE(takes("x," + cell + ",a,1,b\n"));
    EXPECT_FALSE(takes("x,\"1\",\"a\"," + cell + ",\"b\"\n"));
  }
  for (const std::string cell : {"1", "e", "E", "`", "@", "B ", "\x01", "!", "\"1\"", "\"a", "a\"", "N", "A/"}) {
    SCOPED_TRACE(cell);
    EXPECT_FALSE(takes("x,1,a,1," + cell + "\n"));
    EXPECT_FALSE(takes("x,1," + cell + ",1,a\n"));
  }
}

TEST_P(EachKernel, LeavesMetadataWhoseQuotesAreNotAroundIt) {
  for (const std::string field : {"a\"", "\"a", "a\"b\"", "\"a\"b", "\"", "\"\"\"", "\"a\"\"", "a\"\"b", "\"a\nb\"", "\"a\rb\"", "a\rb", "\"a,b"}) {
    SCOPED_TRACE(field);
    EXPECT_FALSE(takes(field + ",1,a,2,b\n"));
  }
}

TEST_P(EachKernel, LeavesDoubledQuotesInMetadataDoubledAndSaysWhichRowsHaveThem) {
  const auto rows = decode("R1,1,a,2,b\n\"the \"\"Hub\"\"\",1,a,2,b\n\"\"\"\",1,a,2,b\n\"\",1,a,2,b\n\"a\"\",\"\"b\",1,a,2,b\n");
  EXPECT_THAT(rows.metadata, ElementsAre(ElementsAre("R1"), ElementsAre("the \"\"Hub\"\""), ElementsAre("\"\""), ElementsAre(""),
                                         ElementsAre("a\"\",\"\"b")));
  EXPECT_EQ(rows.doubled, 0b10110U);
}

// Bytes are looked at in blocks of 64: nothing may get lost from one to the next.
TEST_P(EachKernel, AQuoteInMetadataIsSeenWhereverItStands) {
  for (std::size_t size = 0; size < 200; ++size) {
    const std::string name(size, 'x');
    EXPECT_TRUE(takes("\"" + name + "\",1,a,2,b\n"));
    EXPECT_FALSE(takes("\"" + name + "\"x,1,a,2,b\n"));
    EXPECT_TRUE(takes("\"" + name + "\"\"\",1,a,2,b\n"));
    EXPECT_FALSE(takes("\"" + name + "\"\",1,a,2,b\n"));
    EXPECT_FALSE(takes("x" + name + "\"\",1,a,2,b\n"));
    EXPECT_FALSE(takes("x" + name + "\",\",1,a,2,b\n"));
  }
}

TEST_P(EachKernel, ACellIsReadTheSameWayWhereverItStands) {
  constexpr std::size_t kCells = 128;
  const RowShape shape{',', 0, kCells / 2};
  for (std::size_t at = 0; at < kCells; ++at) {
    const std::string sign = at % 2 == 0 ? "3" : "C", other = at % 2 == 0 ? "c" : "3";
    const auto row = [&](const std::string& cell) { return std::string(at, ',') + cell + std::string(kCells - 1 - at, ',') + "\n"; };
    const auto codes = [&](int answer) {
      std::vector<int> expected(kCells / 2, 35);
      expected[at / 2] = at % 2 == 0 ? 6 * answer + 5 : 30 + answer;
      return ElementsAre(expected);
    };
    for (const auto& cell : {sign, "\"" + sign + "\""}) EXPECT_THAT(decode(row(cell), shape).codes, codes(2));
    for (const std::string cell : {"N/A", "\"N/A\""}) EXPECT_THAT(decode(row(cell), shape).codes, codes(4));
    EXPECT_THAT(decode(row("\"\""), shape).codes, codes(5));
    for (const auto& cell : {other, sign + sign, sign + "\"", "\"" + sign, "\"" + sign + "\"" + sign, std::string("N"), std::string("N/"),
                             std::string("/A"), std::string("N/AA"), std::string("\"N/A"), std::string("N/A\""), std::string("\"N/A\"A"),
                             std::string("\""), std::string("\"\"\""), std::string("\"\"\"\""), std::string("\r "), std::string("\",\"")})
      EXPECT_EQ(decode(row(cell), shape).bytes, 0U) << at << ' ' << cell;
  }
}

TEST_P(EachKernel, ALineEndIsSeenWhereverItStands) {
  for (std::size_t size = 0; size < 140; ++size) {
    const auto row = std::string(size, 'x') + ",1,a,2,b";
    EXPECT_EQ(decode(row + "\r\n" + row + "\n" + row + "\r\n").bytes, 3 * row.size() + 5);
    for (const std::string ends : {"\n\n", "\r\n\n", "\n\r\n", "\r\n\r"})
      EXPECT_EQ(decode(row + ends + row + "\n").bytes, row.size() + (ends[0] == '\r' ? 2 : 1)) << size;
    for (const std::string ends : {"\r\r\n", "\r", "\rx\n"}) EXPECT_EQ(decode(row + ends + row + "\n").bytes, 0U) << size;
  }
}

TEST_P(EachKernel, LeavesRowsOfAnotherNumberOfFields) {
  for (const std::string row : {"x,1,a,2\n", "x,1,a,2,b,\n", "x,1,a,2,b,3,c\n", "x\n", "\n", ",,,\n", ",,,,,\n"}) {
    SCOPED_TRACE(row);
    EXPECT_FALSE(takes(row));
  }
}

TEST_P(EachKernel, StopsBeforeTheFirstRowItDoesNotKnow) {
  for (const std::string rest : {"x,1,a,2,n/a\n", "\nx,1,a,2,b\n", "\r\nx,1,a,2,b\n", "x,1,a,2,b", "x,1,a,2,b\r", "x,1,a,2,b\rx,1,a,2,b\n", ""}) {
    SCOPED_TRACE(rest);
    const auto rows = decode("x,1,a,2,b\ny,3,c,4,d\r\n" + rest);
    EXPECT_EQ(rows.bytes, 21U);
    EXPECT_THAT(rows.metadata, ElementsAre(ElementsAre("x"), ElementsAre("y")));
    EXPECT_THAT(rows.codes, ElementsAre(ElementsAre(0, 7), ElementsAre(14, 21)));
  }
}

TEST_P(EachKernel, WhatFollowsARowDoesNotMatter) {
  EXPECT_EQ(decode("x,1,a,2,b\n/A,1,a,2\n").bytes, 10U);
  EXPECT_EQ(decode("x,1,a,2,\n/A\n").bytes, 9U);
  EXPECT_EQ(decode("x,1,a,2,b\n\"").bytes, 10U);
}

TEST_P(EachKernel, StopsAfterTheMostRows) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "x,1,a,2,b\n";
  const auto rows = decode(text);
  EXPECT_THAT(rows.codes, SizeIs(64));
  EXPECT_EQ(rows.bytes, 640U);
}

TEST_P(EachKernel, RowsMayBeLongButNotEndless) {
  const std::string ratings = ",1,a,2,b";
  for (const std::size_t size : {40U, 56U, 63U, 64U, 65U, 120U, 128U, 1000U, 4087U, 4088U}) {
    SCOPED_TRACE(size);
    EXPECT_THAT(decode(std::string(size, 'x') + ratings + "\n").metadata, ElementsAre(ElementsAre(std::string(size, 'x'))));
    const auto quoted = std::string(size - 2, ',');
    EXPECT_THAT(decode("\"" + quoted + "\"" + ratings + "\n").metadata, ElementsAre(ElementsAre(quoted)));
  }
  EXPECT_FALSE(takes(std::string(4089, 'x') + ratings + "\n"));
}

TEST_P(EachKernel, TakesAsManyPracticesAndFieldsAsThereIsRoomFor) {
  std::string row;
  for (int i = 0; i < 32; ++i) row += "m,";
  for (int i = 0; i < 64; ++i) row += i % 2 == 0 ? "\"N/A\",N/A," : ",,";
  row.back() = '\n';
  const auto rows = decode(row + row, {',', 32, 64});
  EXPECT_THAT(rows.codes, SizeIs(2));
  EXPECT_THAT(rows.metadata[1], SizeIs(32));
  for (int i = 0; i < 64; ++i) EXPECT_EQ(rows.codes[1][static_cast<std::size_t>(i)], i % 2 == 0 ? 28 : 35);
}

TEST_P(EachKernel, CountsQuotesAndLineEnds) {
  const auto counts = [](std::string_view text) {
    const auto found = count_text(text);
    return std::vector<std::uint64_t>{found.quotes, found.line_feeds, found.lone_returns};
  };
  EXPECT_THAT(counts(""), ElementsAre(0, 0, 0));
  EXPECT_THAT(counts("\"a\"\r\n\n\r\r\n\r"), ElementsAre(2, 3, 2));
  for (std::size_t size = 0; size < 4200; size += size % 1024 < 70 || size % 1024 > 1000 ? 1 : 31) {
    const std::string before(size, 'x');
    EXPECT_THAT(counts(before + "\r\n"), ElementsAre(0, 1, 0));
    EXPECT_THAT(counts(before + "\r" + before + "\n\""), size == 0 ? ElementsAre(1, 1, 0) : ElementsAre(1, 1, 1));
    EXPECT_THAT(counts(before + "\r"), ElementsAre(0, 0, 1));
    EXPECT_THAT(counts(std::string(size, '\r')), ElementsAre(0, 0, size));
    EXPECT_THAT(counts(std::string(size, '"') + std::string(size, '\n')), ElementsAre(size, size, 0));
  }
}

TEST_P(EachKernel, FindsTheFirstByteThatIsNulOrNotAscii) {
  EXPECT_EQ(find_unusual_byte(""), 0U);
  for (std::size_t size = 0; size < 700; ++size) {
    const std::string usual(size, size % 2 == 0 ? '\x7F' : '\x01');
    EXPECT_EQ(find_unusual_byte(usual), size);
    for (const char unusual : {'\0', '\x80', '\xFF'}) EXPECT_EQ(find_unusual_byte(usual + unusual + "\xC3" + usual), size);
  }
}

TEST(RowDecoder, TakesShapesItHasRoomFor) {
  EXPECT_TRUE(RowDecoder::takes({',', 32, 64}));
  EXPECT_FALSE(RowDecoder::takes({',', 33, 1}));
  EXPECT_FALSE(RowDecoder::takes({',', 1, 65}));
  EXPECT_FALSE(RowDecoder::takes({',', 1, 0}));
  EXPECT_FALSE(RowDecoder::takes({' ', 1, 1}));
}

TEST(RowDecoder, HasAPlainKernelAndNoneOfAnotherName) {
  EXPECT_EQ(row_kernels().back(), "plain");
  EXPECT_FALSE(use_row_kernel("abacus"));
}

// ---- Against the plain reader ----

class Mutations {
 public:
  explicit Mutations(unsigned seed) : random_(seed) {}

  RowShape shape() {
    return {std::string_view(",,,;\t|")[below(6)], below(8) == 0 ? below(33) : below(6), below(3) == 0 ? 39 : 1 + below(below(4) == 0 ? 64 : 6)};
  }
  // A few good rows with some bytes changed, mostly.
  std::string text(const RowShape& shape) {
    std::string text;
    const auto rows = 1 + below(below(8) == 0 ? 80 : 5);
    const bool returns = below(3) == 0;
    const std::size_t quotes = below(3) * 50;
    for (std::size_t i = 0; i < rows; ++i) add_row(text, shape, quotes, returns);
    for (auto changes = below(4); changes > 0; --changes) change(text, shape);
    return text;
  }

 private:
  std::size_t below(std::size_t limit) { return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random_); }

  void add_row(std::string& text, const RowShape& shape, std::size_t quotes, bool returns) {
    static const std::vector<std::string> kNames = {"R1", "", "Zürich", "East Ashford Health", "N/A", std::string(70, 'y'), " 2 "};
    const auto add = [&](const std::string& field) {
      const std::string quote = below(100) < quotes ? "\"" : "";
      text += quote + field + quote + shape.delimiter;
    };
    for (std::size_t i = 0; i < shape.metadata; ++i) add(kNames[below(kNames.size())]);
    for (std::size_t i = 0; i < 2 * shape.practices; ++i) {
      const auto kind = below(16);
      add(kind == 0 ? "" : kind == 1 ? "N/A" : std::string(1, std::string_view(i % 2 == 0 ? "12341234" : "abcdABCD")[below(8)]));
    }
    text.pop_back();
    text += returns ? "\r\n" : "\n";
  }
  void change(std::string& text, const RowShape& shape) {
    static const std::vector<std::string> kPieces = {"\"", "\"\"", "N", "/", "A", "N/A", "\r", "\n", "\r\n", ",", ";", "1", "a", "C", " ", "\xC3", "\xFF", "NA", "n"};
    const auto at = below(text.size() + 1);
    std::string piece = kPieces[below(kPieces.size())];
    if (below(6) == 0) piece = shape.delimiter;
    text.replace(at, std::min(below(3), text.size() - at), below(6) == 0 ? "" : piece);
  }

  std::mt19937 random_;
};

#if defined(NDEBUG)
constexpr unsigned kTexts = 40'000;
#else
constexpr unsigned kTexts = 2'000;
#endif

TEST(RowDecoder, TakesWhatThePlainReaderTakesAndReadsItTheSameWay) {
  for (unsigned seed = 0; seed < kTexts; ++seed) {
    Mutations mutations(seed);
    const auto shape = mutations.shape();
    const auto text = mutations.text(shape);
    const auto fault = decoder_fault(text, shape);
    ASSERT_FALSE(fault) << *fault << "\nseed " << seed << ", " << shape.metadata << " fields, " << shape.practices << " practices:\n" << text;
  }
  use_row_kernel(row_kernels().front());
}

}  // namespace
}  // namespace partnership
