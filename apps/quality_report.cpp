#include "quality_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "group_table.hpp"
#include "partnership/quality.hpp"
#include "partnership/render.hpp"
#include "partnership/respondents.hpp"

namespace partnership::apps {
namespace {

constexpr std::size_t kWhole = 0, kRespondents = 2;  // places in quality_groupings()
constexpr Side kSides[] = {Side::Ideal, Side::Actual};
constexpr std::size_t kMostNames = 3;      // of others with the same answers
constexpr std::size_t kMostListed = 1000;  // respondents, for people: a table is held as a whole

constexpr const char* kAboutCounts = "Published counts do not tell respondents apart: nothing can be said of single responses.";

bool is_of_counts(const ScoredGroup& group) { return group.statistics.tally().counts_only(); }

// One respondent of a stage and wave.
struct Quality {
  const Group* group;
  ResponseQuality response;
  AnswerSets::Hash hash;
  std::optional<std::uint64_t> alike;  // responses with the same answers, this one included; none: not known

  [[nodiscard]] bool has_like() const { return alike.value_or(1) > 1; }
  [[nodiscard]] bool is_odd() const {
    return response.straight(0) || response.straight(1) || response.identical_sides() || has_like() || group->tally.invalid_cells() > 0;
  }
  [[nodiscard]] const std::string& partnership() const { return group->values[0]; }
  [[nodiscard]] const std::string& respondent() const { return group->values[1]; }
  [[nodiscard]] std::string name_for(const Quality& other) const {
    return partnership().empty() || partnership() == other.partnership() ? respondent() : partnership() + "/" + respondent();
  }
};

std::vector<Quality> qualities_of(const Survey& survey, const ScoredGroup& whole) {
  std::vector<Quality> found;
  if (is_of_counts(whole)) return found;
  const auto& sets = whole.statistics.tally().quality().sets;
  const auto respondents = named_respondents(survey.groups(whole.instrument(), kRespondents), whole.group->wave);
  found.reserve(respondents.size());
  for (const Group* group : respondents) {
    const auto codes = group->tally.responses();
    const auto hash = AnswerSets::hash_of(codes);
    const auto alike = sets.kept() ? std::optional(std::max<std::uint64_t>(1, sets.count(hash))) : std::nullopt;
    found.push_back({group, quality_of(codes), hash, alike});
  }
  return found;
}

std::string plural(std::uint64_t n, const std::string& one) { return fmt::format("{} {}{}", n, one, n == 1 ? "" : "s"); }

const char* is_or_are(std::uint64_t n) { return n == 1 ? "is" : "are"; }

// "ideal always 4 (36 times)"
std::string straight_text(const ResponseQuality& response, Side side) {
  const auto& points = response.points[static_cast<std::size_t>(side)];
  const auto point = std::find_if(points.begin(), points.end(), [](std::uint64_t times) { return times > 0; }) - points.begin();
  const char first = side == Side::Ideal ? '1' : 'a';
  return fmt::format("{} always {} ({} times)", side == Side::Ideal ? "ideal" : "actual", static_cast<char>(first + point),
                     response.answered(static_cast<std::size_t>(side)));
}

// Who else gave these answers: by name as far as there are names, and not too many of them.
std::string alike_text(const Quality& own, const std::vector<const Quality*>& named) {
  std::string text = "same answers as ";
  std::uint64_t told = 0;
  for (const Quality* other : named) {
    if (told == kMostNames) break;
    if (other != &own) text += fmt::format("{}{}", told++ == 0 ? "" : ", ", other->name_for(own));
  }
  const std::uint64_t others = *own.alike - 1, more = others - std::min(others, told);
  if (more == 0) return text;
  return text + (told == 0 ? plural(more, "unnamed response") : fmt::format(" and {} more", more));
}

// What there is to look at, in words.
std::string odd_text(const Quality& own, const std::map<AnswerSets::Hash, std::vector<const Quality*>>& alike) {
  std::vector<std::string> odd;
  for (const Side side : kSides)
    if (own.response.straight(static_cast<std::size_t>(side))) odd.push_back(straight_text(own.response, side));
  if (own.response.identical_sides()) odd.push_back(fmt::format("no gap in {}", plural(own.response.pairs, "pair")));
  if (own.has_like()) odd.push_back(alike_text(own, alike.at(own.hash)));
  if (own.group->tally.invalid_cells() > 0) odd.push_back(plural(own.group->tally.invalid_cells(), "unreadable answer"));
  return fmt::format("{}", fmt::join(odd, "; "));
}

std::map<std::string, QualityFigure> figures_of(const Quality& own, const ScoredGroup& whole) {
  std::map<std::string, QualityFigure> figures;
  for (const auto& figure :
       quality_figures(own.response, own.group->tally.invalid_cells(), own.alike, whole.statistics.tally().respondents()))
    figures.emplace(figure.row->name, figure);  // "q_irv_ideal"
  return figures;
}

// "36 / 12": of the ideal and of the actual side.
std::string both_sides(const std::map<std::string, QualityFigure>& figures, std::string_view name) {
  const auto of = [&](const char* side) {
    const auto& figure = figures.at(std::string(name) + side);
    return format_cell(cell_of(figure.estimate, figure.row->quantity), NumberStyle::Plain, Charset::Unicode);
  };
  return of("_ideal") + " / " + of("_actual");
}

Table summary_table(const std::vector<ScoredGroup>& groups) {
  Table table{"Data quality: how many responses are odd", {{"stage", "stage"}}, {}, {}};
  const bool waves = std::any_of(groups.begin(), groups.end(), [](const ScoredGroup& group) { return !group.group->wave.empty(); });
  if (waves) table.columns.push_back({"wave", "wave"});
  constexpr std::pair<const char*, const char*> kCounts[] = {{"respondents", "n"},
                                                             {"q_n_straight_ideal", "straight ideal"},
                                                             {"q_n_straight_actual", "straight actual"},
                                                             {"q_n_identical_sides", "identical sides"},
                                                             {"q_n_duplicate", "duplicate"},
                                                             {"invalid_cells", "invalid cells"}};
  for (const auto& [name, heading] : kCounts) table.columns.push_back({name, heading});
  for (const auto& group : groups) {
    Row row = {group.instrument().name};
    if (waves) row.emplace_back(group.group->wave);
    const Subject overall = group.statistics.subjects(Level::Overall).front();
    for (const auto& [name, heading] : kCounts) row.push_back(cell_of(*group.statistics.get(name, overall), Quantity::Count));
    table.rows.push_back(std::move(row));
  }
  table.notes = {
      "straight: one and the same point on half of the practices or more. identical sides: no gap, with pairs on half or more. duplicate: "
      "the same answers "
      "as another response.",
      "Signs to look at, never by themselves a reason to leave a response out: somebody may well mean 4 throughout."};
  if (std::any_of(groups.begin(), groups.end(), [](const ScoredGroup& group) { return !group.statistics.tally().quality().sets.kept(); }))
    table.notes.emplace_back("duplicate (–): a tally file without hashes does not say which answers are the same.");
  if (std::any_of(groups.begin(), groups.end(), is_of_counts)) table.notes.emplace_back(kAboutCounts);
  return table;
}

// The respondents of a stage and wave with something to look at.
Table listing(const ScoredGroup& whole, const std::vector<Quality>& qualities) {
  std::map<AnswerSets::Hash, std::vector<const Quality*>> alike;
  for (const auto& own : qualities)
    if (own.has_like()) alike[own.hash].push_back(&own);
  Table table;
  const bool partnerships = std::any_of(qualities.begin(), qualities.end(), [](const Quality& own) { return !own.partnership().empty(); });
  table.columns = {{"respondent", "respondent"}};
  if (partnerships) table.columns.push_back({"partnership", "partnership"});
  table.columns.push_back({"odd", "what is odd"});
  for (const char* heading : {"run", "IRV"}) table.columns.push_back({heading, heading});
  std::size_t to_look_at = 0;
  for (const auto& own : qualities) {
    if (!own.is_odd() || ++to_look_at > kMostListed) continue;
    Row row;
    row.reserve(table.columns.size());
    row.emplace_back(own.respondent());
    if (partnerships) row.emplace_back(own.partnership());
    row.emplace_back(odd_text(own, alike));
    const auto figures = figures_of(own, whole);
    for (const std::string_view figure : {"q_longstring", "q_irv"}) row.emplace_back(both_sides(figures, figure));
    table.rows.push_back(std::move(row));
  }
  if (table.rows.empty()) {
    table.title = whole.title + ": respondents to look at";
    table.columns.clear();
    if (!qualities.empty()) table.notes.push_back(fmt::format("None of {} with a name.", qualities.size()));
  } else {
    table.title = fmt::format("{}: respondents to look at, {} of {}", whole.title, to_look_at, qualities.size());
    if (to_look_at > kMostListed) table.notes.push_back(fmt::format("The first {} of them; --format csv has all.", kMostListed));
    table.notes.emplace_back(
        "run: most equal points in a row, in the order of the form; IRV: standard deviation of the points given; ideal / actual.");
  }
  if (const auto unnamed = whole.statistics.tally().respondents() - qualities.size(); unnamed > 0)
    table.notes.push_back(
        fmt::format("{} without a name {} counted above, but not listed.", plural(unnamed, "response"), is_or_are(unnamed)));
  return table;
}

std::vector<ScoredGroup> whole_groups(const Survey& survey) { return scored_groups(survey, quality_groupings(), kWhole).all(); }

}  // namespace

const std::vector<Grouping>& quality_groupings() {
  static const std::vector<Grouping> kGroupings = {{}, {"partnership"}, kByRespondent};
  return kGroupings;
}

const std::vector<TallyDepth>& quality_depths() {
  static const std::vector<TallyDepth> kDepths = {TallyDepth::Everything, TallyDepth::Practices, TallyDepth::Responses};
  return kDepths;
}

void print_quality_for_people(Renderer& renderer, const Survey& survey, const std::vector<std::string>& lines) {
  const auto groups = whole_groups(survey);
  if (!groups.empty()) render(summary_table(groups), renderer);
  for (const auto& group : groups)
    if (!is_of_counts(group)) render(listing(group, qualities_of(survey, group)), renderer);
  render({"", {}, {}, lines}, renderer);
}

void print_quality_rows(const Printing& to, const Survey& survey) {
  Renderer& renderer = to.renderer;
  const auto groups = whole_groups(survey);
  std::size_t responses = 0, printed = 0;
  for (const auto& group : groups) responses += group.statistics.tally().respondents();
  PrintingProgress progress(to, responses);
  Table head;
  for (const char* name : {"stage", "wave", "partnership", "respondent"}) head.columns.push_back({name, name});
  for (const auto& figure : quality_figures({}, 0, 1, 0))
    head.columns.push_back({std::string(figure.row->name), std::string(figure.row->name)});
  head.columns.push_back({"note", "note"});
  renderer.begin(head);
  for (const auto& whole : groups)
    for (const auto& own : qualities_of(survey, whole)) {
      if (!progress.go_on(printed++)) return;
      Row row = {whole.instrument().name, whole.group->wave, own.partnership(), own.respondent()};
      std::string note;
      for (const auto& figure :
           quality_figures(own.response, own.group->tally.invalid_cells(), own.alike, whole.statistics.tally().respondents())) {
        row.push_back(cell_of(figure.estimate, figure.row->quantity));
        const auto code = figure.estimate.available() ? "" : code_of(figure.estimate.reason);
        if (note.find(code) == std::string::npos) note.append(note.empty() ? "" : ";").append(code);
      }
      row.emplace_back(note);
      renderer.row(row);
    }
  renderer.end({});
}

std::vector<std::string> not_listed(const Survey& survey) {
  std::vector<std::string> lines;
  std::uint64_t unnamed = 0;
  bool counts = false;
  for (const auto& whole : whole_groups(survey)) {
    counts = counts || is_of_counts(whole);
    if (!is_of_counts(whole))
      unnamed += whole.statistics.tally().respondents() -
                 named_respondents(survey.groups(whole.instrument(), kRespondents), whole.group->wave).size();
  }
  if (unnamed > 0) lines.push_back(fmt::format("{} without a name {} not listed.", plural(unnamed, "response"), is_or_are(unnamed)));
  if (counts) lines.emplace_back(kAboutCounts);
  return lines;
}

}  // namespace partnership::apps
