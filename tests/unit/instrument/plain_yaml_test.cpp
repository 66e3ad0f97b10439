#include "instrument/plain_yaml.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "unit/instrument/yaml_readers.hpp"

namespace partnership {
namespace {

constexpr std::string_view kDeclined = "declined";

TEST(PlainYaml, TakesAResponse) {
  EXPECT_EQ(plain_record("instrument: established\nwave: 2025-06\nratings:\n  E1P1: {ideal: 4, actual: d}\n  E1P2: 4b\n  E1P3:\n"),
            "0{0 instrument=12 established, 24 wave=30 2025-06, 38 ratings=49{49 E1P1=55{56 ideal=63 4, 66 actual=74 d}, "
            "79 E1P2=85 4b, 90 E1P3=95~}}");
}

TEST(PlainYaml, TakesMarkersCommentsAndBlankLines) {
  EXPECT_EQ(plain_record("# c\n\n---\n# d: {\n\na: b # c\n\nc: \"d\"   # e\nr:\n    # deep\n  x: y\n\n  # f\n  z: w\nd: e  "),
            "17{17 a=20 b, 27 c=30\"d\", 40 r=56{56 x=59 y, 70 z=73 w}, 75 d=78 e}");
}

TEST(PlainYaml, TakesAFlowMapBehindAMarker) { EXPECT_EQ(plain_record("# c\n---  {a: 1} # c\n# c\n"), "9{10 a=13 1}"); }

TEST(PlainYaml, TakesQuotesWithoutEscapes) {
  EXPECT_EQ(plain_record("a: \"x # y: z\"\nb: 'say \"no\"'\nc: \"\"\nd: {e: 'f, g}'}\n"),
            "0{0 a=3\"x # y: z\", 14 b=17\"say \"no\"\", 28 c=31\"\", 34 d=37{38 e=41\"f, g}\"}}");
}

TEST(PlainYaml, TakesNoValueForNull) {
  EXPECT_EQ(plain_record("a:\n# c\nb: null\nc: {d: , e: Null}\nf: ~\ng:"),
            "0{0 a=2~, 7 b=10~, 15 c=18{19 d=22~, 24 e=27~}, 33 f=36~, 38 g=40~}");
}

TEST(PlainYaml, TakesJson) {
  EXPECT_EQ(plain_record(R"({"wave":"2025","ratings":{"E1P1":{"ideal":4,"actual":"d"},"E1P2":"4b","E1P3":null}})"),
            "0{1 wave=8\"2025\", 15 ratings=25{26 E1P1=33{34 ideal=42 4, 44 actual=53\"d\"}, 58 E1P2=65\"4b\", 70 E1P3=77~}}");
}

TEST(PlainYaml, TakesJsonOverManyLines) {
  EXPECT_EQ(plain_record("{\n\t\"a\" : 1,\n\t\"b\": {\n\t\t\"c\":\n\"d\"\n}\n}\n"), "0{3 a=9 1, 13 b=18{22 c=27\"d\"}}");
}

TEST(PlainYaml, TakesEscapesOfJson) {
  EXPECT_EQ(plain_record(R"({"a":"caf\u00e9 \"x\" \\ \/","b":"\u20AC"})"), "0{1 a=5\"café \"x\" \\ /\", 29 b=33\"€\"}");
  EXPECT_EQ(plain_record(R"(a: "1\n2\t3\r4\b5\f6 \x41\xe9")"), "0{0 a=3\"1\n2\t3\r4\b5\f6 Aé\"}");
  EXPECT_EQ(plain_record(R"(a: "\uD83D\uDE00")"), "0{0 a=3\"😀\"}") << "which yaml-cpp refuses";
}

TEST(PlainYaml, TakesQuotesWithinQuotes) { EXPECT_EQ(plain_record("a: 'it''s'\nb: ''''\n"), "0{0 a=3\"it's\", 11 b=14\"'\"}"); }

TEST(PlainYaml, TakesQuotesWithinAPlainText) { EXPECT_EQ(plain_record("a: the \"Hub\"\n"), "0{0 a=3 the \"Hub\"}"); }

TEST(PlainYaml, TakesNumbersBelowZero) { EXPECT_EQ(plain_record("{a: -1, b: -2.5}"), "0{1 a=4 -1, 8 b=11 -2.5}"); }

TEST(PlainYaml, TakesSpacesAndCommentsBehindAColon) {
  EXPECT_EQ(plain_record("a: \nb: # c\n  c: d\ne: #f\n"), "0{0 a=2~, 4 b=13{13 c=16 d}, 18 e=20~}");
  EXPECT_EQ(plain_record("a: "), kDeclined);
  EXPECT_EQ(plain_record("a: # c"), kDeclined);
}

TEST(PlainYaml, TakesMapsOfThreeLevels) {
  EXPECT_EQ(plain_record("r:\n  E1P1:\n    ideal: 4\n    actual: d\n  E1P2:\nw: 1\n"),
            "0{0 r=5{5 E1P1=15{15 ideal=22 4, 28 actual=36 d}, 40 E1P2=45~}, 46 w=49 1}");
  EXPECT_EQ(plain_record("a:\n b: {c: d}\n"), "0{0 a=4{4 b=7{8 c=11 d}}}");
}

TEST(PlainYaml, DeclinesMapsOfFourLevels) {
  for (const char* text : {"a: {b: {c: {d: e}}}\n", "a:\n b:\n  c:\n   d: e\n", "a:\n b:\n  c: {d: e}\n", "a:\n b: {c: {d: e}}\n"})
    EXPECT_EQ(plain_record(text), kDeclined) << text;
}

TEST(PlainYaml, TakesAnItemOfAList) {
  EXPECT_EQ(plain_record("- a: 1\n  r:\n    E1P1: 4b\n  # c\n  b: 2\n"), "2{2 a=5 1, 9 r=16{16 E1P1=22 4b}, 33 b=36 2}");
  EXPECT_EQ(plain_record("  -   {a: 1} # c\n"), "6{7 a=10 1}");
  EXPECT_EQ(plain_record("- # c\n\n   a: 1\n   b: 2\n"), "10{10 a=13 1, 18 b=21 2}");
  EXPECT_EQ(plain_record("  -\n  a: 1\n"), kDeclined);
  EXPECT_EQ(plain_record("- a: 1\n- a: 2\n"), kDeclined);
  EXPECT_EQ(plain_record("- a: 1\nb: 2\n"), kDeclined);
  EXPECT_EQ(plain_record("- a: 1\n b: 2\n"), kDeclined);
}

TEST(PlainYaml, TakesAPieceWithoutARecord) {
  EXPECT_EQ(plain_record(""), "0~");
  EXPECT_EQ(plain_record("# c\n\n"), "5~");
  EXPECT_EQ(plain_record("---\n"), "4~");
  EXPECT_EQ(plain_record("--- # c\n"), "8~");
  EXPECT_EQ(plain_record("--- ~ # c\n"), "4~");
  EXPECT_EQ(plain_record("-\n"), "2~");
  EXPECT_EQ(plain_record("- null # c\n"), "2~");
  EXPECT_EQ(plain_record("~"), "0~");
}

TEST(PlainYaml, TakesTimesAddressesAndOtherAlphabets) {
  EXPECT_EQ(plain_record("at: 2025-06-01T10:30:00\nby: r@b.org, https://a.org/x?y=z\nné: größe 日本\n"),
            "0{0 at=4 2025-06-01T10:30:00, 24 by=28 r@b.org, https://a.org/x?y=z, 57 né=62 größe 日本}");
}

TEST(PlainYaml, DeclinesWhatHasAMeaningInYaml) {
  for (const char* text :
       {"a: &x b\n",   "a: *x\n",  "a: !x b\n", "a: |\n  b\n", "a: >\n  b\n", "a: [b]\n",  "- a\n", "? a\n",      "a: @b\n",  "a: `b\n",
        "a: %b\n",     "a: - b\n", "<<: b\n",   "a: ,b\n",     "~: a\n",      "null: a\n", ": a\n", "{a: b} c\n", "a:#b\n",   "a: b: c\n",
        "%YAML 1.2\n", "--- a\n",  "a: \"b\n",  "a: 'b\n",     "a:b\n",       "a : b\n",   "a\n",   "\"a\":b\n",  "a: b\\\n", "-a: b\n"})
    EXPECT_EQ(plain_record(text), kDeclined) << text;
}

TEST(PlainYaml, DeclinesWhatGoesOnInTheNextLine) {
  for (const char* text :
       {"a: b\n  c\n", "a: b\n  # c\n", "a: \"b\n  c\"\n", "a: {b: c\n  d}\n", "a: {'b'\n: c}\n", "a: 'b'\n  c: d\n", "a: b\n c: d\n"})
    EXPECT_EQ(plain_record(text), kDeclined) << text;
}

TEST(PlainYaml, DeclinesOtherEscapes) {
  for (const char* text :
       {R"(a: "\u0000")", R"(a: "\uD83D")", R"(a: "\uDE00\uD83D")", R"(a: "\uD83D\u0041")", R"(a: "\uD83D\n")", R"(a: "\u12")",
        R"(a: "\u+123")", R"(a: "\u-123")", R"(a: "\xe")", R"(a: "\U0001F600")", R"(a: "\e")", R"(a: "\)", R"(a: 'b'')"})
    EXPECT_EQ(plain_record(text), kDeclined) << text;
}

TEST(PlainYaml, DeclinesTabs) {
  for (const char* text : {"a:\tb\n", "a: b\t\n", "a: b\tc\n", "a: \"b\tc\"\n", "a:\n\tb: c\n", "-\ta: b\n", "\t\na: b\n", "a: b \t# c\n"})
    EXPECT_EQ(plain_record(text), kDeclined) << text;
}

TEST(PlainYaml, DeclinesKeysGivenTwice) {
  for (const char* text : {"a: 1\na: 2\n", "b: 1\na: 2\nb: 3\n", "r:\n  c: 1\n  b: 1\n  b: 2\n", "r: {a: 1, b: 2, a: 3}\n"})
    EXPECT_EQ(plain_record(text), kDeclined) << text;
}

TEST(PlainYaml, DeclinesOddIndentation) {
  for (const char* text : {"r:\n  a: 1\n   b: 2\n", "r:\n  a: 1\n b: 2\n", " a: 1\n", "r:\n  a:\n    b: c\n   d: e\n", "a: 1\n  b: 2\n"})
    EXPECT_EQ(plain_record(text), kDeclined) << text;
}

TEST(PlainYaml, DeclinesOddFlowMaps) {
  for (const char* text :
       {"a: {b}\n", "a: {b:c}\n", "a: {b: c\n", "a: {b: c,}\n", "a: {, b: c}\n", "a: {b: {c: d}\n", "a: {b: [c]}\n", "a: {b: c} d\n",
        "a: {b: c}# d\n", "a: {b: c:d}\n", "a: {\"b\" c}\n", "a: {b:, c: d}\n", "a: {b: 'c'd}\n", "a: {b: c}}\n"})
    EXPECT_EQ(plain_record(text), kDeclined) << text;
}

TEST(PlainYaml, DeclinesAByteOrderMark) {
  EXPECT_EQ(plain_record("\xEF\xBB\xBF"
                         "a: b\n"),
            kDeclined);
}

TEST(PlainYaml, DeclinesWhatIsLarge) {
  EXPECT_EQ(plain_record(std::string(129, 'x') + ": a\n"), kDeclined);
  EXPECT_EQ(plain_record("a: 1\n#" + std::string(kPlainPieceBytes, 'x') + "\n"), kDeclined);
}

// Texts much like responses, with a few bytes changed.
class Texts {
 public:
  explicit Texts(unsigned seed) : random_(seed) {}

  std::string next() {
    tame_ = chance(2);
    std::string text;
    switch (below(4)) {
      case 0:
        text = one_of({"", "[", "- "}) + json();
        while (text[0] == '[' && chance(2)) text += one_of({",", ",\n", " , "}) + json();
        if (text[0] == '[') text += ']';
        break;
      case 1:
        text = list();
        break;
      default:
        text = response();
        if (chance(4)) text += "---\n" + response();
    }
    for (std::size_t changes = below(4); changes > 0; --changes) change(text);
    return text;
  }

  std::string next_list() {
    tame_ = chance(2);
    std::string text = list();
    for (std::size_t changes = below(4); changes > 0; --changes) change(text);
    return text;
  }

 private:
  std::size_t below(std::size_t count) { return std::uniform_int_distribution<std::size_t>(0, count - 1)(random_); }
  bool chance(std::size_t one_in) { return below(one_in) == 0; }
  std::string any_of(const std::vector<std::string>& all) { return all[below(all.size())]; }
  // The first two are the most usual; half of the texts have few others.
  std::string one_of(const std::vector<std::string>& all) { return all[below(tame_ && !chance(12) ? 2 : all.size())]; }

  std::string word() {
    if (!chance(6))
      return any_of({"4", "b", "N/A", "established", "R01", "2025-06", "Greater Bay", "\"Greater Bay\"", "'x # y'", "4b", "a b  c"});
    return any_of({"null", "10:30", "a, b", "é", "it's", "", "''", "NULL", "x: y", "~", "r@b.org", "-1", "\"a: b\"", "(x)", "\" a \"",
                   "a:b", "$x", std::string(1100, 'x'), '"' + std::string(1100, 'y') + '"'});
  }
  std::string rating() {
    if (chance(4)) return word();
    const std::string gap = one_of({" ", " ", " ", " ", " ", "", "  "});
    return one_of({"{", "{", "{ "}) + "ideal:" + gap + one_of({"4", "N/A", "", "'3'", "Very desirable"}) +
           one_of({", ", ", ", ", ", ", ", ",", " , ", "}"}) + "actual:" + one_of({" ", "  "}) + one_of({"a", "N/A", "\"c\"", ""}) +
           one_of({"}", "}", " }", "} # sure"});
  }
  std::string space() { return one_of({"", "", " ", "\n", "\n  ", "\t", " \t\n"}); }
  std::string json_value(int depth) {
    if (depth == 0 || chance(4))
      return one_of({"4", "\"b\"", "null", "\"N/A\"", "\"caf\\u00e9\"", R"("a \"b\" \\ \/")", R"("\ud83d\ude00")", R"("\xe9\n\u0007")",
                     "'it''s'", "'x'", "", "[]", "-1", "a b"});
    std::string text = "{";
    for (std::size_t i = below(4); i > 0; --i)
      text += (text.size() > 1 ? "," : "") + space() + one_of({"\"k", "\"K", "'k", "k"}) + std::to_string(chance(9) ? 1 : i) +
              (text.ends_with('\'') ? "'" : "\"") + one_of({":", ": ", " :", ":\n"}) + json_value(depth - 1) + space();
    return text + one_of({"}", "}", ",}"});
  }
  std::string json() { return space() + json_value(chance(9) ? 4 : 3) + space(); }

  std::string item() {
    const std::string indent = one_of({"  ", "  ", "   ", "    "});
    std::string text = one_of({"", "", " ", "---\n"}) + "-" + indent.substr(1);
    const std::string response = this->response();
    std::size_t at = 0;
    for (std::size_t line = 0; at < response.size(); ++line) {
      const std::size_t end = std::min(response.find('\n', at), response.size() - 1) + 1;
      text += (line == 0 ? "" : indent) + response.substr(at, end - at);
      at = end;
    }
    return text;
  }

  std::string list() {
    std::string text;
    for (std::size_t i = below(3) + 1; i > 0; --i) text += item();
    return text;
  }

  std::string idle_line() {
    return chance(tame_ ? 8 : 3) ? any_of({"\n", "\n", "# c: {d\n", "# c\n", "  # c\n", "   \n", "    # deep\n"}) : "";
  }
  std::string response() {
    std::string text = one_of({"", "", "---\n", "# c\n---\n"});
    std::vector<std::string> keys = {"instrument", "wave", "role", "a key", "x_1", "wave"};
    std::shuffle(keys.begin(), keys.end(), random_);
    keys.resize(1 + below(3));
    for (const auto& key : keys)
      text += key + one_of({": ", ": ", ": ", ": ", ":  ", ":"}) + word() + one_of({"\n", "\n", "\n", " \n", " # c\n"}) + idle_line();
    text += one_of({"ratings:\n", "ratings:\n", "ratings: \n", "ratings: # c\n"}) + idle_line();
    const std::string indent = one_of({"  ", "  ", " ", "    ", ""});
    for (std::size_t i = below(5); i > 0; --i)
      text += indent + one_of({"E", "E", "\"E", "'E"}) + std::to_string(i) + "P" + std::to_string(chance(9) ? below(9) : i) +
              one_of({": ", ": ", "\": ", "': ", ":"}) + (chance(6) ? "\n" + indent + indent + "ideal: 4" : rating()) + "\n" + idle_line();
    if (chance(4)) text += "role: last\n";
    if (chance(8)) text.pop_back();
    return text;
  }

  void change(std::string& text) {
    static const std::string kBytes = "  \n\n:::{},,\"'#-?&*!|>%@`[]~\t\\.<=a4Z_/\xC3\xA9";
    if (text.empty()) text = "a: b\n";
    const std::size_t at = below(text.size());
    switch (below(5)) {
      case 0:
        text[at] = kBytes[below(kBytes.size())];
        break;
      case 1:
        text.insert(at, 1, kBytes[below(kBytes.size())]);
        break;
      case 2:
        text.erase(at, 1 + below(3));
        break;
      case 3:
        text.insert(at, any_of({": ", " #", "  ---\n", " ---\n", "&x ", "*x", "\n  ", "\n", "---\n", "...\n", "- ", ", ", "\xC2\x85",
                                "\xE2\x80\xA8", "\xEF\xBB\xBF", "''", "\n\n", "? ", "  "}));
        break;
      default:
        text.insert(at, text.substr(below(text.size()), below(12)));
    }
  }

  std::mt19937 random_;
  bool tame_ = true;
};

TEST(PlainYaml, ReadsAsYamlCppDoesOrNotAtAll) {
  Texts texts(20250607);
  std::size_t plain = 0;
  std::size_t declined = 0;
  for (int i = 0; i < 60'000; ++i) {
    const auto agreement = compare_yaml_readers(texts.next());
    ASSERT_EQ(agreement.difference, "") << "text " << i;
    plain += agreement.plain;
    declined += agreement.declined;
  }
  EXPECT_GT(plain, 5'000U);
  EXPECT_GT(declined, 5'000U);
}

// A list in which a '&' may be an anchor is not cut into its items.
TEST(YamlPieces, CutListsHoldWhatTheyHoldAsAWhole) {
  Texts texts(20261130);
  std::size_t accepted = 0;
  for (int i = 0; i < 20'000; ++i) {
    const std::string text = texts.next_list();
    const auto cut = records_of(text + "\n- # .x\n");
    if (!cut) continue;
    ++accepted;
    ASSERT_EQ(cut, records_of(text + "\n- # &x\n")) << text;
  }
  EXPECT_GT(accepted, 2'000U);
}

}  // namespace
}  // namespace partnership
