#include <gmock/gmock.h>

#include <chrono>
#include <string>
#include <vector>

#include "instrument/clean_text.hpp"
#include "instrument/yaml_document.hpp"

namespace partnership {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// One line for a tree: scalars in '' where quoted, ~ for none.
std::string shown(const YamlNode& node) {
  std::string out;
  switch (node.kind) {
    case YamlNode::Kind::Null:
      return "~";
    case YamlNode::Kind::Scalar:
      return node.quoted ? "'" + std::string(node.text) + "'" : std::string(node.text);
    case YamlNode::Kind::List:
      for (const auto& item : node.items) out += (out.empty() ? "" : ", ") + shown(item);
      return "[" + out + "]";
    case YamlNode::Kind::Map:
      for (const auto& entry : node.entries) out += (out.empty() ? "" : ", ") + std::string(entry.key) + "=" + shown(entry.value);
      return "{" + out + "}";
  }
  return out;
}

struct Outcome {
  std::vector<std::string> records;
  std::string fault = "none";  // "code line:column message [hint]"
};

Outcome read(const std::string& yaml) {
  Outcome outcome;
  YamlText text(yaml, "f.yaml");
  const auto fault = text.read([&](const YamlNode& record) {
    outcome.records.push_back(shown(record));
    return true;
  });
  if (fault)
    outcome.fault = std::string(code_of(fault->kind).code) + " " + std::to_string(fault->position.line) + ":" +
                    std::to_string(fault->position.column) + " " + fault->message + (fault->hint.empty() ? "" : " [" + fault->hint + "]");
  return outcome;
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

TEST(YamlDocument, KeepsWhatWasWritten) {
  EXPECT_THAT(read("a: 010\nb: 'no'\nc: yes\nd: 0x4\ne: +4\nf: ~\ng: null\nh:\ni: \"null\"\n").records,
              ElementsAre("{a=010, b='no', c=yes, d=0x4, e=+4, f=~, g=~, h=~, i='null'}"));
}

TEST(YamlDocument, ReadsJson) {
  EXPECT_THAT(read(R"({"a":1,"b":null,"c":["x",{"d":"caf\u00e9"}],"e":{}})").records, ElementsAre("{a=1, b=~, c=['x', {d='café'}], e={}}"));
}

TEST(YamlDocument, GivesTheItemsOfARootListOneByOne) {
  EXPECT_THAT(read("- {a: 1}\n-\n- b: 2\n  c: [3]\n").records, ElementsAre("{a=1}", "{b=2, c=[3]}"));
  EXPECT_THAT(read("[{\"a\":\"x], {y\"}, {\"b\": 'it''s, ]'},\n {c: it's, d: [1, 2]} # , ]\n ,]\n").records,
              ElementsAre("{a='x], {y'}", "{b='it's, ]'}", "{c=it's, d=[1, 2]}"));
  EXPECT_THAT(read("[]").records, ElementsAre());
  EXPECT_THAT(read("# list\n--- # here\n[{a: 1}]\n---\n- b\n").records, ElementsAre("{a=1}", "b"));
}

TEST(YamlDocument, ReadsEachItemOfAListOfLinesByItself) {
  EXPECT_THAT(read("# c\n--- # c\n  - a: 1\n    b:\n    - 2\n    - 3\n# c\n  -\n  - - 4\n").records, ElementsAre("{a=1, b=[2, 3]}", "[4]"));
  EXPECT_THAT(read("- |\n  a\n  - b\n- c\n  - d\n").records, ElementsAre("'a\n- b\n'", "c - d"));
  EXPECT_EQ(read("- a: \"b\n- c\"\n").fault, "unclosed_quote 1:6 the quote that opens here is never closed");
  EXPECT_EQ(read("- a\nb: c\n").fault.substr(0, 15), "yaml_syntax 2:1");
  EXPECT_EQ(read("- a\n - b\n- c: d: e\n").fault.substr(0, 15), "yaml_syntax 3:7");
}

TEST(YamlDocument, ReadsAListOfLinesWithAnchorsAsAWhole) {
  EXPECT_THAT(read("- a: &x 1\n- a: *x\n").records, ElementsAre("{a=1}", "{a=1}"));
}

TEST(YamlDocument, ReadsAListBehindADirectiveAsOneWithout) {
  const std::string large = "[" + repeated("{a: 1},\n", 300'000) + "]";  // as a whole it would be too large
  for (const std::string directive : {"%YAML 1.1\n", "%YAML 1.2 # c\n# c\n\n", "# c\n%YAML  1.3\n"}) {
    EXPECT_THAT(read(directive + "---\n- a\n- b\n").records, ElementsAre("a", "b"));
    EXPECT_EQ(read(directive + "--- " + large).records.size(), 300'000U) << directive;
  }
  for (const char* text : {"%YAML 1.2\n%YAML 1.2\n---\n[a]\n", "%YAML 3.2\n---\n[a]\n", "%YAML 1.2\n%YAML 1.2\n---\n- a\n",
                           "%YAML 1.2 ---\n[a]\n", "%YAML 1.\n---\n[a]\n", "%YAML 1.2x\n---\n[a]\n", " %YAML 1.2\n---\n[a]\n"})
    EXPECT_EQ(read(text).fault.substr(0, 11), "yaml_syntax") << text;
}

TEST(YamlDocument, ReadsEveryDocumentBehindItsDirective) {
  const std::string text = repeated("%YAML 1.2\n---\na: 1\n...\n", 1'200'000);  // more than the slow reader reads
  EXPECT_EQ(read(text).records.size(), 1'200'000U);
}

TEST(YamlDocument, ReadsItemsInBracketsAsWhatTheyAreThere) {
  EXPECT_THAT(read("[\"a\":1, {b: 2}, c: 3, [d, {e: 4}],\n null]").records, ElementsAre("{a=1}", "{b=2}", "{c=3}", "[d, {e=4}]"));
  for (const char* text : {"[a: 1\nb: 2]", "[a:\n  b: 1\n  c: 2]", "[- a: 1]", "[|\n a\n]", "[{a: 1}, - b]"})
    EXPECT_EQ(read(text).fault.substr(0, 11), "yaml_syntax") << text;
}

TEST(YamlDocument, TellsWhatIsLeftOpenInAListThatIsCutShort) {
  const std::string whole = "[\n {\"a\": \"1\", \"b\": {\"c\": null}},\n {\"a\": 'it''s', d: [1, {e: 2}]},\n  f,\n]";
  ASSERT_EQ(read(whole).fault, "none");
  for (std::size_t size = 1; size < whole.size(); ++size) {
    const auto fault = read(whole.substr(0, size)).fault;
    const std::size_t line_at = fault.find(' ') + 1, column_at = fault.find(':') + 1;
    std::size_t at = 0;
    for (std::size_t line = std::stoul(fault.substr(line_at)); line > 1; --line) at = whole.find('\n', at) + 1;
    at += std::stoul(fault.substr(column_at)) - 1;
    EXPECT_THAT(fault, HasSubstr("opens here is never closed")) << size;
    EXPECT_NE(std::string("[{\"'").find(whole[at]), std::string::npos) << size << ": " << fault;
  }
  EXPECT_EQ(read("[\n {a: \"x}\n]").fault, "unclosed_quote 2:6 the quote that opens here is never closed");
  const std::string swapped = " the bracket that opens here is still open where a ']' follows: a '}' is missing before it";
  EXPECT_EQ(read("[{\"a\": \"b\", {\"c\": \"d\"}]").fault, "yaml_syntax 1:2" + swapped);
  EXPECT_EQ(read("[{\"a\": {\"c\": \"d\"]}]").fault.substr(0, 11), "yaml_syntax");
  EXPECT_THAT(read("[{a: &c \"see [1\", ? \"x [\" : 1}#it [\n ,#it\n {b: \"c\"#it [\n}]").records,
              ElementsAre("{a='see [1', x [=1}", "{b='c'}"));
  EXPECT_THAT(read("[#it [\n &x#1 \"see [1\",#it [\n &y [a], {b: &z#\"1 \"c, d\"}]#it [\n").records,
              ElementsAre("'see [1'", "[a]", "{b='c, d'}"));
  EXPECT_EQ(read("[{a: b,#c }, {d: e}]").fault, "yaml_syntax 1:2 the bracket that opens here is never closed: a '}' is missing");
}

TEST(YamlDocument, TakesAMarkerAtTheStartOfALineOnly) {
  EXPECT_THAT(read("  ---\n- a\n- b\n").records, ElementsAre("--- - a - b"));
  EXPECT_EQ(read("  ---\n[{a: 1}]\n").fault.substr(0, 11), "yaml_syntax");
}

TEST(YamlDocument, PassesLongCommentsAroundARecord) {
  const std::string comments = repeated("# ratings: {E1P1: 4b}\n\n", 100'000);
  EXPECT_THAT(read(comments + "a: [1]\n" + comments + "---\n- b: [2]\n" + comments + "- c: |\n   # 3\n" + comments).records,
              ElementsAre("{a=[1]}", "{b=[2]}", "{c='# 3\n'}"));
  const std::string apostrophes = repeated("# it's\n# c\n", 3'000'000);
  EXPECT_THAT(read("a: 1\n" + apostrophes + "---\n- b: 2\n" + apostrophes + "- c: \"d\"\n").records,
              ElementsAre("{a=1}", "{b=2}", "{c='d'}"));
  EXPECT_THAT(read("{a: 1, b: \"c\n# d\n# e\"}\n").records, ElementsAre("{a=1, b='c # d # e'}")) << "which are no comments";
  EXPECT_EQ(read("a: \"c\n# d\n# it's\n# e").fault, "unclosed_quote 1:4 the quote that opens here is never closed");
}

// More than 24 MiB of each, in large items.
TEST(YamlDocument, ReadsAllThatIsPlainHoweverMuchItIs) {
  const std::string text = "'" + std::string(50'000, 'x') + "'\n";
  for (const std::string& item :
       {"- a: \"" + repeated("\\u0430", 8'000) + "\"\n", "- a: R &D, R&D, b & c\n  b: " + text, "-\n  a: " + text})
    EXPECT_EQ(read("%YAML 1.2\n---\n" + repeated(item, (26U << 20U) / item.size())).fault, "none") << item.substr(0, 40);
}

TEST(YamlDocument, SkipsEmptyDocumentsAndKeepsLaterOnes) {
  EXPECT_THAT(read("---\n---\n---\na: 1\n---\n# nothing\n---\nb: 2\n...\n...\n# c\n---\nc: 3\n").records,
              ElementsAre("{a=1}", "{b=2}", "{c=3}"));
  EXPECT_THAT(read("").records, ElementsAre());
  EXPECT_THAT(read("# only a comment").records, ElementsAre());
  EXPECT_THAT(read("%YAML 1.2\n---\na: 1\n").records, ElementsAre("{a=1}"));
}

TEST(YamlDocument, TakesAnyLineEndAndByteOrderMarksBeforeDocuments) {
  EXPECT_THAT(read("a: 1\rb: 2\r\nc: 3\n").records, ElementsAre("{a=1, b=2, c=3}"));
  EXPECT_THAT(read("\xEF\xBB\xBF"
                   "a: 1\n\xEF\xBB\xBF---\nb: 2\n...\n\xEF\xBB\xBF"
                   "c: 3\n")
                  .records,
              ElementsAre("{a=1}", "{b=2}", "{c=3}"));
  EXPECT_EQ(read("a: 1\n\xEF\xBB\xBF"
                 "b: 2\n")
                .fault,
            "yaml_syntax 2:1 a byte order mark stands in the middle of a document [put a line with '---' between files that are joined]");
  EXPECT_EQ(read("# c\n\xEF\xBB\xBF\xEF\xBB\xBF"
                 "a: \"1\n")
                .fault,
            "yaml_syntax 2:2 a second byte order mark stands here [leave it out]");
}

TEST(YamlDocument, CountsCharactersFromOne) {
  EXPECT_EQ(read("a: 1\n'日本語é': {x: 1, x: 2}\n").fault, "duplicate_key 2:16 'x' is given twice");
  YamlText text("é: [ü, a]\r\nb: ö x\n", "f");
  EXPECT_EQ(text.position_of(0).column, 1U);
  EXPECT_EQ(text.position_of(8).column, 7U);
  EXPECT_EQ(text.position_of(12).line, 2U);
  EXPECT_EQ(text.position_of(12).column, 1U);
  EXPECT_EQ(text.position_of(2).column, 2U);
}

TEST(YamlDocument, QuotesTheLineOfAFault) {
  YamlText text("a: 1\nb: {c: 4, c: 5}\nd: 1\n", "f.yaml");
  const auto fault = text.read([](const YamlNode&) { return true; });
  ASSERT_TRUE(fault);
  EXPECT_EQ(fault->file, "f.yaml");
  EXPECT_EQ(fault->excerpt, "b: {c: 4, c: 5}");
}

TEST(YamlDocument, StopsWhenTold) {
  int records = 0;
  YamlText text("a: 1\n---\nb: 2\n---\n,\n", "f");
  EXPECT_FALSE(text.read([&](const YamlNode&) { return ++records < 2; }));
  EXPECT_EQ(records, 2);
}

TEST(YamlDocument, RefusesAnUnclosedQuote) {
  EXPECT_EQ(read("E1P1: 4b\nE1P2: \"3c\n").fault, "unclosed_quote 2:7 the quote that opens here is never closed");
  EXPECT_EQ(read("E1P2: '3c''\n").fault, "unclosed_quote 1:7 the quote that opens here is never closed");
  EXPECT_EQ(read("E1P2: \"3c\\\"").fault, "unclosed_quote 1:7 the quote that opens here is never closed");
  EXPECT_EQ(read("E1P2: &x \"3c\n").fault, "unclosed_quote 1:10 the quote that opens here is never closed");
  EXPECT_EQ(read("{\"a\": \"b}\n").fault, "unclosed_quote 1:7 the quote that opens here is never closed");
  EXPECT_EQ(read("[{\"a\": \"b}]\n").fault, "unclosed_quote 1:8 the quote that opens here is never closed");
  EXPECT_EQ(read("a: \"b\n---\nc: \"d\"\n").fault, "unclosed_quote 1:4 the quote that opens here is never closed");
}

TEST(YamlDocument, RefusesDuplicateKeys) {
  EXPECT_EQ(read("a: 1\nb: 2\na: 3\n").fault, "duplicate_key 3:1 'a' is given twice");
  EXPECT_EQ(read("{\"a\": 1, a: 3}").fault, "duplicate_key 1:10 'a' is given twice");
}

TEST(YamlDocument, RefusesWordsWithoutAValue) {
  EXPECT_EQ(read("a: {ideal:4, actual: b}\n").fault,
            "yaml_syntax 1:5 'ideal:4' stands where a key and its value are due [write a space behind the colon]");
  EXPECT_EQ(read("a: {ideal, actual: b}\n").fault, "yaml_syntax 1:5 'ideal' stands where a key and its value are due [write 'key: value']");
  EXPECT_EQ(read("a: {\"ideal\"}\n").fault, "yaml_syntax 1:5 'ideal' stands where a key and its value are due [write 'key: value']");
  EXPECT_EQ(read("? a\n").fault, "yaml_syntax 1:3 'a' stands where a key and its value are due [write 'key: value']");
  EXPECT_THAT(read("{a: , b:, \"c\":1, ? d\n : 2}\n").records, ElementsAre("{a=~, b=~, c=1, d=2}"));
}

TEST(YamlDocument, RefusesStrayCommasAtOnce) {
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(read(",").fault, "yaml_syntax 1:1 this comma stands outside of all brackets");
  EXPECT_EQ(read("---\n,\n").fault, "yaml_syntax 2:1 this comma stands outside of all brackets");
  EXPECT_EQ(read("[{a: 1},,{b: 2}]").fault, "yaml_syntax 1:9 nothing stands before this comma");
  EXPECT_EQ(read("{a: 1,, b: 2}").fault, "yaml_syntax 1:7 a key is missing here");
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(2));
}

TEST(YamlDocument, RefusesItemsThatWouldBeDroppedAsDirectivesOrMarkers) {
  const std::string message = " an item of a list cannot start like this [put a text in quotes]";
  EXPECT_EQ(read("[%{a: 1}, {b: 2}]").fault, "yaml_syntax 1:2" + message);
  EXPECT_EQ(read("[{a: 1},\n %{b: 2}]").fault, "yaml_syntax 2:2" + message);
  EXPECT_EQ(read("[--- {a: 1}, {b: 2}]").fault, "yaml_syntax 1:2" + message);
  EXPECT_EQ(read("[---, {b: 2}]").fault, "yaml_syntax 1:2" + message);
  EXPECT_EQ(read("[..., {b: 2}]").fault, "yaml_syntax 1:2" + message);
  EXPECT_EQ(read("[{a: 1}, \xEF\xBB\xBF{b: 2}]").fault, "yaml_syntax 1:10" + message);
}

TEST(YamlDocument, RefusesTextAfterTheEnd) {
  const std::string message = "text follows the end of the document [put '---' before a further document]";
  EXPECT_EQ(read("{a: 1}\nb: 2\n").fault, "yaml_syntax 2:1 " + message);
  EXPECT_EQ(read("[{a: 1}]\nb: 2\n").fault, "yaml_syntax 2:1 " + message);
  EXPECT_EQ(read("- a\nb: 1\n").fault, "yaml_syntax 2:1 " + message);
  EXPECT_EQ(read("[a]]").fault, "yaml_syntax 1:4 " + message);
  EXPECT_EQ(read("a: 1\n%b: 2\n").fault, "yaml_syntax 2:1 a line of a document cannot start with '%' [put the text in quotes]");
}

TEST(YamlDocument, RefusesMergeKeysTagsAndOddKeys) {
  EXPECT_EQ(read("a: &x {b: 1}\nc:\n  <<: *x\n").fault, "yaml_syntax 3:3 merge keys ('<<') are not read [write the keys out]");
  EXPECT_EQ(read("a: !!str 4\n").fault,
            "yaml_syntax 1:4 tags are not read [leave out the word that starts with '!', or put the text in quotes]");
  EXPECT_THAT(read("a: ! 4\n").fault, HasSubstr("tags are not read"));
  EXPECT_THAT(read("a: !x [4]\n").fault, HasSubstr("tags are not read"));
  EXPECT_EQ(read("[x]: 1\n").fault, "yaml_syntax 1:4 text follows the end of the document [put '---' before a further document]");
  EXPECT_EQ(read("a:\n  ? [x]\n  : 1\n").fault, "yaml_syntax 2:5 a key must be a single word or text, not a list or map");
  EXPECT_EQ(read("{: 4}\n").fault, "yaml_syntax 1:2 a key is missing here");
  EXPECT_EQ(read("a: &x 1\n*x : 2\n").fault, "yaml_syntax 2:1 an alias cannot be a key");
}

TEST(YamlDocument, FollowsAliasesToValuesAndFlatMapsOnly) {
  EXPECT_THAT(read("a: &x {ideal: 4, actual: b}\nc: *x\nd: &y 4b\ne: *y\n").records,
              ElementsAre("{a={ideal=4, actual=b}, c={ideal=4, actual=b}, d=4b, e=4b}"));
  const std::string message = " an alias may stand only for a single value or a flat list of keys with values";
  EXPECT_EQ(read("a: &x [1]\nb: *x\n").fault, "yaml_syntax 2:4" + message);
  EXPECT_EQ(read("&a [*a]\n").fault, "yaml_syntax 1:5" + message);
  EXPECT_EQ(read("a: &x [*x]\n").fault, "yaml_syntax 1:8" + message);
  EXPECT_EQ(read("a: &x {b: *x}\n").fault, "yaml_syntax 1:11" + message);
}

TEST(YamlDocument, KeepsEscapedTextsThatLaterRecordsNeed) {
  EXPECT_THAT(read("- {a: &x \"b\\tc\", d: &y {e\\f: \"g\\\\h\"}}\n- {i: \"j\\tk\"}\n- {l: *x, m: *y}\n").records,
              ElementsAre("{a='b\tc', d={e\\f='g\\h'}}", "{i='j\tk'}", "{l='b\tc', m={e\\f='g\\h'}}"));
}

TEST(YamlDocument, ReadsDocumentsForEitherReaderInOneText) {
  YamlText text("a: 1\n---\nb: [2]\n---\né: 3\n---\nd: *x\n", "f.yaml");
  std::vector<std::string> places;
  const auto fault = text.read([&](const YamlNode& record) {
    const auto& entry = record.entries.front();
    const auto position = text.position_of(entry.value.offset);
    places.push_back(std::string(entry.key) + " " + std::to_string(position.line) + ":" + std::to_string(position.column));
    return true;
  });
  EXPECT_THAT(places, ElementsAre("a 1:4", "b 3:4", "é 5:4"));
  ASSERT_TRUE(fault);
  EXPECT_EQ(fault->position.line, 7U);
}

TEST(YamlDocument, DefusesAliasBombs) {
  std::string bomb = "a0: &a0 {x: lol}\n";
  for (int i = 1; i < 30; ++i) {
    const std::string last = "*a" + std::to_string(i - 1);
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " {x: " + last + ", y: " + last + "}\n";
  }
  EXPECT_THAT(read(bomb).fault, HasSubstr("an alias may stand only for"));
  const std::string wide = "a: &x " + std::string(100'000, 'x') + "\nb: [" + repeated("*x, ", 5000) + "]\n";
  EXPECT_THAT(read(wide).fault, HasSubstr("too_large 2:"));
}

TEST(YamlDocument, RefusesDeepNesting) {
  EXPECT_EQ(read("a: " + repeated("[", 31) + repeated("]", 31)).fault, "none");
  EXPECT_THAT(read("a: " + repeated("[", 32) + repeated("]", 32)).fault,
              "too_deep 1:35 lists and maps are nested too deeply: at most 32 levels");
  for (const std::string open : {"[", "{a: ", "- ", "? ", "a:\n "})
    EXPECT_THAT(read("x: " + repeated(open, 100'000)).fault,
                testing::AnyOf(HasSubstr("too_deep"), HasSubstr("too_large"), HasSubstr("yaml_syntax")))
        << open;
  EXPECT_THAT(read(repeated("[", 100'000)).fault, HasSubstr("too_deep"));
  EXPECT_THAT(read(repeated("- ", 100'000)).fault, HasSubstr("too_deep"));
}

TEST(YamlDocument, BoundsWhatOneRecordMayHold) {
  std::string values = "a:\n";
  values += repeated("- 1\n", 100'001);
  EXPECT_THAT(read(values).fault, HasSubstr("this document is too large: at most 100000 values and 4 MiB of text"));
  EXPECT_THAT(read("{" + repeated("x: 1, ", 400'000) + "}").fault,
              "too_large 1:1 a value or a list in brackets is too large: at most 1 MiB");
  EXPECT_EQ(read(repeated("- {a: 1}\n", 60'000)).records.size(), 60'000U);
  EXPECT_EQ(read("[" + repeated("{\"a\":1},", 60'000) + "]").records.size(), 60'000U);
}

TEST(YamlDocument, BoundsWhatOnlyTheSlowReaderReads) {
  const auto outcome = read("a: 1\n---\n- &x b\n" + repeated("- c\n", 6U << 20U));
  EXPECT_THAT(outcome.records, ElementsAre("{a=1}"));
  EXPECT_EQ(outcome.fault,
            "too_large 2:1 from here on more than 24 MiB of this file, aliases written out, are neither plain YAML nor plain JSON [write "
            "it without anchors, directives, texts of many lines, lists and keys behind '?', or as CSV]");
}

// 64 entries of some 20 bytes in place of each 6 of the text.
TEST(YamlDocument, BoundsWhatAliasesStandForAsIfItWereWrittenOut) {
  std::string map;
  for (int i = 0; i < 64; ++i) map += (i == 0 ? "" : ", ") + ("key" + std::to_string(i)) + ": value";
  const auto outcome = read("---\nb: 1\n---\n- &x {" + map + "}\n" + repeated("- *x\n", 30'000));
  EXPECT_EQ(outcome.fault.substr(0, 13), "too_large 3:1");
  EXPECT_GT(outcome.records.size(), 15'000U);
  EXPECT_LT(outcome.records.size(), 25'000U);
}

TEST(YamlDocument, RefusesBytesThatAreNotText) {
  EXPECT_EQ(read("a: 1\nb: caf\xE9\n").fault,
            "invalid_encoding 2:7 this is not valid UTF-8 [save the file as UTF-8, or name its encoding with --encoding]");
  EXPECT_EQ(read("a: \xED\xA0\x80").fault,
            "invalid_encoding 1:4 this is not valid UTF-8 [save the file as UTF-8, or name its encoding with --encoding]");
  EXPECT_EQ(read(std::string("a: b\0c\n", 7)).fault, "nul_byte 1:5 a NUL byte stands here: this is not a text file");
  EXPECT_EQ(read("a: 1\n\x04"
                 "b: 2\n")
                .fault,
            "yaml_syntax 2:1 a control character stands here");
}

TEST(YamlDocument, RefusesEscapesThatNoTextHolds) {
  EXPECT_EQ(read("a: \"x\\u0000\"\n").fault, "nul_byte 1:4 a NUL character is written in this text");
  EXPECT_EQ(read("a: \"\\ud83d\"\n").fault,
            "yaml_syntax 1:11 this is not YAML: invalid unicode: 55357 [write the character itself in place of its halves]");
}

TEST(YamlDocument, TurnsParserErrorsIntoFaults) {
  EXPECT_EQ(read("a: 1\n  b: 2\n").fault,
            "yaml_syntax 2:4 this is not YAML: illegal map value "
            "[a line above may be indented otherwise; a text that holds ': ' must be in quotes]");
  EXPECT_EQ(read("a: 1\n\tb: 2\n").fault,
            "yaml_syntax 2:1 this is not YAML: illegal tab when looking for indentation "
            "[indent with spaces, not with tabs]");
  EXPECT_EQ(read("a: *x\n").fault,
            "yaml_syntax 1:4 this is not YAML: the referenced anchor is not defined "
            "[put a text that starts with '*' in quotes; an alias stands behind its anchor, in the same document or item in brackets]");
  EXPECT_EQ(read("[{a: 1}").fault, "yaml_syntax 1:1 the bracket that opens here is never closed: a ']' is missing");
  EXPECT_EQ(read("a: 1\n---\nb: {c: [1, 2}\n").fault,
            "yaml_syntax 3:13 this is not YAML: illegal flow end "
            "[a bracket is closed here that was not opened, or another one was]");
  EXPECT_EQ(read("{a: {b: 1}\n").fault, "yaml_syntax 1:1 the bracket that opens here is never closed: a '}' is missing");
  EXPECT_EQ(read("ok: 1\n---\na: [1\n").records.size(), 1U);
}

TEST(QuotedText, IsCutAtSixtyCharacters) {
  EXPECT_EQ(quoted_text("7"), "'7'");
  EXPECT_EQ(quoted_text(repeated("é", 60)), "'" + repeated("é", 60) + "'");
  EXPECT_EQ(quoted_text(repeated("é", 61)), "'" + repeated("é", 60) + "…'");
}

}  // namespace
}  // namespace partnership
