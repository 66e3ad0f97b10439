#include "input/text_source.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <array>
#include <sstream>
#include <stdexcept>
#include <streambuf>
#include <utility>

#include "unit/input/reading.hpp"

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

TEST(TextSource, BytesAreCountedAndHashedAsTheyCame) {
  // Values of xxhsum -H2.
  EXPECT_EQ(read("").file.xxh3_128, "99aa06d3014798d86001c324468d497f");
  const auto reading = read("\xEF\xBB\xBFhello\n");
  EXPECT_EQ(reading.file.bytes, 9U);
  EXPECT_EQ(reading.text, "hello\n");
  EXPECT_EQ(reading.file.name, "-");
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

// Neither of the two orders of bytes in UTF-16.
TEST(TextSource, NulsWithoutAPatternAreFaults) {
  const std::string nul = ": there is a NUL byte here: the file is damaged or not a text file";
  EXPECT_EQ(place_and_message(read("a\0\0\0"s)), "nul_byte -:1:2" + nul);
  EXPECT_EQ(place_and_message(read("a\0bc"s)), "nul_byte -:1:2" + nul);
  for (const auto& bytes : {"\0\0\0a"s, "\0abc"s, "\0a\0\0"s}) EXPECT_EQ(place_and_message(read(bytes)), "nul_byte -:1:1" + nul);
}

TEST(TextSource, BrokenUtf16IsAFault) {
  EXPECT_EQ(place_and_message(read(utf16(u"\uFEFFa\xD800z", true))),
            "invalid_encoding -:1:2: 0xD800 is half a character of UTF-16: its other half is missing");
  EXPECT_EQ(place_and_message(read(utf16(u"\uFEFF\xDC00", false))),
            "invalid_encoding -:1:1: 0xDC00 is half a character of UTF-16: its other half is missing");
  for (const auto* half : {u"\uFEFFa\xD800", u"\uFEFFa\xD800\uFFFD"})  // at the end, and before what is no half
    EXPECT_EQ(place_and_message(read(utf16(half, true))),
              "invalid_encoding -:1:2: 0xD800 is half a character of UTF-16: its other half is missing");
  EXPECT_EQ(place_and_message(read(utf16(u"\uFEFFab", true) + "x")),
            "invalid_encoding -:1:3: the UTF-16 text ends in the middle of a character");
}

TEST(TextSource, AMarkThatContradictsTheNamedEncodingIsAFault) {
  EXPECT_EQ(place_and_message(read("\xEF\xBB\xBFx", Encoding::Latin1)),
            "invalid_encoding -:0:0: the file begins with the byte order mark of UTF-8, so it is not latin1");
  EXPECT_EQ(read("\xEF\xBB\xBFZoë", Encoding::Utf8).text, "Zoë");
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
  for (std::size_t lead = 0; lead < 2; ++lead) {
    std::u16string wide(lead, u'x');
    std::string expected(lead, 'x');
    for (int i = 0; i < 100'000; ++i) wide += u"𝄞", expected += "𝄞";
    EXPECT_EQ(read("\xFF\xFE" + utf16(wide, true)).text, expected);
  }
}

TEST(TextSource, ABadByteFarFromTheEndIsAFaultToo) {
  EXPECT_EQ(place_and_message(read("ab\xFF" + std::string(300'000, 'x'))), "invalid_encoding -:1:3: byte 0xFF is not valid UTF-8");
}

// What is left of `text` behind its first piece, read into a buffer as the rows of a CSV file are.
std::string behind_first_piece(const std::string& text) {
  std::istringstream stream(text);
  ByteSource source(stream, "-");
  TextSource reading(source, std::nullopt);
  const std::string first(*reading.next());
  EXPECT_EQ(first, text.substr(0, first.size()));
  std::string rest;
  for (std::array<char, 2> buffer{};;) {
    const auto count = reading.read(buffer);
    if (!count) return rest + line_of(count.error());
    if (*count == 0) break;
    rest.append(buffer.data(), *count);
  }
  EXPECT_EQ(first.size() + rest.size(), text.size());
  EXPECT_EQ(reading.has_open_end(), text.back() != '\n' && text.back() != '\r');
  return rest;
}

TEST(TextSource, BytesAreReadOnWhereThePeekedTextEnds) {
  const std::string block(std::size_t{128} << 10U, 'x');
  EXPECT_EQ(behind_first_piece(block), "") << "a file that fills it to the last byte";
  EXPECT_EQ(behind_first_piece(block + "yz\n"), "yz\n");
  EXPECT_EQ(behind_first_piece(block.substr(1) + "€z\n"), "€z\n") << "a character that it cuts in two";
}

TEST(TextSource, AFileThatCannotBeReadOnIsAFaultAlsoWhereBytesAreRead) {
  class Broken : public std::streambuf {
   protected:
    std::streamsize xsgetn(char* into, std::streamsize size) override {
      if (std::exchange(read_, true)) throw std::runtime_error("broken");
      std::fill(into, into + size, 'x');
      return size;
    }

   private:
    bool read_ = false;
  } buffer;
  std::istream stream(&buffer);
  ByteSource source(stream, "-");
  TextSource text(source, std::nullopt);
  ASSERT_TRUE(text.next().has_value());
  std::array<char, 2> bytes{};
  const auto count = text.read(bytes);
  ASSERT_FALSE(count.has_value());
  EXPECT_EQ(line_of(count.error()), "cannot_read -: cannot read the file: the stream is broken");
  EXPECT_FALSE(text.has_open_end()) << "nobody knows where it ends";
}

TEST(TextSource, HasAnOpenEndWhereTheLastLineHasNoEnd) {
  for (const auto& [bytes, open] : {std::pair("", false), std::pair("a", true), std::pair("a\n", false), std::pair("a\r", false), std::pair("a\nb", true)}) {
    std::istringstream stream(bytes);
    ByteSource source(stream, "-");
    TextSource text(source, std::nullopt);
    EXPECT_FALSE(text.has_open_end()) << "not read yet";
    while (!text.next()->empty()) {
    }
    EXPECT_EQ(text.has_open_end(), open) << bytes;
  }
}

TEST(TextSource, ThePeekedTextComesOnceMore) {
  std::istringstream stream("abc");
  ByteSource source(stream, "-");
  TextSource text(source, std::nullopt);
  EXPECT_EQ(*text.peek(), "abc");
  EXPECT_EQ(*text.next(), "abc");
  EXPECT_EQ(*text.next(), "");
}

TEST(TextPosition, ALineEndMayLieAcrossTwoParts) {
  TextPosition place;
  place.pass("a\r");
  place.pass("\nbc");
  EXPECT_EQ(place.position().line, 2U);
  EXPECT_EQ(place.position().column, 3U);
}

}  // namespace
}  // namespace partnership
