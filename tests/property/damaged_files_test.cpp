// Small valid files of every layout, cut off at every byte and changed in one byte. Whatever is accepted must be what the
// whole file says, or another valid answer or name in place of the changed one; all else is refused with its place.
// PARTNERSHIP_CHANGES sets how many changes are tried, PARTNERSHIP_SEED which.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "partnership/saved_tally.hpp"
#include "property/random_rows.hpp"
#include "unit/input/reading.hpp"

namespace partnership {
namespace {

enum class Layout : std::uint8_t { Wide, Long, Counts, Yaml, Tally };

struct Sample {
  Layout layout;
  InputFormat format;
  std::string text;
};

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) text.replace(at, from.size(), to);
  return text;
}

std::string as_utf16(const std::string& ascii, bool little, bool marked) {
  std::string text = !marked ? "" : little ? "\xFF\xFE" : "\xFE\xFF";
  for (const char c : ascii) text += little ? std::string{c, '\0'} : std::string{'\0', c};
  return text;
}

constexpr const char* kWide =
    "respondent,role,E1P1_ideal,E1P1_actual,E1P2_ideal,E1P2_actual,E2S1_ideal,E2S1_actual,wave\n"
    "R1,staff,4,b,3,a,2,d,2024\nR2,sponsor,Very desirable,Standard practice,N/A,N/A,,c,2024\nR3,staff,1,a,NA,b,3,c,2025\n";
constexpr const char* kQuoted =
    "\"respondent\",\"note\",\"E1P1_ideal\",\"E1P1_actual\",\"wave\"\n"
    "\"R1\",\"said \"\"no\"\"\",\"4\",\"b\",\"2024\"\n\"R2\",\"two, or\nthree\",\"3\",\"c\",\"2024\"\n\"R3\",\"\",\"\",\"d\",\"2025\"\n";
constexpr const char* kLong =
    "respondent,wave,practice,ideal,actual\nR1,2024,E1P1,4,b\nR1,2024,E1P2,3,a\nR2,2024,E1P1,2,d\nR1,2024,E2S1,N/A,c\nR2,2024,E2S1,1,\n";
constexpr const char* kCounts =
    "practice,ideal,actual,count,wave\nE1P1,4,b,12,2024\nE1P1,3,c,7,2024\nE1P2,4,b,105,2024\nE2S1,N/A,,3,2024\n";
constexpr const char* kBlock =
    "instrument: established\nrespondent: R1\nrole: staff\nratings:\n  E1P1: {ideal: 4, actual: b}\n  E1P2: 3a\n  E2S1:\n    ideal: 2\n    "
    "actual: d\n"
    "---\n---\nrespondent: R2\nratings:\n  E1P1: 1c\n  E1P2: {ideal: N/A, actual: 'Standard practice'}\n---\nrespondent: R3\nratings: "
    "{E1P1: 4d, E2S1: 2b}\n";
constexpr const char* kJson =
    "[{\"respondent\": \"R1\", \"ratings\": {\"E1P1\": {\"ideal\": 4, \"actual\": \"b\"}, \"E1P2\": \"3a\"}},\n"
    " {\"respondent\": \"R2\", \"ratings\": {\"E1P1\": {\"ideal\": \"1\", \"actual\": null}, \"E2S1\": \"2c\"}}]\n";
constexpr const char* kList =
    "- respondent: R1\n  ratings: {E1P1: 4b, E1P2: 3a}\n- respondent: R2\n  ratings: {E1P1: 2c, E2S1: {ideal: 3, actual: b}}\n";

std::string saved_tally() {
  const random_rows::Folder folder;
  std::istringstream in;
  std::ostringstream out, err;
  apps::Io io{in, out, err, {}};
  const auto input = folder.write("responses.csv", "respondent,partnership,E1P1_ideal,E1P1_actual\nR1,P,4,b\nR2,P,3,c\nR3,Q,2,a\n");
  EXPECT_EQ(apps::tally({"--quiet", "--keep-hashes", input}, io), apps::kDone) << err.str();
  return out.str();
}

