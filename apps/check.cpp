// partnership-check: how healthy is this partnership? One screen for a partnership, one after another for several.
// Everything shown comes from the library by name; this file chooses and lays out.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <sstream>

#include "gate.hpp"
#include "level_report.hpp"
#include "partnership/statistics.hpp"
#include "role_split.hpp"
#include "rows_in_order.hpp"

namespace partnership::apps {
namespace {

constexpr const char* kExamples =
    "  partnership-check examples/case-studies/pacific-bay.csv\n"
    "  partnership-check --where 'partnership=Community Café' examples/case-studies\n";

// By partnership, and within it by role and by organisation.
const std::vector<Grouping> kBy = {{"partnership"}, {"partnership", "role"}, {"partnership", "organisation"}};
const std::vector<TallyDepth> kDepths = {TallyDepth::Scopes, TallyDepth::Practices, TallyDepth::Practices};
constexpr int kNarrowest = 60, kWidest = 120;  // columns of the screen
constexpr int kListed = 3;          // practices in each list

// One partnership's groups in its latest wave.
struct PartnershipGroups {
  ScoredGroups::Member whole;
  std::vector<const Group*> roles, organisations;
  bool earlier_waves = false;
};
struct Partnership {  // the same, scored
  ScoredGroup whole;
  const PartnershipGroups& groups;
  [[nodiscard]] const GroupStatistics& statistics() const { return whole.statistics; }
  [[nodiscard]] std::string name() const { return whole.group->values[0].empty() ? "Partnership without a name" : whole.group->values[0]; }
};

// Each partnership in its latest wave.
std::vector<PartnershipGroups> latest(const Survey& survey) {
  const auto& instruments = survey.instruments();
  const auto stage_of = [&](const Group& group) {
    return std::find_if(instruments.begin(), instruments.end(), [&](const InstrumentPtr& i) { return i.get() == &group.tally.instrument(); });
  };
  // Stages in the survey's order, then names: a partnership that joined in a later wave came last.
  const auto before = [&](const Group& a, const Group& b) {
    const auto of_a = stage_of(a), of_b = stage_of(b);
    return of_a != of_b ? of_a < of_b : natural_less(a.values[0], b.values[0]);
  };
  auto wholes = members_of(survey, kBy, 0);  // in the order of waves
  std::stable_sort(wholes.begin(), wholes.end(), [&](const auto& a, const auto& b) { return before(*a.group, *b.group); });
  std::vector<PartnershipGroups> found;
  found.reserve(wholes.size());
  for (const auto& whole : wholes) {
    if (found.empty() || before(*found.back().whole.group, *whole.group))
      found.push_back({whole, {}, {}, false});
    else
      found.back() = {whole, {}, {}, true};
  }
  for (const auto part : {&PartnershipGroups::roles, &PartnershipGroups::organisations})
    for (const auto& [group, by] : members_of(survey, kBy, part == &PartnershipGroups::roles ? 1 : 2)) {
      auto& of = *std::lower_bound(found.begin(), found.end(), group, [&](const PartnershipGroups& a, const Group* b) { return before(*a.whole.group, *b); });
      if (group->wave == of.whole.group->wave) (of.*part).push_back(group);
    }
  return found;
}

double value(const GroupStatistics& statistics, const Subject& subject, std::string_view name) { return statistics.get(name, subject)->value; }

// The first practices by a statistic, larger first if `descending`; those without a value are left out.
std::vector<Subject> first_by(const GroupStatistics& statistics, std::string_view name, bool descending, std::size_t most) {
  std::vector<std::pair<double, Subject>> found;
  for (const auto& subject : statistics.subjects(Level::Practice))
    if (const double v = value(statistics, subject, name); !std::isnan(v)) found.emplace_back(descending ? -v : v, subject);
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<Subject> first;
  for (std::size_t i = 0; i < std::min(most, found.size()); ++i) first.push_back(found[i].second);
  return first;
}

std::vector<Subject> most_congruent(const GroupStatistics& s) { return first_by(s, "congruence_rank", false, kListed); }
std::vector<Subject> largest_gaps(const GroupStatistics& s) {
  auto found = first_by(s, "gap_rank", false, kListed);
  found.erase(std::remove_if(found.begin(), found.end(), [&](const Subject& subject) { return value(s, subject, "gap_mean") <= 0; }), found.end());
  return found;
}
std::vector<Subject> most_contested(const GroupStatistics& s) {
  auto found = first_by(s, "actual_ad", true, kListed);
  found.erase(std::remove_if(found.begin(), found.end(), [&](const Subject& subject) { return value(s, subject, "actual_ad") <= 0; }), found.end());
  return found;
}

class Screen {
 public:
  Screen(std::ostream& out, const RenderOptions& options)
      : out_(&out), options_(options), width_(static_cast<std::size_t>(std::clamp(options.width, kNarrowest, kWidest))) {}

