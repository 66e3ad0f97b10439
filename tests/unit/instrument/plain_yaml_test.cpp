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

TEST(PlainYaml, TakesQuotesWithoutEscapes) {
  EXPECT_EQ(plain_record("a: \"x # y: z\"\nb: 'say \"no\"'\nc: \"\"\nd: {e: 'f, g}'}\n"),
            "0{0 a=3\"x # y: z\", 14 b=17\"say \"no\"\", 28 c=31\"\", 34 d=37{38 e=41\"f, g}\"}}");
}

TEST(PlainYaml, TakesNoValueForNull) {
  EXPECT_EQ(plain_record("a:\n# c\nb: null\nc: {d: , e: Null}\nf:"), "0{0 a=2~, 7 b=10~, 15 c=18{19 d=22~, 24 e=27~}, 33 f=35~}");
}

TEST(PlainYaml, TakesTimesAddressesAndOtherAlphabets) {
  EXPECT_EQ(plain_record("at: 2025-06-01T10:30:00\nby: r@b.org, https://a.org/x?y=z\nné: größe 日本\n"),
            "0{0 at=4 2025-06-01T10:30:00, 24 by=28 r@b.org, https://a.org/x?y=z, 57 né=62 größe 日本}");
}

TEST(PlainYaml, DeclinesWhatHasAMeaningInYaml) {
  for (const char* text :
       {"a: &x b\n",   "a: *x\n",  "a: !x b\n", "a: |\n  b\n", "a: >\n  b\n", "a: [b]\n",  "- a\n", "? a\n",      "a: @b\n",  "a: `b\n",
        "a: %b\n",     "a: - b\n", "<<: b\n",   "a: ~\n",      "~: a\n",      "null: a\n", ": a\n", "{a: b}\n",   "a: #b\n",  "a: b: c\n",
        "%YAML 1.2\n", "--- a\n",  "a: \"b\n",  "a: 'b\n",     "a:b\n",       "a : b\n",   "a\n",   "\"a\": b\n", "a: b\\\n", ""})
    EXPECT_EQ(plain_record(text), kDeclined) << text;
}

TEST(PlainYaml, DeclinesWhatGoesOnInTheNextLine) {
  for (const char* text : {"a: b\n  c\n", "a: b\n  # c\n", "a: \"b\n  c\"\n", "a: {b: c,\n  d: e}\n", "a: 'b'\n  c: d\n", "a: b\n c: d\n"})
    EXPECT_EQ(plain_record(text), kDeclined) << text;
}

TEST(PlainYaml, DeclinesEscapes) {
  for (const char* text : {"a: \"b\\n\"\n", "a: 'b''c'\n", "a: 'b\\'\n"}) EXPECT_EQ(plain_record(text), kDeclined) << text;
}

TEST(PlainYaml, DeclinesTabs) {
  for (const char* text :
       {"a:\tb\n", "a: b\t\n", "a: b\tc\n", "a: \"b\tc\"\n", "a:\n\tb: c\n", "a: {b:\tc}\n", "\t\na: b\n", "a: b \t# c\n"})
    EXPECT_EQ(plain_record(text), kDeclined) << text;
}

TEST(PlainYaml, DeclinesKeysGivenTwice) {
  for (const char* text : {"a: 1\na: 2\n", "b: 1\na: 2\nb: 3\n", "r:\n  c: 1\n  b: 1\n  b: 2\n", "r: {a: 1, b: 2, a: 3}\n"})
    EXPECT_EQ(plain_record(text), kDeclined) << text;
}

TEST(PlainYaml, DeclinesOddIndentation) {
  for (const char* text : {"r:\n  a: 1\n   b: 2\n", "r:\n  a: 1\n b: 2\n", " a: 1\n", "r:\n  a:\n    b: c\n", "a: 1\n  b: 2\n"})
    EXPECT_EQ(plain_record(text), kDeclined) << text;
}

TEST(PlainYaml, DeclinesOddFlowMaps) {
  for (const char* text :
       {"a: {b}\n", "a: {b:c}\n", "a: {b: c\n", "a: {b: c,}\n", "a: {, b: c}\n", "a: {b: {c: d}}\n", "a: {b: [c]}\n", "a: {b: c} d\n",
        "a: {b: c}# d\n", "a: {b: c:d}\n", "a: {\"b\": c}\n", "a: {b:, c: d}\n", "a: {b: 'c'd}\n", "a: {b: c}}\n"})
    EXPECT_EQ(plain_record(text), kDeclined) << text;
}

TEST(PlainYaml, DeclinesAByteOrderMark) {
  EXPECT_EQ(plain_record("\xEF\xBB\xBF"
                         "a: b\n"),
            kDeclined);
  EXPECT_EQ(compare_yaml_readers("[\xEF\xBB\xBF:").difference, "");
}

TEST(PlainYaml, DeclinesWhatIsLarge) {
  EXPECT_EQ(plain_record("a: " + std::string(1001, 'x') + "\n"), kDeclined);
  EXPECT_EQ(plain_record(std::string(129, 'x') + ": a\n"), kDeclined);
  std::string keys;
  for (int i = 0; i < 257; ++i) keys += "k" + std::to_string(i) + ": 1\n";
  EXPECT_EQ(plain_record(keys), kDeclined);
  EXPECT_EQ(plain_record("a: 1\n#" + std::string(kPlainPieceBytes, 'x') + "\n"), kDeclined);
}

// Texts much like responses, with a few bytes changed.
class Texts {
 public:
  explicit Texts(unsigned seed) : random_(seed) {}

  std::string next() {
    tame_ = chance(2);
    std::string text = response();
    if (chance(4)) text += "---\n" + response();
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
    return any_of(
        {"null", "10:30", "a, b", "é", "it's", "", "''", "NULL", "x: y", "~", "r@b.org", "-1", "\"a: b\"", "(x)", "\" a \"", "a:b", "$x"});
  }
  std::string rating() {
    if (chance(4)) return word();
    const std::string gap = one_of({" ", " ", " ", " ", " ", "", "  "});
    return one_of({"{", "{", "{ "}) + "ideal:" + gap + one_of({"4", "N/A", "", "'3'", "Very desirable"}) +
           one_of({", ", ", ", ", ", ", ", ",", " , ", "}"}) + "actual:" + one_of({" ", "  "}) + one_of({"a", "N/A", "\"c\"", ""}) +
           one_of({"}", "}", " }", "} # sure"});
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
      text += indent + "E" + std::to_string(i) + "P" + std::to_string(chance(9) ? below(9) : i) + one_of({": ", ": ", ": ", ": ", ":"}) +
              rating() + "\n" + idle_line();
    if (chance(4)) text += "role: last\n";
    if (chance(8)) text.pop_back();
    return text;
  }

  void change(std::string& text) {
    static const std::string kBytes = "  \n\n:::{},,\"'#-?&*!|>%@`[]~\t\\.<=a4Z_/\xC3\xA9";
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
        text.insert(at, any_of({": ", " #", "\n  ", "\n", "---\n", "...\n", "- ", ", ", "\xC2\x85", "\xE2\x80\xA8", "\xEF\xBB\xBF", "''",
                                "\n\n", "? ", "  "}));
        break;
      default:
        text.insert(at, text.substr(below(text.size()), below(12)));
    }
    if (text.empty()) text = "a: b\n";
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

}  // namespace
}  // namespace partnership
