#include <gmock/gmock.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "input/input_format.hpp"
#include "unit/input/reading.hpp"

namespace partnership {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr const char* kWide = "respondent,E1P1_ideal,E1P1_actual\nR1,4,b\n";
constexpr const char* kYaml = "instrument: established\nratings: {E1P1: 4b}\n";

// A folder of its own for each test, and messages without its name.
class Inputs : public ::testing::Test {
 protected:
  Inputs() : folder_(testing::TempDir() + "inputs-" + std::to_string(getpid())) {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  ~Inputs() override { std::filesystem::remove_all(folder_); }

  std::string write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ + "/" + name, std::ios::binary) << text;
    return folder_ + "/" + name;
  }
  Kept read(const std::vector<std::string>& inputs, const std::string& standard_input = "") {
    Kept kept;
    std::istringstream stream(standard_input);
    read_inputs(inputs, stream, options_, kept);
    for (auto& fault : kept.rejected)
      if (fault.file.starts_with(folder_ + "/")) fault.file = fault.file.substr(folder_.size() + 1);
    return kept;
  }
  std::string fault(const std::string& name, const std::string& text) {
    const auto kept = read({write(name, text)});
    return kept.rejected.size() == 1 ? line_of(kept.rejected[0]) : std::to_string(kept.rejected.size()) + " faults";
  }

  std::string folder_;
  InputOptions options_ = small_options();
};

TEST_F(Inputs, AFileIsReadAndFinishedWithItsBytesAndHash) {
  const auto path = write("a.csv", kWide);
  const auto kept = read({path, path});
  EXPECT_THAT(kept.rejected, IsEmpty());
  EXPECT_THAT(lines_of(kept.responses), ElementsAre("2 respondent=R1 | 4b -- --", "2 respondent=R1 | 4b -- --"));
  ASSERT_EQ(kept.files.size(), 2U);
  EXPECT_EQ(kept.files[0].name, path);
  EXPECT_EQ(kept.files[0].bytes, 41U);
  EXPECT_EQ(kept.files[0].xxh3_128.size(), 32U);
}