  void print(const Partnership& partnership);

 private:
  [[nodiscard]] bool unicode() const { return options_.charset == Charset::Unicode; }
  [[nodiscard]] std::string safe(std::string_view text) const { return for_terminal(text, options_.charset); }
  [[nodiscard]] std::string bold(const std::string& text) const { return options_.colour == Colour::On ? "\x1b[1m" + text + "\x1b[0m" : text; }
  [[nodiscard]] std::string number(double v, NumberStyle style = NumberStyle::Plain) const {
    return format_cell(std::isnan(v) ? Cell(Unavailable{}) : Cell(v), style, options_.charset);
  }
  void paragraph(const std::string& text, const std::string& first_indent, const std::string& indent);
  void heading(const std::string& text) { *out_ << '\n' << bold(text) << '\n'; }

  void print_title(const Partnership& partnership);
  void print_who(const Partnership& partnership);
  void print_headline(const GroupStatistics& statistics);
  void print_bars(const GroupStatistics& statistics);
  void print_bar(const std::string& label, double mean, Side side, std::size_t room, const std::string& tail);
  void print_practices(const std::string& title, const GroupStatistics& statistics, const std::vector<Subject>& subjects, std::string_view name,
                       NumberStyle style);
  void print_actors(const GroupStatistics& statistics);
  void print_contested(const Partnership& partnership);
  void print_missing(const GroupStatistics& statistics);
  void print_limits(const GroupStatistics& statistics);

