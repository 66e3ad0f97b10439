#include "fuzz/reading.hpp"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <sstream>

#include "partnership/group_statistics.hpp"
#include "partnership/saved_tally.hpp"

namespace partnership::fuzz {
namespace {

constexpr std::string_view kForm = R"(
name: small
stage: S
title: Three practices
scales:
  ideal: {1: Unwanted, 2: Tolerable, 3: Useful, 4: Essential, N/A: Does not apply}
  actual: {a: Never, b: Sometimes, c: Often, d: Always, N/A: Does not apply}
principles:
  - key: goals
    heading: Goals
    partnership: {practices: {S1P1: agree on goals}}
    sponsor: {practices: {S1S1: say what is expected}}
  - key: trust
    heading: Trust
    partnership: {practices: {S2P1: keep promises}}
)";

}  // namespace

void expect(bool holds, std::string_view what) {
  if (holds) return;
  std::fprintf(stderr, "%.*s\n", static_cast<int>(what.size()), what.data());
  std::abort();
}

void expect_equal(std::string_view what, const std::string& found, const std::string& expected) {
  if (found == expected) return;
  std::fprintf(stderr, "--- expected\n%s\n--- found\n%s\n", expected.c_str(), found.c_str());
  expect(false, what);
}

const std::vector<InstrumentPtr>& instruments() {
  static const std::vector<InstrumentPtr> kAll = [] {
    std::vector<InstrumentPtr> all = {parse_instrument(kForm, "form.yaml").value()};
    const auto published = published_instruments();
    all.insert(all.end(), published.begin(), published.end());
    return all;
  }();
  return kAll;
}

SurveyOf::SurveyOf(const std::string& text, const SurveyOptions& options, std::optional<InputFormat> format) : Survey(options) {
  std::istringstream in(text);
  InputOptions reading;
  reading.instruments = fuzz::instruments();  // a survey has instruments of its own
  reading.format = format;
  reading.threads = 1;
  read_inputs({"-"}, in, reading, *this);
}

std::string told_by(const Survey& survey) {
  const auto& totals = survey.totals();
  std::ostringstream text;
  text << totals.responses << ' ' << totals.scored << ' ' << totals.rejected << ' ' << totals.filtered << ' '
       << totals.respondents.value_or(0) << ' ' << totals.answers << ' ' << totals.pairs << ' ' << totals.invalid_cells << '\n';
  for (const auto& fault : survey.faults()) text << format_error(fault);
  for (const auto& note : survey.notes()) text << note << '\n';
  if (survey.usable()) write_tally(text, survey, TallyHashes::Left);
  return text.str();
}

void expect_sound(const Survey& survey) {
  const auto& totals = survey.totals();
  expect(totals.responses == totals.scored + totals.rejected + totals.filtered, "read = scored + rejected + filtered");
  expect(survey.faults().size() <= survey.fault_count(), "kept faults are counted");
  expect(totals.rejected == 0 || survey.fault_count() > 0, "a response is rejected for a fault");
  for (const auto& fault : survey.faults()) expect(!fault.message.empty() && !fault.file.empty(), "a fault names its file and says what is wrong");
  expect(survey.usable() || survey.fault_count() > 0 || totals.scored == 0, "what is unusable has a fault or nothing scored");
  if (!survey.usable()) return;
  for (const auto& instrument : survey.instruments())
    for (const Group* group : survey.groups(*instrument, 0)) {
      const GroupStatistics statistics(group->tally);
      for (const Level level : {Level::Practice, Level::Block, Level::Principle, Level::Actor, Level::Overall})
        for (const auto& subject : statistics.subjects(level))
          for (const auto& row : statistics_table()) {
            if (!row.at(level)) continue;
            const Estimate estimate = statistics.get(row, subject);
            expect(!std::isinf(estimate.value), "no statistic is infinite");
            expect(estimate.available() || estimate.reason != Reason::None, "an unavailable value has its reason");
          }
    }
}

}  // namespace partnership::fuzz