TEST_F(Inputs, TheHashIsOfTheWholeFileAlsoWhenReadingEndedEarly) {
  const std::string text = "name\n" + std::string(500'000, 'x') + "\n";
  const auto kept = read({write("a.csv", text)});
  EXPECT_EQ(kept.rejected.size(), 1U);
  EXPECT_EQ(kept.files.at(0).bytes, text.size());
}

TEST_F(Inputs, StandardInputIsRecognisedByItsContent) {
  EXPECT_THAT(lines_of(read({"-"}, "E1P1_ideal;E1P1_actual\n4;b\n").responses), ElementsAre("2 | 4b -- --"));
  EXPECT_THAT(lines_of(read({"-"}, "just text\n").rejected),
              ElementsAre("unknown_format -: this looks neither like CSV nor like YAML (say --input-format csv, tsv, yaml or json)"));
}

TEST_F(Inputs, AFileOfBlankLinesIsEmptyUnlessSomethingFollowsThem) {
  for (const std::string& text : {std::string(), std::string("\n"), std::string(70'000, '\n')})
    EXPECT_THAT(lines_of(read({"-"}, text).rejected), ElementsAre("empty_file -: the file is empty"));
  EXPECT_THAT(lines_of(read({"-"}, std::string(70'000, '\n') + "E1P1_ideal,E1P1_actual\n4,b\n").responses),
              ElementsAre("70002 | 4b -- --"));
  EXPECT_THAT(
      lines_of(read({"-"}, std::string(140'000, '\n') + "E1P1_ideal,E1P1_actual\n4,b\n").rejected),
      ElementsAre("empty_file -: the file starts with more than 100,000 blank characters (leave out the blank lines at its start)"));
}

TEST_F(Inputs, AFolderGivesItsFilesWithKnownExtensionsByName) {
  write("b.csv", "respondent,E1P1_ideal,E1P1_actual\nB,4,b\n");
  write("A.TSV", "respondent\tE1P1_ideal\tE1P1_actual\nA\t4\tb\n");
  write("notes.txt", "not read");
  std::filesystem::create_directories(folder_ + "/deeper.csv");
  const auto kept = read({folder_});
  EXPECT_THAT(kept.rejected, IsEmpty());
  EXPECT_THAT(lines_of(kept.responses), ElementsAre("2 respondent=A | 4b -- --", "2 respondent=B | 4b -- --"));
  EXPECT_EQ(kept.files[1].name, folder_ + "/b.csv");
}

TEST_F(Inputs, AFolderWithoutResponseFilesIsAFault) {
  auto kept = read({folder_});
  kept.rejected.at(0).file = "folder";
  EXPECT_THAT(lines_of(kept.rejected),
              ElementsAre("empty_folder folder: no file in this folder ends in .csv, .tsv, .yaml, .yml, .json or .tally"));
  EXPECT_THAT(kept.files, IsEmpty());
}

TEST_F(Inputs, AMissingFileIsAFaultAndReadingGoesOn) {
  const auto kept = read({folder_ + "/none.csv", write("a.csv", kWide)});
  EXPECT_THAT(lines_of(kept.rejected), ElementsAre("cannot_open none.csv: cannot open the file: No such file or directory"));
  EXPECT_EQ(kept.responses.size(), 1U);
  EXPECT_EQ(kept.files.size(), 1U);
}

TEST_F(Inputs, AnInputThatCannotBeLookedAtIsAFaultWithTheReason) {
  std::filesystem::create_symlink("loop.csv", folder_ + "/loop.csv");
  EXPECT_THAT(lines_of(read({folder_ + "/loop.csv"}).rejected),
              ElementsAre("cannot_open loop.csv: cannot open the file: Too many levels of symbolic links"));
}

TEST(ListFolder, OfAFolderThatIsNotThereIsAFault) {
  const auto files = list_folder("no/such/folder");
  ASSERT_FALSE(files.has_value());
  EXPECT_EQ(line_of(files.error()), "cannot_open no/such/folder: cannot open the folder: No such file or directory");
}

TEST_F(Inputs, ProgressIsCountedInBytesOfAllFilesIfTheirSizesAreKnown) {
  const auto path = write("a.csv", kWide);
  ReadingProgress files, stream;
  options_.progress = &files;
  (void)read({path, path});
  EXPECT_EQ(files.bytes, 82U);
  EXPECT_EQ(files.bytes_in_all, 82U);
  options_.progress = &stream;
  (void)read({path, "-"}, kWide);
  EXPECT_EQ(stream.bytes, 82U);
  EXPECT_EQ(stream.bytes_in_all, 0U) << "of standard input nobody knows it";
}

TEST_F(Inputs, ContentThatContradictsTheExtensionIsAFault) {
  for (const auto* yaml : {kYaml, "---\nx\n", "{\"a\": 1}", "# form\n\nwave: 1\n"})
    EXPECT_EQ(fault("a.csv", yaml),
              "format_mismatch a.csv: the name says CSV, but the content is YAML or JSON (rename the file, or say --input-format yaml)");
  EXPECT_EQ(fault("a.tsv", kYaml),
            "format_mismatch a.tsv: the name says TSV, but the content is YAML or JSON (rename the file, or say --input-format yaml)");
  EXPECT_EQ(fault("a.yaml", kWide),
            "format_mismatch a.yaml: the name says YAML, but the first line is the header of a CSV file (rename the file, or say "
            "--input-format csv)");
  EXPECT_EQ(fault("a.tsv", kWide),
            "format_mismatch a.tsv: the name says TSV, but the columns are separated by ',' (rename the file, or say --input-format csv)");
  EXPECT_EQ(fault("a.csv", "PK\x03\x04 xl/workbook.xml"), "format_mismatch a.csv: this is an Excel workbook: save it as CSV");
  EXPECT_EQ(fault("a.tally", kYaml),
            "format_mismatch a.tally: the name says tally file, but the first line is not that of one (rename the file, or say what it is "
            "with --input-format)");
}

TEST_F(Inputs, WhatMayBeATsvFileIsReadAsOne) {
  EXPECT_EQ(fault("a.tsv", "E1P1_ideal\n4\n"),
            "missing_side a.tsv:1:1 E1P1: 'E1P1_ideal' is here, but 'E1P1_actual' is missing (a practice has a column for each side; where "
            "nobody answered they are empty)")
      << "one column has no delimiter";
  EXPECT_THAT(fault("a.tsv", "name,age\nx,9\n"), testing::StartsWith("no_practices a.tsv:1:1: this header names no practices"))
      << "nobody knows what separates columns without a meaning";
}

TEST_F(Inputs, TheFormatOfTheOptionsWins) {
  options_.format = InputFormat::Csv;
  EXPECT_EQ(read({write("a.yaml", kWide)}).responses.size(), 1U);
  EXPECT_EQ(read({write("a.tally", kWide)}).responses.size(), 1U);
  EXPECT_THAT(fault("a.yaml", kYaml), testing::StartsWith("no_practices a.yaml:1:1: this header names no practices"));
  options_.format = InputFormat::Tsv;
  EXPECT_EQ(read({write("a.csv", "E1P1_ideal\tE1P1_actual\n4\tb\n")}).responses.size(), 1U);
}

TEST_F(Inputs, AYamlFileOfMoreThan64MebibytesIsTooLarge) {
  EXPECT_EQ(fault("a.yaml", "x: " + std::string(std::size_t{64} << 20U, 'x')),
            "too_large a.yaml: this YAML file is larger than 64 MiB (split it, or use CSV, which has no limit)");
}

TEST_F(Inputs, MoreThanAMillionFilesAreNotRead) {
  const auto kept = read(std::vector<std::string>(1'000'001, "-"), kWide);
  EXPECT_THAT(kept.responses, IsEmpty());
  ASSERT_EQ(kept.rejected.size(), 1U);
  EXPECT_EQ(line_of(kept.rejected[0]),
            "too_large : there are more than 1000000 input files (make tally files of parts of them with "
            "partnership-tally: they add up)");
}

TEST_F(Inputs, TheEncodingOfTheOptionsIsUsed) {
  options_.encoding = Encoding::Latin1;
  EXPECT_THAT(lines_of(read({write("a.csv", "respondent,E1P1_ideal,E1P1_actual\nZo\xEB,4,b\n")}).responses),
              ElementsAre("2 respondent=Zoë | 4b -- --"));
}

TEST_F(Inputs, NothingMoreIsReadOnceTheIntakeIsFull) {
  std::istringstream stream;
  const auto path = write("a.csv", kWide);
  for (const std::size_t files : {2U, 100U}) {  // so many that threads share them out
    Kept kept;
    kept.room = 1;
    options_.threads = 2;
    read_inputs(std::vector<std::string>(files, path), stream, options_, kept);
    EXPECT_EQ(kept.responses.size(), 1U);
    EXPECT_EQ(kept.files.size(), 1U);
  }
}

TEST_F(Inputs, WhoTakesNoTallyFilesIsToldThatThereIsOne) {
  Kept kept;
  kept.room = 1;
  std::istringstream tally(
      "partnership-tally 2\nwriter 1\ncolumns\ngroups instrument wave\nresponses 1 scored 1 rejected 0 filtered 0\n"
      "respondents 0 unnamed 1 hashes no\nr-missing 0\ngroup \"established\" \"\"\n respondents 1 invalid 0\n");
  read_inputs({"-"}, tally, options_, kept);
  EXPECT_THAT(lines_of(kept.rejected), ElementsAre("format_mismatch -: tally files cannot be read here")) << "and its groups are not read";
}

// The format that a text without a name is taken for.
std::optional<InputFormat> recognised(std::string_view text) {
  const auto found = recognise_format("-", text, small_options());
  return found ? std::optional(found->format) : std::nullopt;
}

TEST(InputFormats, YamlIsRecognisedByItsFirstLineThatIsNoComment) {
  for (const auto* yaml : {"{", "[", "---\n", "--- {respondent: a}\n", "%YAML 1.2\n", "- ratings:\n", "instrument: established\n",
                           "wave:\n", "wave:\t1\n", "Shoe size_2-b: 9\n", "\n # a form\n\nwave: 1\n", "9: x\n"})
    EXPECT_EQ(recognised(yaml), InputFormat::Yaml) << yaml;
  for (const auto* other : {"# a form\n", "just text\n", "http://example.org\n", "a~b: x\n", ": x\n", "-x\n"})
    EXPECT_EQ(recognised(other), std::nullopt) << other;
  EXPECT_EQ(recognised("name,time: morning\n"), InputFormat::Csv);
}

TEST(InputNames, FormatsAndEncodingsAreParsedByName) {
  EXPECT_EQ(parse_input_format("csv"), InputFormat::Csv);
  EXPECT_EQ(parse_input_format("tsv"), InputFormat::Tsv);
  EXPECT_EQ(parse_input_format("json"), InputFormat::Yaml);
  EXPECT_EQ(parse_input_format("xlsx"), std::nullopt);
  EXPECT_EQ(parse_encoding("Latin1"), Encoding::Latin1);
  EXPECT_EQ(parse_encoding("windows-1252"), Encoding::Windows1252);
  EXPECT_EQ(parse_encoding("utf-16le"), Encoding::Utf16Le);
  EXPECT_EQ(parse_encoding("ebcdic"), std::nullopt);
}

}  // namespace
}  // namespace partnership
