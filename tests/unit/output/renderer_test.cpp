// One fixture, shown in every format, compared as a whole.
#include <gmock/gmock.h>

#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>

#include "partnership/render.hpp"
#include "partnership/version.hpp"

namespace partnership {
namespace {

using std::string_literals::operator""s;

Table fixture() {
  Table table;
  table.title = "Practices of Riverside *TAFE*";
  table.columns = {{"practice", "code"},
                   {"text", "practice"},
                   {"n", "n"},
                   {"ideal_mean", "ideal"},
                   {"gap_mean", "gap", NumberStyle::Signed},
                   {"share", "share", NumberStyle::Percent},
                   {"p", "p", NumberStyle::Probability},
                   {"note", "note"}};
  const std::int64_t three = 3;
  table.rows = {
      {"E1P1"s, "Partners say \"yes\", a|b <c>"s, three, 3.25, 0.5, 0.75, 0.0314, Unavailable{}},
      {"E1P2"s, "=HYPERLINK(\"x\")"s, std::int64_t{12}, 4.0, -0.25, 1.0, 0.0002, "café 合作"s},
      {"E1P3"s, "two\nlines\tand \\ one"s, std::int64_t{0}, Unavailable{}, -0.001, std::nan(""), 0.9999, "\x1B[31m\xFF"s},
      {"E1P4"s, ""s, std::int64_t{-1}, 0.1, 1.0 / 3, 0.006, 1.0, "no pairs"s},
  };
  table.notes = {"n = respondents with a pair", "p: *exact* test"};
  return table;
}

Document document() {
  Document document;
  document.tool = "congruence";
  document.instruments = {"established"};
  document.inputs = {{"a \"b\".csv", 120, "99aa06d3014798d86001c324468d497f"}, {"-", 7, "0"}};
  document.rules = {{"on_error", "stop"}, {"level", "practice"}};
  document.totals = {2, 5, 3, 1, 1, 3, 234, 117, 4};
  return document;
}

std::string rendered(const Table& table, const RenderOptions& options) {
  std::ostringstream out;
  const auto renderer = make_renderer(out, options, document());
  render(table, *renderer);
  return out.str();
}

std::string rendered(Format format, TextSafety safety = TextSafety::Safe) {
  RenderOptions options;
  options.format = format;
  options.text = safety;
  options.width = 120;
  return rendered(fixture(), options);
}

TEST(Csv, QuotesOnlyWhereNeededAndKeepsFormulasFromRunning) {
  EXPECT_EQ(rendered(Format::Csv),
            "practice,text,n,ideal_mean,gap_mean,share,p,note\n"
            "E1P1,\"Partners say \"\"yes\"\", a|b <c>\",3,3.25,0.5,0.75,0.0314,\n"
            "E1P2,\"'=HYPERLINK(\"\"x\"\")\",12,4,-0.25,1,2e-04,café 合作\n"
            "E1P3,\"two\nlines\tand \\ one\",0,,-0.001,,0.9999,\uFFFD[31m\uFFFD\n"
            "E1P4,,-1,0.1,0.3333333333333333,0.006,1,no pairs\n");
}

TEST(Csv, RawTextIsQuotedButOtherwiseAsItCame) {
  EXPECT_EQ(rendered(Format::Csv, TextSafety::Raw),
            "practice,text,n,ideal_mean,gap_mean,share,p,note\n"
            "E1P1,\"Partners say \"\"yes\"\", a|b <c>\",3,3.25,0.5,0.75,0.0314,\n"
            "E1P2,\"=HYPERLINK(\"\"x\"\")\",12,4,-0.25,1,2e-04,café 合作\n"
            "E1P3,\"two\nlines\tand \\ one\",0,,-0.001,,0.9999,\x1B[31m\xFF\n"
            "E1P4,,-1,0.1,0.3333333333333333,0.006,1,no pairs\n");
}

TEST(Tsv, EscapesWhatWouldBreakLinesAndFields) {
  EXPECT_EQ(rendered(Format::Tsv),
            "practice\ttext\tn\tideal_mean\tgap_mean\tshare\tp\tnote\n"
            "E1P1\tPartners say \"yes\", a|b <c>\t3\t3.25\t0.5\t0.75\t0.0314\t\n"
            "E1P2\t'=HYPERLINK(\"x\")\t12\t4\t-0.25\t1\t2e-04\tcafé 合作\n"
            "E1P3\ttwo\\nlines\\tand \\\\ one\t0\t\t-0.001\t\t0.9999\t\uFFFD[31m\uFFFD\n"
            "E1P4\t\t-1\t0.1\t0.3333333333333333\t0.006\t1\tno pairs\n");
}

TEST(Json, SaysWhatWasComputedFromWhatAndGivesOneRowPerLine) {
  EXPECT_EQ(rendered(Format::Json),
            "{\n"
            "  \"schema\": 1,\n"
            "  \"tool\": \"congruence\",\n"
            "  \"version\": \"" +
                std::string(kVersion) +
                "\",\n"
                "  \"instruments\": [\"established\"],\n"
                "  \"inputs\": [\n"
                "    {\"name\": \"a \\\"b\\\".csv\", \"bytes\": 120, \"xxh3_128\": \"99aa06d3014798d86001c324468d497f\"},\n"
                "    {\"name\": \"-\", \"bytes\": 7, \"xxh3_128\": \"0\"}\n"
                "  ],\n"
                "  \"rules\": {\"on_error\": \"stop\", \"level\": \"practice\"},\n"
                "  \"totals\": {\"files\": 2, \"responses\": 5, \"scored\": 3, \"rejected\": 1, \"filtered\": 1, \"respondents\": 3, "
                "\"answers\": 234, \"pairs\": 117, \"invalid_cells\": 4},\n"
                "  \"columns\": [\"practice\", \"text\", \"n\", \"ideal_mean\", \"gap_mean\", \"share\", \"p\", \"note\"],\n"
                "  \"rows\": [\n"
                "    {\"practice\": \"E1P1\", \"text\": \"Partners say \\\"yes\\\", a|b <c>\", \"n\": 3, \"ideal_mean\": 3.25, "
                "\"gap_mean\": 0.5, \"share\": 0.75, \"p\": 0.0314, \"note\": null},\n"
                "    {\"practice\": \"E1P2\", \"text\": \"=HYPERLINK(\\\"x\\\")\", \"n\": 12, \"ideal_mean\": 4, "
                "\"gap_mean\": -0.25, \"share\": 1, \"p\": 2e-04, \"note\": \"café 合作\"},\n"
                "    {\"practice\": \"E1P3\", \"text\": \"two\\nlines\\tand \\\\ one\", \"n\": 0, \"ideal_mean\": null, "
                "\"gap_mean\": -0.001, \"share\": null, \"p\": 0.9999, \"note\": \"\\u001b[31m\uFFFD\"},\n"
                "    {\"practice\": \"E1P4\", \"text\": \"\", \"n\": -1, \"ideal_mean\": 0.1, "
                "\"gap_mean\": 0.3333333333333333, \"share\": 0.006, \"p\": 1, \"note\": \"no pairs\"}\n"
                "  ]\n"
                "}\n");
}

TEST(Json, ReadsBackWithTheSameNumbersAndText) {
  const auto json = nlohmann::json::parse(rendered(Format::Json));
  EXPECT_EQ(json["rows"][3]["gap_mean"].get<double>(), 1.0 / 3);
  EXPECT_EQ(json["rows"][2]["text"].get<std::string>(), "two\nlines\tand \\ one");
  EXPECT_TRUE(json["rows"][0]["note"].is_null());
}

TEST(Json, KeepsBidiAndC1ControlsButNeverPrintsThem) {
  Table table;
  table.columns = {{"note", "note"}};
  table.rows = {{"a\u009B\u202Eb\x7F"s}};
  RenderOptions options;
  options.format = Format::Jsonl;
  EXPECT_EQ(rendered(table, options), "{\"note\": \"a\\u009b\\u202eb\\u007f\"}\n");
}

TEST(Json, IsWholeWithoutAnyRowOrInput) {
  Table table;
  table.columns = {{"practice", "code"}};
  std::ostringstream out;
  RenderOptions options;
  options.format = Format::Json;
  const auto renderer = make_renderer(out, options, {});
  render(table, *renderer);
  const auto json = nlohmann::ordered_json::parse(out.str());
  EXPECT_EQ(json["rows"].dump() + json["inputs"].dump() + json["rules"].dump(), "[][]{}");
  EXPECT_THROW(renderer->begin(table), std::logic_error);
}

TEST(Jsonl, GivesOneObjectPerRowAndNothingElse) {
  EXPECT_EQ(rendered(Format::Jsonl),
            "{\"practice\": \"E1P1\", \"text\": \"Partners say \\\"yes\\\", a|b <c>\", \"n\": 3, \"ideal_mean\": 3.25, "
            "\"gap_mean\": 0.5, \"share\": 0.75, \"p\": 0.0314, \"note\": null}\n"
            "{\"practice\": \"E1P2\", \"text\": \"=HYPERLINK(\\\"x\\\")\", \"n\": 12, \"ideal_mean\": 4, "
            "\"gap_mean\": -0.25, \"share\": 1, \"p\": 2e-04, \"note\": \"café 合作\"}\n"
            "{\"practice\": \"E1P3\", \"text\": \"two\\nlines\\tand \\\\ one\", \"n\": 0, \"ideal_mean\": null, "
            "\"gap_mean\": -0.001, \"share\": null, \"p\": 0.9999, \"note\": \"\\u001b[31m\uFFFD\"}\n"
            "{\"practice\": \"E1P4\", \"text\": \"\", \"n\": -1, \"ideal_mean\": 0.1, "
            "\"gap_mean\": 0.3333333333333333, \"share\": 0.006, \"p\": 1, \"note\": \"no pairs\"}\n");
}

TEST(Markdown, AlignsNumbersRightAndEscapesMarkup) {
  EXPECT_EQ(rendered(Format::Markdown),
            "**Practices of Riverside \\*TAFE\\***\n"
            "\n"
            "| code | practice | n | ideal | gap | share | p | note |\n"
            "| --- | --- | ---: | ---: | ---: | ---: | ---: | --- |\n"
            "| E1P1 | Partners say \"yes\", a\\|b \\<c\\> | 3 | 3.25 | +0.50 | 75 % | .031 | – |\n"
            "| E1P2 | =HYPERLINK(\"x\") | 12 | 4.00 | −0.25 | 100 % | \\<.001 | café 合作 |\n"
            "| E1P3 | two lines and \\\\ one | 0 | – | 0.00 | – | \\>.999 | \uFFFD\\[31m\uFFFD |\n"
            "| E1P4 |  | −1 | 0.10 | +0.33 | 1 % | 1.000 | no pairs |\n"
            "\n"
            "n = respondents with a pair\n"
            "\n"
            "p: \\*exact\\* test\n");
}

TEST(Markdown, KeepsTheMarkupOfRawTextButNotWhatBreaksTheTable) {
  Table table;
  table.columns = {{"text", "text"}};
  table.rows = {{"*a* | b\r\nc"s}};
  RenderOptions options;
  options.format = Format::Markdown;
  options.text = TextSafety::Raw;
  EXPECT_EQ(rendered(table, options), "| text |\n| --- |\n| *a* \\| b c |\n");
}

TEST(Markdown, FindsTheAlignmentOfAColumnThatStartsWithoutValues) {
  Table table;
  table.columns = {{"mean", "mean"}, {"gap", "gap", NumberStyle::Signed}, {"note", "note"}};
  table.rows.assign(1500, {Unavailable{}, Unavailable{}, Unavailable{}});
  table.rows[900][0] = 2.0;
  RenderOptions options;
  options.format = Format::Markdown;
  EXPECT_THAT(rendered(table, options), ::testing::StartsWith("| mean | gap | note |\n| ---: | ---: | --- |\n| – | – | – |\n"));
}

TEST(Csv, EveryFormulaSignIsMadeTextButComputedNumbersAreNot) {
  Table table;
  table.columns = {{"=x", "x"}, {"y", "y"}};
  for (const auto& text : {"=1"s, "+1"s, "-1"s, "@a"s, "\ta"s, "\ra"s, "\na"s, "\0a"s, "a=1"s, "'a"s}) table.rows.push_back({text, -1.5});
  RenderOptions options;
  options.format = Format::Csv;
  EXPECT_EQ(rendered(table, options),
            "\"'=x\",y\n\"'=1\",-1.5\n\"'+1\",-1.5\n\"'-1\",-1.5\n\"'@a\",-1.5\n\"'\ta\",-1.5\n\"'\uFFFDa\",-1.5\n\"'\na\",-1.5\n"
            "\"'\uFFFDa\",-1.5\na=1,-1.5\n'a,-1.5\n");
}

TEST(Csv, KeepsLineEndsOfCellsAndQuotesALoneEmptyCell) {
  Table table;
  table.columns = {{"note", "note"}};
  table.rows = {{"a\r\nb"s}, {Unavailable{}}, {""s}};
  RenderOptions options;
  options.format = Format::Csv;
  EXPECT_EQ(rendered(table, options), "note\n\"a\r\nb\"\n\"\"\n\"\"\n");
}

TEST(Csv, NumbersReadBackAsTheSameNumber) {
  Table table;
  table.columns = {{"x", "x"}};
  table.rows = {{0.1}, {-0.0}, {1e21}, {2.0 / 3}, {std::numeric_limits<double>::infinity()}, {std::numeric_limits<std::int64_t>::min()}};
  RenderOptions options;
  options.format = Format::Csv;
  EXPECT_EQ(rendered(table, options), "x\n0.1\n0\n1e+21\n0.6666666666666666\n\"\"\n-9223372036854775808\n");
}

// Small and middling numbers have ways of their own, which must write what std::to_chars does.
TEST(Csv, NumbersAreTheShortestDigitsAcrossTheWholeRange) {
  Table table;
  table.columns = {{"x", "x"}};
  std::string expected = "x\n";
  const auto add = [&](auto number) {
    std::array<char, 32> digits;
    table.rows.push_back({number});
    expected.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr) += '\n';
  };
  for (std::int64_t n = -3; n <= 1003; ++n) add(n);
  for (const double edge : {1e-3, 1e5})
    for (const double x : {std::nextafter(edge, 0), edge, std::nextafter(edge, 1e6), edge / 10, edge * 10, 3 * edge / 7}) add(x), add(-x);
  for (int n = 1; n <= 40; ++n)
    for (int sum = 1; sum <= 4 * n; ++sum) add(static_cast<double>(sum) / n);
  RenderOptions options;
  options.format = Format::Csv;
  EXPECT_EQ(rendered(table, options), expected);
}

TEST(Csv, TextsAreRightInWhateverOrderTheyCome) {
  Table table;
  table.columns = {{"n", "n"}, {"text", "text"}};
  std::string expected = "n,text\n";
  std::uint64_t state = 1;
  for (std::int64_t n = 0; n < 5000; ++n) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    const std::string text = n < 1000 ? "every practice " + std::to_string(n % 39) : "t" + std::to_string((state >> 33) % 2000);
    table.rows.push_back({n, text});
    expected += std::to_string(n) + "," + text + "\n";
  }
  RenderOptions options;
  options.format = Format::Csv;
  EXPECT_EQ(rendered(table, options), expected);
}

