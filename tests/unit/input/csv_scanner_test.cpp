#include "input/csv_scanner.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <optional>

#include "unit/input/pieces.hpp"

namespace partnership {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

struct Field {
  std::string text;
  std::uint64_t line, column;
  bool operator==(const Field&) const = default;
};
void PrintTo(const Field& field, std::ostream* out) { *out << field.line << ':' << field.column << " '" << field.text << "'"; }

struct Scan {
  std::vector<std::vector<Field>> records;
  std::vector<std::string> excerpts;  // of the last field of each record
  std::optional<Fault> fault;
};

Scan scan(std::string_view text, std::size_t piece = 1000, char delimiter = ',') {
  Pieces pieces(text, piece);
  CsvScanner scanner(pieces, "answers.csv", delimiter);
  Scan result;
  for (;;) {
    const auto record = scanner.next();
    if (!record) result.fault = record.error();
    if (!record || *record == nullptr) return result;
    auto& fields = result.records.emplace_back();
    for (std::size_t i = 0; i < (*record)->size(); ++i) {
      const auto [line, column] = (*record)->position(i);
      fields.push_back({std::string((*record)->text(i)), line, column});
    }
    result.excerpts.push_back((*record)->excerpt(fields.size() - 1));
  }
}

std::vector<std::vector<std::string>> texts(std::string_view text, char delimiter = ',') {
  std::vector<std::vector<std::string>> rows;
  for (const auto& record : scan(text, 1000, delimiter).records) {
    auto& row = rows.emplace_back();
    for (const auto& field : record) row.push_back(field.text);
  }
  return rows;
}

TEST(CsvScanner, EveryLineIsARecordOfFieldsWithTheirPlaces) {
  EXPECT_THAT(scan("a,bc,\n,d,e\n").records, ElementsAre(ElementsAre(Field{"a", 1, 1}, Field{"bc", 1, 3}, Field{"", 1, 6}),
                                                         ElementsAre(Field{"", 2, 1}, Field{"d", 2, 2}, Field{"e", 2, 4})));
}

TEST(CsvScanner, QuotedFieldsHoldDelimitersLineEndsAndDoubledQuotes) {
  const auto result = scan("\"a,\"\"b\"\"\",\"x\r\ny\",z\n\"\",\"\"\"\"\n");
  EXPECT_THAT(result.records, ElementsAre(ElementsAre(Field{"a,\"b\"", 1, 1}, Field{"x\r\ny", 1, 11}, Field{"z", 2, 4}),
                                          ElementsAre(Field{"", 3, 1}, Field{"\"", 3, 4})));
  EXPECT_THAT(result.excerpts, ElementsAre("y\",z", "\"\",\"\"\"\""));
}

TEST(CsvScanner, LinesEndInLineFeedReturnOrBothInAnyMixture) {
  EXPECT_THAT(scan("a\r\nb\rc\nd").records, ElementsAre(ElementsAre(Field{"a", 1, 1}), ElementsAre(Field{"b", 2, 1}),
                                                        ElementsAre(Field{"c", 3, 1}), ElementsAre(Field{"d", 4, 1})));
}

TEST(CsvScanner, BlankLinesAreNoRecordsButCountAsLines) {
  EXPECT_THAT(scan("\n\r\n\ra,b\n\n\n\"\",c\r\n\n").records,
              ElementsAre(ElementsAre(Field{"a", 4, 1}, Field{"b", 4, 3}), ElementsAre(Field{"", 7, 1}, Field{"c", 7, 4})));
  EXPECT_THAT(scan("").records, IsEmpty());
  EXPECT_THAT(scan("\r\n\n\r").records, IsEmpty());
}

TEST(CsvScanner, ColumnsCountCharactersNotBytes) {
  EXPECT_THAT(scan("Zoë,€,x\n").records, ElementsAre(ElementsAre(Field{"Zoë", 1, 1}, Field{"€", 1, 5}, Field{"x", 1, 7})));
}

TEST(CsvScanner, AnyDelimiterSeparatesAndTheOthersAreText) {
  EXPECT_THAT(texts("a;b,c\td|e\n", ';'), ElementsAre(ElementsAre("a", "b,c\td|e")));
  EXPECT_THAT(texts("a;b,c\td|e\n", '\t'), ElementsAre(ElementsAre("a;b,c", "d|e")));
  EXPECT_THAT(texts("a;b,c\td|e\n", '|'), ElementsAre(ElementsAre("a;b,c\td", "e")));
}

TEST(CsvScanner, ATrailingDelimiterMakesAnEmptyFieldAlsoAtTheEndOfTheText) {
  EXPECT_THAT(texts("a,"), ElementsAre(ElementsAre("a", "")));
  EXPECT_THAT(texts("a,\"b\""), ElementsAre(ElementsAre("a", "b")));
}

void expect_fault(const std::optional<Fault>& fault, FaultKind kind, Position position, std::string_view message,
                  std::string_view excerpt) {
  ASSERT_TRUE(fault.has_value());
  EXPECT_EQ(code_of(fault->kind).code, code_of(kind).code);
  EXPECT_EQ(fault->file, "answers.csv");
  EXPECT_EQ(fault->position.line, position.line);
  EXPECT_EQ(fault->position.column, position.column);
  EXPECT_EQ(fault->message, message);
  EXPECT_EQ(fault->excerpt, excerpt);
}

TEST(CsvScanner, AQuoteNeverClosedEndsTheTextAtTheQuote) {
  const auto result = scan("a,b\nc,\"d\ne,f\n");
  EXPECT_THAT(result.records, ElementsAre(ElementsAre(Field{"a", 1, 1}, Field{"b", 1, 3})));
  expect_fault(result.fault, FaultKind::UnclosedQuote, {2, 3}, "the quote opened here is never closed", "c,\"d");
}

TEST(CsvScanner, TextAfterAClosingQuoteEndsTheTextAtTheStrayCharacter) {
  expect_fault(scan("a\n\"ä\"x,c\nd\n").fault, FaultKind::StrayQuote, {2, 4}, "there is text after the closing quote of a field",
               "\"ä\"x,c");
}

TEST(CsvScanner, AQuoteInsideAnUnquotedFieldEndsTheTextThere) {
  expect_fault(scan("a,5\" wide\n").fault, FaultKind::StrayQuote, {1, 4}, "there is a quote inside a field that does not begin with one",
               "a,5\" wide");
  expect_fault(scan("a, \"b\"\n").fault, FaultKind::StrayQuote, {1, 4}, "there is a quote inside a field that does not begin with one",
               "a, \"b\"");
}

TEST(CsvScanner, AFieldOfMoreThanOneMebibyteIsTooLarge) {
  const std::string largest(kLargestField, 'x');
  EXPECT_EQ(scan("a," + largest + "\n", 100'000).records.at(0).at(1).text, largest);
  expect_fault(scan("a,\n b," + largest + "x\n", 100'000).fault, FaultKind::TooLarge, {2, 4}, "this field is larger than 1 MiB", "");
  const auto unclosed = scan("a,\"" + largest, 100'000).fault;
  expect_fault(unclosed, FaultKind::TooLarge, {1, 3}, "this field is larger than 1 MiB", "");
  EXPECT_EQ(unclosed->hint, "is the quote that opens it ever closed?");
}

TEST(CsvScanner, OfAFieldThatIsTooLargeNothingElseIsTold) {
  const std::string larger(kLargestField + 1, 'x');
  expect_fault(scan("a," + larger + "\"\n", 3 * kLargestField).fault, FaultKind::TooLarge, {1, 3}, "this field is larger than 1 MiB", "");
  expect_fault(scan("a,\"" + larger + "\"x\n", 3 * kLargestField).fault, FaultKind::TooLarge, {1, 3}, "this field is larger than 1 MiB",
               "");
}

TEST(CsvScanner, ALineThatIsTooLongToBeShownIsReadNoFurtherForItsExcerpt) {
  const std::string most(kLongestExcerpt - 5, 'x');
  expect_fault(scan("a,5\" " + most + "\n", 64).fault, FaultKind::StrayQuote, {1, 4},
               "there is a quote inside a field that does not begin with one", "a,5\" " + most);
  for (const std::size_t more : {1U, 1000U})
    expect_fault(scan("a,5\" " + most + std::string(more, 'x') + "\n", 64).fault, FaultKind::StrayQuote, {1, 4},
                 "there is a quote inside a field that does not begin with one", "");
}

TEST(CsvScanner, MoreThanAHundredThousandFieldsAreTooMany) {
  const std::string most(kMostFields - 1, ',');
  Pieces pieces(most, 1000);
  CsvScanner scanner(pieces, "answers.csv", ',');
  EXPECT_EQ((*scanner.next())->size(), kMostFields);
  expect_fault(scan(std::string(kMostFields, ',')).fault, FaultKind::TooLarge, {1, kMostFields + 1},
               "there are more than 100,000 fields on this line", "");
}

TEST(CsvScanner, TheTextMayComeInPiecesOfAnySize) {
  for (const auto* text : {"a,bc,\n,d,e\n", "\"a,\"\"b\"\"\",\"x\r\ny\",z\r\n\"\",\"\"\"\"", "a\r\nb\rc\n\n\r\nd", "Zoë;€\r\r\n\"\r\"\n",
                           "a,b\nc,\"d\ne,f\n", "a\n\"b\"x,c\nd\n", "a,5\" wide\nb\n", "\"\"\"", "\r\n,\r\n"}) {
    const auto whole = scan(text);
    for (std::size_t piece = 1; piece <= std::string_view(text).size(); ++piece) {
      const auto pieces = scan(text, piece);
      EXPECT_EQ(pieces.records, whole.records) << text << " in pieces of " << piece;
      EXPECT_EQ(pieces.excerpts, whole.excerpts) << text << " in pieces of " << piece;
      ASSERT_EQ(pieces.fault.has_value(), whole.fault.has_value());
      if (whole.fault) expect_fault(pieces.fault, whole.fault->kind, whole.fault->position, whole.fault->message, whole.fault->excerpt);
    }
  }
}

}  // namespace
}  // namespace partnership