std::vector<Sample> samples() {
  std::vector<Sample> all;
  const std::map<std::string, Layout> tables = {
      {kWide, Layout::Wide}, {kQuoted, Layout::Wide}, {kLong, Layout::Long}, {kCounts, Layout::Counts}};
  for (const auto& [text, layout] : tables) {
    for (const char* delimiter : {",", ";", "|"})
      for (const char* line_end : {"\n", "\r\n"})
        all.push_back({layout, InputFormat::Csv, replaced(replaced(text, ",", delimiter), "\n", line_end)});
    all.push_back({layout, InputFormat::Tsv, replaced(text, ",", "\t")});
  }
  all.push_back({Layout::Wide, InputFormat::Csv, replaced(kWide, "\n", "\r")});
  all.push_back({Layout::Wide, InputFormat::Csv, std::string("\xEF\xBB\xBF") + kWide});
  for (const bool little : {true, false}) all.push_back({Layout::Wide, InputFormat::Csv, as_utf16(kWide, little, true)});
  all.push_back({Layout::Long, InputFormat::Csv, as_utf16(kLong, true, false)});
  for (const char* text : {kBlock, kJson, kList})
    for (const char* line_end : {"\n", "\r\n"}) all.push_back({Layout::Yaml, InputFormat::Yaml, replaced(text, "\n", line_end)});
  all.push_back({Layout::Tally, InputFormat::Tally, saved_tally()});
  return all;
}

// Everything a survey is told, of tally files too.
class Everything : public Kept {
 public:
  void begin_tally(const std::string&, const TallyHeader& header) override { tallied += header.scored; }
  void accept(const TalliedGroup&) override {}
  void accept(const HashedRespondent&) override {}
  using Kept::accept;

  std::uint64_t tallied = 0;
};

struct Reading {
  std::vector<std::string> responses;  // answers, for Counts with the practice and not the count
  std::uint64_t count = 0;             // of Counts and Tally: respondents
  std::vector<Fault> faults;
  bool has_open_end = false;           // as the note says
};

// In UTF-16 too: the byte of the character that is not 0.
bool ends_in_line_end(const std::string& text) {
  const auto last = text.find_last_not_of('\0');
  return last != std::string::npos && (text[last] == '\n' || text[last] == '\r');
}

Reading read(const Sample& sample, const std::string& bytes) {
  static const InputOptions kOptions = [] {
    auto options = small_options();
    options.threads = 1;
    options.hash = false;
    return options;
  }();
  auto options = kOptions;
  options.format = sample.format;
  if (sample.layout == Layout::Tally) options.instruments.assign(published_instruments().begin(), published_instruments().end());
  std::istringstream in(bytes);
  Everything kept;
  read_inputs({"-"}, in, options, kept);
  Reading reading{{}, kept.tallied, std::move(kept.rejected), !kept.open_ends.empty()};
  for (const auto& response : kept.responses) {
    reading.responses.push_back(answers_of(response));
    reading.faults.insert(reading.faults.end(), response.faults.begin(), response.faults.end());
  }
  for (const auto& counted : kept.counted) {
    Response one;
    one.ratings = {counted.rating};
    reading.responses.push_back(counted.instrument->practices[counted.practice].code + " " + answers_of(one));
    reading.count += counted.count;
  }
  return reading;
}

bool is_about_the_file(FaultKind kind) {
  const std::set<FaultKind> whole = {FaultKind::EmptyFile, FaultKind::UnknownFormat, FaultKind::FormatMismatch, FaultKind::NoResponses,
                                     FaultKind::InvalidEncoding};
  return whole.contains(kind);
}

void expect_places(const Reading& reading, const std::string& what) {
  for (const auto& fault : reading.faults) {
    EXPECT_EQ(fault.file, "-") << what;
    EXPECT_NE(fault.message, "") << what;
    EXPECT_TRUE(fault.position.line > 0 || is_about_the_file(fault.kind)) << what << ": " << line_of(fault);
  }
}

// No answer that the whole file does not have at this place; what the cut took away may be missing. A cut within the last
// cell cannot be told from a last line without its end, so that a name or count there may be shorter than it was; a note says so.
bool is_start_of(const std::string& cut, const std::string& whole) {
  if (cut.size() != whole.size()) return false;
  return std::equal(cut.begin(), cut.end(), whole.begin(), [](char c, char w) { return c == w || c == '.' || c == '-'; });
}