TEST(Renderer, SetsSeveralTablesApart) {
  Table table;
  table.columns = {{"n", "count"}};
  table.rows = {{std::int64_t{1}}};
  const auto twice = [&](Format format) {
    std::ostringstream out;
    RenderOptions options;
    options.format = format;
    const auto renderer = make_renderer(out, options, {});
    render(table, *renderer);
    render(table, *renderer);
    return out.str();
  };
  EXPECT_EQ(twice(Format::Csv), "n\n1\n\nn\n1\n");
  EXPECT_EQ(twice(Format::Tsv), "n\n1\n\nn\n1\n");
  EXPECT_EQ(twice(Format::Jsonl), "{\"n\": 1}\n{\"n\": 1}\n");
  EXPECT_EQ(twice(Format::Markdown), "| count |\n| ---: |\n| 1 |\n\n| count |\n| ---: |\n| 1 |\n");
  EXPECT_EQ(twice(Format::Table), "count\n─────\n    1\n\ncount\n─────\n    1\n");
}

TEST(Renderer, StreamsMoreThanOneBlock) {
  Table table;
  table.columns = {{"n", "n"}, {"note", "note"}};
  table.rows.assign(20000, {std::int64_t{1}, "note"s});
  for (const auto format : {Format::Csv, Format::Tsv, Format::Jsonl, Format::Markdown}) {
    RenderOptions options;
    options.format = format;
    std::istringstream text(rendered(table, options));
    std::size_t lines = 0;
    for (std::string line; std::getline(text, line);) ++lines;
    EXPECT_EQ(lines, 20000U + (format == Format::Jsonl ? 0 : format == Format::Markdown ? 2 : 1));
  }
}

