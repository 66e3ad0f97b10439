#include "input/text_source.hpp"

#include <gmock/gmock.h>

#include <cstdio>
#include <fstream>
#include <sstream>

namespace partnership {
namespace {

using namespace std::string_literals;

struct Reading {
  std::string text;
  std::optional<Fault> fault;
  InputFile file;
};

Reading read(const std::string& bytes, std::optional<Encoding> encoding = std::nullopt) {
  std::istringstream stream(bytes);
  ByteSource source(stream, "-");
  source.hash();
  TextSource text(source, encoding);
  Reading reading;
  for (;;) {
    const auto piece = text.next();
    if (!piece) reading.fault = piece.error();
    if (!piece || piece->empty()) break;
    reading.text += *piece;
  }
  reading.file = source.summary();
  return reading;
}

std::string place_and_message(const Reading& reading) {
  if (!reading.fault) return "no fault";
  const auto& fault = *reading.fault;
  return std::string(code_of(fault.kind).code) + " " + fault.file + ":" + std::to_string(fault.position.line) + ":" +
         std::to_string(fault.position.column) + ": " + fault.message;
}

std::string utf16(std::u16string_view text, bool little) {
  std::string bytes;
  for (const char16_t unit : text) {
    const char low = static_cast<char>(unit & 0xFF), high = static_cast<char>(unit >> 8);
    bytes += little ? low : high;
    bytes += little ? high : low;
  }
  return bytes;
}

TEST(ByteSource, BytesAreCountedAndHashedAsTheyCame) {
  // Values of xxhsum -H2.
  EXPECT_EQ(read("").file.xxh3_128, "99aa06d3014798d86001c324468d497f");
  const auto reading = read("\xEF\xBB\xBFhello\n");
  EXPECT_EQ(reading.file.bytes, 9U);
  EXPECT_EQ(reading.text, "hello\n");
  EXPECT_EQ(reading.file.name, "-");
}

TEST(ByteSource, AFileThatIsNotThereIsAFaultWithTheReason) {
  const auto source = ByteSource::open("no/such/file.csv");
  ASSERT_FALSE(source.has_value());
  EXPECT_EQ(code_of(source.error().kind).code, "cannot_open");
  EXPECT_EQ(source.error().message, "cannot open the file: No such file or directory");
}

TEST(ByteSource, AFolderIsNotAFile) {
  const auto source = ByteSource::open(testing::TempDir());
  ASSERT_FALSE(source.has_value());
  EXPECT_EQ(code_of(source.error().kind).code, "not_a_file");
  EXPECT_EQ(source.error().message, "this is not a file");
}

TEST(TextSource, Utf8PassesAsItIsWithoutItsMark) {
  EXPECT_EQ(read("Zoë €𝄞\n").text, "Zoë €𝄞\n");
  EXPECT_EQ(read("\xEF\xBB\xBFZoë").text, "Zoë");
}

TEST(TextSource, Utf16IsRecognisedByItsMarkOrByItsNulBytes) {
  for (const bool little : {true, false}) {
    EXPECT_EQ(read(utf16(u"\uFEFFZoë €𝄞\n", little)).text, "Zoë €𝄞\n");
    EXPECT_EQ(read(utf16(u"name,Zoë\n", little)).text, "name,Zoë\n");
    EXPECT_EQ(read(utf16(u"é", little), little ? Encoding::Utf16Le : Encoding::Utf16Be).text, "é");
  }
}

TEST(TextSource, SingleByteEncodingsAreReadWhenNamed) {
  EXPECT_EQ(read("Zo\xEB", Encoding::Latin1).text, "Zoë");
  EXPECT_EQ(read("\x80 \x93Zo\xEB\x94", Encoding::Windows1252).text, "€ “Zoë”");
  EXPECT_EQ(place_and_message(read("a\n\x81", Encoding::Windows1252)),
            "invalid_encoding -:2:1: byte 0x81 is not a character of windows-1252");
}

TEST(TextSource, AnInvalidByteIsAFaultWithItsPlaceAfterTheTextBefore) {
  const auto reading = read("a,b\r\né\xE9,c\n");
  EXPECT_EQ(reading.text, "a,b\r\né");
  EXPECT_EQ(place_and_message(reading), "invalid_encoding -:2:2: byte 0xE9 is not valid UTF-8");
  EXPECT_EQ(reading.fault->hint, "save the file as UTF-8, or name its encoding, for example --encoding windows-1252");
  EXPECT_EQ(place_and_message(read("ab\xE2\x82")), "invalid_encoding -:1:3: byte 0xE2 is not valid UTF-8");
  EXPECT_EQ(place_and_message(read("\xC0\xAF")), "invalid_encoding -:1:1: byte 0xC0 is not valid UTF-8");
}

TEST(TextSource, ANulIsAFaultInEveryEncoding) {
  EXPECT_EQ(place_and_message(read("a,b\rc\0d"s)), "nul_byte -:2:2: there is a NUL byte here: the file is damaged or not a text file");
  EXPECT_EQ(place_and_message(read("a\0"s, Encoding::Latin1)),
            "nul_byte -:1:2: there is a NUL byte here: the file is damaged or not a text file");
  EXPECT_EQ(place_and_message(read(utf16(u"\uFEFFa\0b"s, true))),
            "nul_byte -:1:2: there is a NUL character here: the file is damaged or not a text file");
}

TEST(TextSource, BrokenUtf16IsAFault) {
  EXPECT_EQ(place_and_message(read(utf16(u"\uFEFFa\xD800z", true))),
            "invalid_encoding -:1:2: 0xD800 is half a character of UTF-16: its other half is missing");
  EXPECT_EQ(place_and_message(read(utf16(u"\uFEFF\xDC00", false))),
            "invalid_encoding -:1:1: 0xDC00 is half a character of UTF-16: its other half is missing");
  EXPECT_EQ(place_and_message(read(utf16(u"\uFEFFab", true) + "x")),
            "invalid_encoding -:1:3: the UTF-16 text ends in the middle of a character");
}

TEST(TextSource, AMarkThatContradictsTheNamedEncodingIsAFault) {
  EXPECT_EQ(place_and_message(read("\xEF\xBB\xBFx", Encoding::Latin1)),
            "invalid_encoding -:0:0: the file begins with the byte order mark of UTF-8, so it is not latin1");
}

TEST(TextSource, WorkbooksAndOtherFormatsAreNamed) {
  EXPECT_EQ(place_and_message(read("PK\x03\x04\x14\x00\x06\x00[Content_Types].xml"s)),
            "format_mismatch -:0:0: this is an Excel workbook: save it as CSV");
  EXPECT_EQ(place_and_message(read("PK\x03\x04....notes.txt")), "format_mismatch -:0:0: this is a zip archive: unpack it first");
  EXPECT_EQ(place_and_message(read("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1....")),
            "format_mismatch -:0:0: this is an old Excel workbook: save it as CSV");
  EXPECT_EQ(place_and_message(read("%PDF-1.7\n")), "format_mismatch -:0:0: this is a PDF document: export the answers as CSV");
}

TEST(TextSource, CharactersMayLieAcrossBlocks) {
  for (std::size_t lead = 0; lead < 5; ++lead) {
    std::string text(lead, 'x'), expected;
    while (text.size() < 300'000) text += "€𝄞ë\n";
    EXPECT_EQ(read(text).text, text);
    EXPECT_EQ(place_and_message(read(text + "\xFF")),
              "invalid_encoding -:" + std::to_string(std::count(text.begin(), text.end(), '\n') + 1) + ":1: byte 0xFF is not valid UTF-8");
  }
  std::u16string wide(3, u'x');
  while (wide.size() < 200'000) wide += u"𝄞";
  std::string expected(3, 'x');
  while (expected.size() < 2 * wide.size() - 3) expected += "𝄞";
  EXPECT_EQ(read("\xFF\xFE" + utf16(wide, true)).text.size(), expected.size());
}

TEST(TextSource, ThePeekedTextComesOnceMore) {
  std::istringstream stream("abc");
  ByteSource source(stream, "-");
  TextSource text(source, std::nullopt);
  EXPECT_EQ(*text.peek(), "abc");
  EXPECT_EQ(*text.next(), "abc");
  EXPECT_EQ(*text.next(), "");
}

}  // namespace
}  // namespace partnership