  std::ostream* out_;
  RenderOptions options_;
  std::size_t width_;
};

void Screen::paragraph(const std::string& text, const std::string& first_indent, const std::string& indent) {
  bool first = true;
  for (const auto& line : wrap(text, width_ - std::max(first_indent.size(), indent.size()))) {
    *out_ << (first ? first_indent : indent) << line << '\n';
    first = false;
  }
}

void Screen::print_title(const Partnership& partnership) {
  const auto& group = partnership.whole;
  std::string detail = group.instrument().name + " stage";
  if (!group.group->wave.empty()) detail += ", wave " + group.group->wave;
  if (partnership.groups.earlier_waves) detail += " (the latest)";
  paragraph(safe(partnership.name()), "", "");
  paragraph(safe(detail), "", "");
  std::string rule;
  for (std::size_t i = 0; i < width_; ++i) rule += unicode() ? "─" : "-";
  *out_ << rule << '\n';
}

// "2 partner, 1 sponsor": how many respondents each role or organisation has; never a respondent's name.
std::string counted(const std::vector<const Group*>& groups) {
  std::vector<std::string> parts;
  for (const Group* group : groups)
    if (!group->values[1].empty()) parts.push_back(fmt::format("{} ({})", group->values[1], group->tally.respondents()));
  return fmt::format("{}", fmt::join(parts, ", "));
}

void Screen::print_who(const Partnership& partnership) {
  if (partnership.statistics().tally().counts_only()) {
    paragraph("Published counts: how often each pair of answers was given, without single respondents. Only practices can be scored.", "", "");
    return;
  }
  const auto n = partnership.statistics().tally().respondents();
  std::string who = fmt::format("{} respondent{}", n, n == 1 ? "" : "s");
  if (const auto roles = counted(partnership.groups.roles); !roles.empty()) who += ": " + roles;
  paragraph(safe(who), "", "  ");
  if (const auto organisations = counted(partnership.groups.organisations); !organisations.empty()) paragraph("from " + safe(organisations), "", "  ");
}

void Screen::print_headline(const GroupStatistics& s) {
  const Subject all = s.subjects(Level::Overall).front();
  const auto congruence = *s.get("congruence", all);
  if (!congruence.available()) {
    heading("Congruence of ideal and actual: not available");
    paragraph("Nobody rated both sides of at least half of the practices.", "  ", "  ");
    return;
  }
  heading(fmt::format("Congruence of ideal and actual: {} (1 = equal)", number(congruence.value)));
  paragraph(fmt::format("Ideal {} and actual {} on average, of 4: a gap of {} steps. The same rating on both sides: {} of practices.",
                        number(value(s, all, "ideal_mean")), number(value(s, all, "actual_mean")), number(value(s, all, "gap_mean"), NumberStyle::Signed),
                        number(value(s, all, "agree_exact"), NumberStyle::Percent)),
            "  ", "  ");
}

void Screen::print_bar(const std::string& label, double mean, Side side, std::size_t room, const std::string& tail) {
  const std::string full = !unicode() ? (side == Side::Ideal ? "#" : "=") : side == Side::Ideal ? "█" : "▒";
  const auto length = std::isnan(mean) ? 0 : static_cast<std::size_t>(std::lround((mean - 1) / 3 * static_cast<double>(room)));
  std::string bar;
  for (std::size_t i = 0; i < length; ++i) bar += full;
  const char* colour = side == Side::Ideal ? "\x1b[36m" : "\x1b[33m";
  if (options_.colour == Colour::On && !bar.empty()) bar = colour + bar + "\x1b[0m";
  *out_ << fmt::format("  {:<14}{:<7}|", label, side == Side::Ideal ? "ideal" : "actual") << bar << std::string(room - length, ' ')
        << fmt::format("|{:>5}{}\n", number(mean), tail);
}

void Screen::print_bars(const GroupStatistics& s) {
  heading("Principles");
  const std::size_t room = width_ > 60 ? ((width_ - 43) / 3) * 3 : 15;
  std::string axis = "1";
  for (const char* point : {"2", "3", "4"}) axis += std::string(room / 3 - 1, ' ') + point;
  *out_ << std::string(24, ' ') << axis << '\n';
  for (const auto& subject : s.subjects(Level::Principle)) {
    const auto& principle = s.tally().instrument().principles[*s.tally().instrument().scopes()[subject.index].principle];
    std::string key = safe(principle.key);
    if (display_width(key) > 13) key = wrap(key, 13).front();
    print_bar(key, value(s, subject, "ideal_mean"), Side::Ideal, room, "");
    print_bar("", value(s, subject, "actual_mean"), Side::Actual, room, "  gap " + number(value(s, subject, "gap_mean"), NumberStyle::Signed));
  }
}

void Screen::print_practices(const std::string& title, const GroupStatistics& s, const std::vector<Subject>& subjects, std::string_view name,
                             NumberStyle style) {
  if (subjects.empty()) return;
  heading(title);
  for (const auto& subject : subjects) {
    const auto& practice = s.tally().instrument().practices[subject.index];
    const std::string lead = fmt::format("  {:>5}  {:<6} ", number(value(s, subject, name), style), safe(practice.code));
    const auto pairs = *s.get("pairs", subject);  // a figure from few of the respondents says so
    const std::string basis = static_cast<std::uint64_t>(pairs.value) < pairs.n ? fmt::format(" ({} of {})", pairs.value, pairs.n) : "";
    paragraph(safe(practice.text) + basis, lead, std::string(display_width(lead), ' '));
  }
}

void Screen::print_actors(const GroupStatistics& s) {
  const auto actors = s.subjects(Level::Actor);
  if (actors.size() < 2) return;
  heading("Partnership against sponsor");
  const Subject all = s.subjects(Level::Overall).front();
  const auto contrast = *s.get("actor_contrast_gap", all);
  std::string text = fmt::format("Gap {} on the partnership's own practices, {} on the sponsor's", number(value(s, actors[0], "gap_mean"), NumberStyle::Signed),
                                 number(value(s, actors[1], "gap_mean"), NumberStyle::Signed));
  text += contrast.available() ? fmt::format(" (difference {}).", number(contrast.value, NumberStyle::Signed)) : ".";
  paragraph(text, "  ", "  ");
}

void Screen::print_contested(const Partnership& partnership) {
  const auto& s = partnership.statistics();
  const auto contested = most_contested(s);
  if (contested.empty()) return;
  heading("Where the respondents differ most in what is actually done");
  for (const auto& subject : contested) {
    const auto& practice = s.tally().instrument().practices[subject.index];
    const std::string lead = fmt::format("  {:<6} ", safe(practice.code));
    paragraph(safe(practice.text), lead, std::string(display_width(lead), ' '));
    paragraph(safe(actual_by_role(partnership.groups.roles, subject.index)), std::string(display_width(lead), ' '), std::string(display_width(lead) + 2, ' '));
  }
}

void Screen::print_missing(const GroupStatistics& s) {
  const Subject all = s.subjects(Level::Overall).front();
  const auto sum = [&](const char* a, const char* b) { return static_cast<std::uint64_t>(value(s, all, a) + value(s, all, b)); };
  const auto not_applicable = sum("ideal_na", "actual_na"), blank = sum("ideal_blank", "actual_blank");
  std::uint64_t cells = 0;
  for (const auto& subject : s.subjects(Level::Practice)) cells += 2 * s.get("pairs", subject)->n;
  heading("Missing");
  std::string text = fmt::format("{} of {} answers are N/A, {} blank", not_applicable, cells, blank);
  const auto scored = *s.get("scored", all);
  if (scored.available() && static_cast<std::uint64_t>(scored.value) < scored.n)
    text += fmt::format("; {} of {} respondents rated less than half on both sides and are not in the overall figures", scored.n - static_cast<std::uint64_t>(scored.value), scored.n);
  if (s.tally().invalid_cells() > 0) text += fmt::format("; {} could not be read", s.tally().invalid_cells());
  paragraph(text + ".", "  ", "  ");
  std::vector<std::string> without;
  for (const auto& subject : s.subjects(Level::Practice))
    if (const auto pairs = *s.get("pairs", subject); pairs.value == 0 && pairs.n > 0) without.push_back(s.key(subject));
  if (!without.empty()) paragraph(fmt::format("Rated on both sides by nobody: {}.", fmt::join(without, ", ")), "  ", "  ");
}

void Screen::print_limits(const GroupStatistics& s) {
  const auto n = s.tally().respondents();
  *out_ << '\n';
  if (smallest_p_of(n) > kSignificance && !s.tally().counts_only())
    paragraph(fmt::format("{} respondent{} cannot reach .05 in any test: read these figures as the view of those who answered.", n, n == 1 ? "" : "s"), "", "");
  paragraph("The scales of ideal (1-4) and actual (a-d) have different anchors; comparing level with level is the method of the source (NCVER 2008), which sets "
            "no bands of health.",
            "", "");
}

void Screen::print(const Partnership& partnership) {
  const auto& s = partnership.statistics();
  const bool scored = s.get("congruence", s.subjects(Level::Overall).front())->available();
  print_title(partnership);
  print_who(partnership);
  if (!s.tally().counts_only()) print_headline(s);
  if (scored) print_bars(s);
  print_practices("Greatest congruence", s, most_congruent(s), "congruence", NumberStyle::Plain);
  print_practices("Largest gaps", s, largest_gaps(s), "gap_mean", NumberStyle::Signed);
  if (scored) print_actors(s);
  print_contested(partnership);
  print_missing(s);
  print_limits(s);
}

// The same for machines: a row per figure, its place in the screen in `section`.
const std::vector<std::string> kFigures = {"ideal_mean", "actual_mean", "gap_mean", "congruence"};

void print_rows(const Printing& to, const ScoredGroups& wholes) {
  Table head;
  for (const char* name : {"partnership", "stage", "wave", "section", "level", "key", "text", "n", "ideal_mean", "actual_mean", "gap_mean", "congruence", "note"})
    head.columns.push_back({name, name});
  to.renderer.begin(head);
  print_in_order(to, wholes, [](const ScoredGroup& whole, RowBuffer& rows) {
    const auto& s = whole.statistics;
    const auto add = [&](const std::string& section, const std::vector<Subject>& subjects) {
      for (const auto& subject : subjects) {
        const auto& instrument = s.tally().instrument();
        std::string text;
        if (subject.level == Level::Practice) text = instrument.practices[subject.index].text;
        else if (instrument.scopes()[subject.index].principle) text = instrument.principles[*instrument.scopes()[subject.index].principle].heading;
        Row& row = rows.add();
        row = {whole.group->values[0], instrument.name, whole.group->wave, section, std::string(name_of(subject.level)),
               s.key(subject), text, static_cast<std::int64_t>(s.get("gap_mean", subject)->n)};
        for (const auto& name : kFigures) row.push_back(cell_of(*s.get(name, subject), Quantity::Mean));
        const auto congruence = *s.get("congruence", subject);
        row.emplace_back(std::string(congruence.available() ? "" : code_of(congruence.reason)));
      }
    };
    add("overall", s.subjects(Level::Overall));
    add("principles", s.subjects(Level::Principle));
    add("actors", s.subjects(Level::Actor));
    add("greatest_congruence", most_congruent(s));
    add("largest_gaps", largest_gaps(s));
    add("contested", most_contested(s));
  });
  to.renderer.end({});
}

}  // namespace

int check(const Arguments& arguments, Io& io) {
  ToolOptions options("check", "How healthy is this partnership? One screen for each, of its latest wave.", kExamples);
  std::vector<std::string> gate_texts;
  options.add_input_options();
  options.add_threads_option();
  options.add_texts("--fail-if", gate_texts, "GATE", "Exit with 1 if a partnership's overall figure\nmeets NAME OP NUMBER, as in 'congruence<0.5'");
  options.add_output_options({"table", "csv", "tsv", "json", "jsonl", "markdown"});
  if (const auto status = options.parse(arguments, io)) return *status;
  const auto gates = parse_gates(gate_texts, Level::Overall);
  if (!gates) return usage_error("check", gates.error(), io);
  Session session(options, io);
  if (const auto status = session.read(kBy, kDepths, {.columns = {"role", "organisation"}})) return *status;
  const Survey& survey = session.survey();
  const auto partnerships = latest(survey);
  std::vector<ScoredGroups::Member> members;
  members.reserve(partnerships.size());
  for (const auto& groups : partnerships) members.push_back(groups.whole);
  const ScoredGroups wholes(survey, std::move(members));
  const int status = session.write([&](const Printing& to) {
    if (options.format() != Format::Table) return print_rows(to, wholes);
    print_in_order(to, partnerships.size(), [&](std::size_t i) {
      std::ostringstream screen;
      screen.exceptions(std::ios::badbit);  // else it would keep to itself that there is no memory, and the text would be cut short
      if (i > 0) screen << "\n\n";
      Screen(screen, session.render_options()).print({wholes[i], partnerships[i]});
      return std::move(screen).str();
    });
  });
  if (status != kDone) return status;
  return any_gate_met(*gates, wholes, Level::Overall, options.output().quiet ? nullptr : &io.err) ? kGateMet : kDone;
}

}  // namespace partnership::apps