TEST(Formats, AreFoundByName) {
  EXPECT_THAT(format_names(), ::testing::ElementsAre("table", "csv", "tsv", "json", "jsonl", "markdown"));
  EXPECT_EQ(parse_format("markdown"), Format::Markdown);
  EXPECT_EQ(parse_format("table"), Format::Table);
  EXPECT_EQ(parse_format("CSV"), std::nullopt);
  EXPECT_EQ(parse_format(""), std::nullopt);
}

TEST(Table, AlignsTextLeftAndNumbersRight) {
  EXPECT_EQ(rendered(Format::Table),
            "Practices of Riverside *TAFE*\n"
            "\n"
            "code  practice                      n  ideal    gap  share      p  note\n"
            "────────────────────────────────────────────────────────────────────────────\n"
            "E1P1  Partners say \"yes\", a|b <c>   3   3.25  +0.50   75 %   .031  –\n"
            "E1P2  =HYPERLINK(\"x\")              12   4.00  −0.25  100 %  <.001  café 合作\n"
            "E1P3  two lines and \\ one           0      –   0.00      –  >.999  \uFFFD[31m\uFFFD\n"
            "E1P4                               −1   0.10  +0.33    1 %  1.000  no pairs\n"
            "\n"
            "n = respondents with a pair\n"
            "p: *exact* test\n");
}

}  // namespace
}  // namespace partnership