TEST(DamagedFiles, SamplesAreSound) {
  EXPECT_GE(samples().size(), 40U);
  for (const auto& sample : samples()) {
    const auto reading = read(sample, sample.text);
    EXPECT_TRUE(reading.faults.empty()) << sample.text << "\n" << (reading.faults.empty() ? "" : line_of(reading.faults.front()));
    EXPECT_GT(reading.responses.size() + reading.count, 1U) << sample.text;
  }
}

TEST(DamagedFiles, ACutFileIsRefusedOrHoldsItsFirstRecords) {
  for (const auto& sample : samples()) {
    const auto whole = read(sample, sample.text);
    for (std::size_t size = 0; size < sample.text.size(); ++size) {
      const auto text = sample.text.substr(0, size);
      const auto cut = read(sample, text);
      expect_places(cut, text);
      if (!cut.faults.empty()) continue;
      ASSERT_NE(sample.layout, Layout::Tally) << text;  // they say where they end
      EXPECT_EQ(cut.has_open_end, !ends_in_line_end(text) && text.front() != '[') << text;
      ASSERT_LE(cut.responses.size(), whole.responses.size()) << text;
      EXPECT_GT(cut.responses.size(), 0U) << text;
      EXPECT_LE(cut.count, whole.count) << text;
      for (std::size_t i = 0; i < cut.responses.size(); ++i) {
        // Rows of the long layout are answers of any response; in other layouts only the last record can be incomplete.
        const bool may_lack = sample.layout == Layout::Long || i + 1 == cut.responses.size();
        EXPECT_TRUE(may_lack ? is_start_of(cut.responses[i], whole.responses[i]) : cut.responses[i] == whole.responses[i])
            << text << "\n"
            << cut.responses[i] << " is not " << whole.responses[i];
      }
    }
  }
}

std::uint64_t number_of(const char* variable, std::uint64_t otherwise) {
  const char* const text = std::getenv(variable);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

std::string changed(std::string text, std::mt19937_64& numbers) {
  static constexpr std::string_view kLikely = ",;|\t\"'\n\r 0123456789abcdeABCDERPSN/.-:{}[]#&*!%@_\\";
  const auto at = numbers() % text.size();
  const char byte = numbers() % 4 == 0 ? static_cast<char>(numbers() % 256) : kLikely[numbers() % kLikely.size()];
  switch (numbers() % 3) {
    case 0:
      text[at] = byte;
      break;
    case 1:
      text.insert(at, 1, byte);
      break;
    default:
      text.erase(at, 1);
  }
  return text;
}

std::size_t differences(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) count += a[i] == b[i] ? 0 : 1;
  return count;
}

TEST(DamagedFiles, AChangedByteIsRefusedOrChangesOneRecord) {
  const auto all = samples();
  std::vector<Reading> wholes;
  for (const auto& sample : all) wholes.push_back(read(sample, sample.text));
  std::mt19937_64 numbers(number_of("PARTNERSHIP_SEED", 1));
  std::uint64_t refused = 0;
  const auto tries = number_of("PARTNERSHIP_CHANGES", 20'000);
  for (std::uint64_t i = 0; i < tries && !HasFailure(); ++i) {
    const auto& sample = all[i % all.size()];
    const auto& whole = wholes[i % all.size()];
    const auto text = changed(sample.text, numbers);
    if (text == sample.text) continue;
    const auto reading = read(sample, text);
    expect_places(reading, text);
    if (!reading.faults.empty()) {
      ++refused;
      continue;
    }
    EXPECT_NE(sample.layout, Layout::Tally) << text;  // they have a checksum
    if (sample.layout == Layout::Long) continue;      // another name is another response: only the answers are the same
    EXPECT_EQ(reading.responses.size(), whole.responses.size()) << "seed " << number_of("PARTNERSHIP_SEED", 1) << ", try " << i << ":\n"
                                                                << text;
    EXPECT_LE(differences(reading.responses, whole.responses), 1U) << text;
  }
  RecordProperty("refused", std::to_string(refused));
}

}  // namespace
}  // namespace partnership
