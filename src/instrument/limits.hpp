// How much the readers take: every limit on input, in one place, each with a message of its own where it is met. The
// README lists them (Limits). They bound memory and time on any file; no real response file comes near them.
// The readers' own choices of speed (block sizes and the like) are not limits and stay where they are used.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace partnership {

inline constexpr std::size_t kMebibyte = std::size_t{1} << 20U;

// CSV and TSV. There is no limit on the size of a file or the number of its rows.
inline constexpr std::size_t kLargestField = kMebibyte;          // bytes, quotes included
inline constexpr std::size_t kLargestRecord = 64 * kMebibyte;    // bytes
inline constexpr std::size_t kMostFields = 100'000;              // of a record, and so columns
inline constexpr std::size_t kLargestHeader = 16 * kMebibyte;    // bytes: names of columns are kept in several places
inline constexpr std::uint32_t kMostLongResponses = 10'000'000;  // of a file in the long layout, which is kept till its end

// YAML and JSON, whoever reads them: responses, instruments, events.
inline constexpr std::size_t kYamlDepth = 32;                    // nested lists and maps
inline constexpr std::size_t kYamlNodes = 100'000;               // of one record
inline constexpr std::size_t kYamlRecordBytes = 4 * kMebibyte;   // of text in one record, aliases written out
inline constexpr std::size_t kYamlFlowBytes = kMebibyte;         // of a value or a list in brackets, until it closes
inline constexpr std::size_t kYamlSlowBytes = 24 * kMebibyte;    // of a text, that only yaml-cpp reads, aliases written out
inline constexpr std::size_t kYamlSlowPiece = 64;                // bytes that take as long as to start on a document or item
inline constexpr std::size_t kYamlSlowEntry = 10;                // bytes for an entry of what an alias stands for, `E1P1: 4b, `
inline constexpr std::size_t kYamlAnchors = 10'000;              // of one document
inline constexpr std::size_t kYamlFlatMap = 64;                  // entries of a map that an alias may stand for
inline constexpr std::size_t kYamlFileBytes = 1024 * kMebibyte;  // of any text: yaml-cpp counts bytes in an int

// Files that are held as a whole, bytes.
inline constexpr std::size_t kLargestYaml = 64 * kMebibyte;  // of responses
inline constexpr std::size_t kLargestInstrument = 16 * kMebibyte;
inline constexpr std::size_t kLargestEvents = 16 * kMebibyte;  // YAML; CSV is bounded by its texts
inline constexpr std::size_t kMostEvents = 10'000;
inline constexpr std::size_t kLargestEventTexts = kMebibyte;  // bytes of the texts of all, which are tables and lines for people
inline constexpr std::size_t kLongestTallyLine = 16 * kMebibyte;

inline constexpr std::size_t kMostInstrumentPractices = 1000;
inline constexpr std::size_t kMostInputs = 1'000'000;           // files of a run: each is remembered; places have room for 2^23
inline constexpr std::size_t kMostWaves = 10'000;               // of a run, for each of which there are groups of their own
inline constexpr std::size_t kLargestWaves = kMebibyte;         // bytes of their names, which every table has
inline constexpr std::size_t kMostColumns = 100'000;            // of a run: different columns or keys of metadata
inline constexpr std::size_t kLargestColumns = 16 * kMebibyte;  // bytes of their names
// Memory for the groups of a run, all groupings together (Tally::bytes()), for the log of who has answered, and for what the
// reader of a file holds (Intake::hold()), bytes; or for each byte of the input files, if that comes to more: a group for each
// of usual responses takes two.
inline constexpr std::size_t kMemoryOfGroups = 384 * kMebibyte;
inline constexpr std::size_t kMemoryPerInputByte = 6;
inline constexpr std::size_t kMemoryOfPipes = 2048 * kMebibyte;  // without the log, where the size of the input is not known
// Responses of a run, and published counts: the product of three such numbers must fit into 128 bits.
inline constexpr std::uint64_t kMostTallied = 1'000'000'000'000;
inline constexpr std::string_view kMostTalliedText = "1,000,000,000,000";
static_assert([](std::uint64_t number = 0) {
  for (const char c : kMostTalliedText)
    if (c != ',') number = 10 * number + static_cast<unsigned>(c - '0');
  return number;
}() == kMostTallied);

// After so many faults of a run the rest is not read: nothing will be scored.
inline constexpr std::uint64_t kHopeless = 100'000;
inline constexpr std::uint64_t kMostYamlRejects = 1000;  // responses of a YAML file

// Messages.
inline constexpr std::size_t kLongestValue = 60;      // characters of what was found
inline constexpr std::size_t kLongestMessage = 4096;  // bytes, with place, excerpt, caret and hint
inline constexpr std::size_t kLongestExcerpt = 4096;  // bytes of a line that is looked at for its excerpt; longer ones are not shown

}  // namespace partnership
