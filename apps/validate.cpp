// partnership-validate: is this instrument or response file sound? Every fault with its place, and what was read; of sound
// responses, on demand, which ones look as if they had not been filled in with care.
#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <ostream>
#include <set>
#include <system_error>

#include "level_report.hpp"
#include "quality_report.hpp"

namespace partnership::apps {
namespace {

constexpr const char* kExamples =
    "  partnership-validate examples/case-studies\n"
    "  partnership-validate --format csv DATA.csv > findings.csv\n"
    "  partnership-validate --quality examples/network/network.csv\n"
    "  partnership-template --instrument established | partnership-validate -\n";

constexpr std::uintmax_t kLargestLookedAt = 16 << 20;  // bytes; no instrument may be larger

Fault unreadable(FaultKind kind, const std::string& path, const std::string& message) {
  Fault fault;
  fault.kind = kind;
  fault.file = path;
  fault.message = message;
  return fault;
}

// An instrument is a YAML file with `principles:` at its top level; responses have no such key.
Result<bool> is_instrument(const std::string& path) {
  std::error_code error;
  const auto extension = std::filesystem::path(path).extension();
  if (extension != ".yaml" && extension != ".yml") return false;
  const bool is_file = std::filesystem::is_regular_file(path, error);
  const auto size = is_file ? std::filesystem::file_size(path, error) : 0;
  if (error == std::errc::no_such_file_or_directory) return false;  // as reading it will say
  if (error) return tl::unexpected(unreadable(FaultKind::CannotOpen, path, "cannot open the file: " + error.message()));
  if (!is_file || size > kLargestLookedAt) return false;
  std::ifstream file;
  do {
    errno = 0;
    file.open(path);
  } while (!file.is_open() && errno == EINTR);
  if (!file.is_open()) return tl::unexpected(unreadable(FaultKind::CannotOpen, path, "cannot open the file: " + std::generic_category().message(errno)));
  try {
    file.exceptions(std::ios::badbit);  // says why, and lets pass that there is no memory
    std::uintmax_t read = 0;
    for (std::string line; std::getline(file, line); read += line.size() + 1)
      if (line.starts_with("principles:")) return true;
    if (read < size) return tl::unexpected(unreadable(FaultKind::CannotRead, path, "cannot read the file: it has become shorter while it was read"));
  } catch (const std::ios_base::failure& failure) {
    return tl::unexpected(unreadable(FaultKind::CannotRead, path, "cannot read the file: " + failure.code().message()));
  }
  return false;
}

Row finding(const Fault& fault) {
  const auto number = [](std::uint64_t value) { return value == 0 ? Cell(Unavailable{}) : Cell(static_cast<std::int64_t>(value)); };
  return {fault.file, number(fault.position.line), number(fault.position.column), fault.practice, fault.value, std::string(code_of(fault.kind).code),
          fault.message};
}

Table findings_for_people(const std::vector<Fault>& faults) {
  Table table{"", {{"place", "place"}, {"message", "fault"}}, {}, {}};
  for (const auto& fault : faults) {
    std::string place = fault.file;
    if (fault.position.line > 0) place += fmt::format(":{}", fault.position.line);
    if (fault.position.column > 0) place += fmt::format(":{}", fault.position.column);
    table.rows.push_back({place, fault.hint.empty() ? fault.message : fault.message + "; " + fault.hint});
  }
  return table;
}

std::string plural(std::uint64_t n, const std::string& one) { return fmt::format("{} {}{}", n, one, n == 1 ? "" : "s"); }

// Of each stage how many answered, and of all of them what they gave.
void add_contents(std::vector<std::string>& lines, const Survey& survey) {
  for (const auto& instrument : survey.instruments()) {
    std::uint64_t respondents = 0;
    bool counts = false;
    std::set<std::string_view> partnerships, waves;
    for (const Group* group : survey.groups(*instrument, 1)) {
      respondents += group->tally.respondents();
      counts = counts || group->tally.counts_only();
      if (!group->values[0].empty()) partnerships.insert(group->values[0]);
      if (!group->wave.empty()) waves.insert(group->wave);
    }
    std::string line = fmt::format("{}: {}", instrument->name, respondents == 0 && counts ? "published counts" : plural(respondents, "response"));
    if (!partnerships.empty()) line += " of " + plural(partnerships.size(), "partnership");
    if (!waves.empty()) line += " in " + plural(waves.size(), "wave");
    lines.push_back(line + '.');
  }
  if (survey.files().empty()) return;
  const auto& totals = survey.totals();
  std::string line = fmt::format("{}, {}", plural(survey.files().size(), "file"), plural(totals.responses, "response"));
  if (totals.rejected > 0) line += fmt::format(" ({} with faults)", totals.rejected);
  if (totals.filtered > 0) line += fmt::format(" ({} not wanted by --where)", totals.filtered);
  lines.push_back(line + fmt::format(", {}, {}, {}.", totals.respondents ? plural(*totals.respondents, "respondent") : "respondents not known",
                                     plural(totals.answers, "answer"), plural(totals.pairs, "pair")));
}

// What was read, a sentence a line. `sound`: nothing wrong but what has been forgiven.
std::vector<std::string> summary(const Survey& survey, const std::vector<InstrumentPtr>& instruments, std::uint64_t shown, bool sound) {
  std::vector<std::string> lines;
  for (const auto& instrument : instruments)
    // NOLINTNEXTLINE(performance-inefficient-vector-operation): one or two of many lines
    lines.push_back(fmt::format("Instrument '{}': {}, {}.", instrument->name, plural(instrument->principles.size(), "principle"),
                                plural(instrument->practices.size(), "practice")));
  if (const auto& limit = survey.passed_limit()) {
    lines.push_back(fmt::format("{}; how many responses and answers is not known: {}.", plural(survey.files().size(), "file"), limit->message));
  } else {
    add_contents(lines, survey);
  }
  for (const auto& note : survey.notes()) lines.push_back("Note: " + note + ".");
  const auto faults = survey.fault_count();
  if (faults > 0 && sound) {
    lines.push_back(fmt::format("{} forgiven by --on-error; without it they are listed.", plural(faults, "fault")));
    return lines;
  }
  lines.push_back(faults == 0 ? "No faults." : faults > shown ? fmt::format("{}, {} of them listed (--max-faults).", plural(faults, "fault"), shown)
                                                              : plural(faults, "fault") + ".");
  return lines;
}

void print(Renderer& renderer, const std::vector<Fault>& faults, const std::vector<std::string>& lines, bool people) {
  if (people) {
    Table table = findings_for_people(faults);
    table.notes = lines;
    if (faults.empty()) table.columns.clear();
    return render(table, renderer);
  }
  Table head;
  for (const char* name : {"file", "line", "column", "practice", "value", "fault", "message"}) head.columns.push_back({name, name});
  renderer.begin(head);
  for (const auto& fault : faults) renderer.row(finding(fault));
  renderer.end({});
}

}  // namespace

int validate(const Arguments& arguments, Io& io) {
  ToolOptions options("validate", "Is this instrument or response file sound? Every fault, with its place.", kExamples);
  int most_faults = 1000;
  bool quality = false;
  options.add_input_options();
  options.add_number("--max-faults", most_faults, 1, 100000, "List at most so many (default 1000); all are\ncounted");
  options.add_flag("--quality", quality,
                   "In sound responses, signs that one was not filled\nin with care; CSV, TSV and JSON: a row for each\nnamed respondent. "
                   "Keeps single responses in memory");
  options.add_output_options({"table", "csv", "tsv", "json", "jsonl", "markdown"});
  if (const auto status = options.parse(arguments, io)) return *status;
  if (options.input().inputs.empty()) return usage_error("validate", "no input; give files, folders or - for standard input", io);

  Session session(options, io);
  std::vector<InstrumentPtr> instruments;
  const auto status = session.inspect(quality ? quality_groupings() : std::vector<Grouping>{{}, {"partnership"}},
                                      quality ? quality_depths() : std::vector<TallyDepth>{}, static_cast<std::size_t>(most_faults),
                                      [&](const std::string& input, Survey& survey) {
                                        const auto is_one = is_instrument(input);
                                        if (is_one && !*is_one) return false;
                                        const auto loaded = is_one ? load_instrument(input) : tl::unexpected(is_one.error());
                                        if (loaded)
                                          instruments.push_back(*loaded);
                                        else
                                          survey.reject(loaded.error());
                                        return true;
                                      });
  if (status) return *status;
  const Survey& survey = session.survey();
  const bool people = for_people(options.format());
  const bool sound = survey.fault_count() == 0 || (quality && survey.usable());  // the listing may leave out what --on-error forgives
  auto lines = summary(survey, instruments, survey.faults().size(), sound);
  const int written = session.write([&](const Printing& to) {
    if (!quality || !sound)
      print(to.renderer, survey.faults(), lines, people);
    else if (people)
      print_quality_for_people(to.renderer, survey, lines);
    else
      print_quality_rows(to, survey);
  });
  if (written != kDone) return written;
  if (!people && quality && sound) {
    const auto more = not_listed(survey);
    lines.insert(lines.begin(), more.begin(), more.end());
  }
  if (!people && !options.output().quiet)
    for (const auto& line : lines) io.err << for_terminal(line, io.terminal.charset) << '\n';
  return sound ? kDone : kBadInput;
}

}  // namespace partnership::apps
