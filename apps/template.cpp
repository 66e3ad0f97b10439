// partnership-template: a blank form. The response layouts read back as they are; Markdown is for printing.
#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "options.hpp"
#include "output_file.hpp"
#include "session.hpp"

namespace partnership::apps {
namespace {

constexpr const char* kExamples =
    "  partnership-template --instrument established > responses.csv\n"
    "  partnership-template --instrument developing --layout long --respondents 4\n"
    "  partnership-template --instrument established --format markdown > form.md\n";

struct FormOptions {
  std::string instrument, format = "csv", layout = "wide", output;
  int respondents = 1;
};

std::string respondent(int number) { return fmt::format("R{}", number); }

std::vector<Column> named(const std::vector<std::string>& names) {
  std::vector<Column> columns;
  columns.reserve(names.size());
  for (const auto& name : names) columns.push_back({name, name});
  return columns;
}

void print_wide(const Instrument& instrument, int respondents, Renderer& renderer) {
  std::vector<std::string> names = {"partnership", "respondent", "organisation", "role", "wave"};
  for (const auto& practice : instrument.practices) names.insert(names.end(), {practice.code + "_ideal", practice.code + "_actual"});
  Table table{"", named(names), {}, {}};
  for (int r = 1; r <= respondents; ++r) {
    Row row(names.size(), Unavailable{});
    row[1] = respondent(r);
    table.rows.push_back(std::move(row));
  }
  render(table, renderer);
}

void print_long(const Instrument& instrument, int respondents, Renderer& renderer) {
  Table table{"", named({"partnership", "respondent", "organisation", "role", "wave", "principle", "lead_in", "practice", "text", "ideal", "actual"}), {}, {}};
  for (int r = 1; r <= respondents; ++r)
    for (const auto& practice : instrument.practices) {
      const auto& principle = instrument.principles[practice.principle];
      table.rows.push_back({Unavailable{}, respondent(r), Unavailable{}, Unavailable{}, Unavailable{}, static_cast<std::int64_t>(practice.principle + 1),
                            principle.lead_in[static_cast<int>(practice.actor)], practice.code, practice.text, Unavailable{}, Unavailable{}});
    }
  render(table, renderer);
}

// Calls `block` before the practices of each principle and actor, `line` for each practice.
template <class Block, class Line>
void walk(const Instrument& instrument, Block&& block, Line&& line) {
  const Practice* last = nullptr;
  for (const auto& practice : instrument.practices) {
    const bool new_principle = !last || last->principle != practice.principle;
    if (new_principle || last->actor != practice.actor) block(practice, new_principle);
    line(practice);
    last = &practice;
  }
}

std::string legend(const Instrument& instrument, Side side) {
  std::string text;
  for (int i = 0; i < 4; ++i)
    text += fmt::format("{} = {}, ", sign_of(side, static_cast<Answer>(i)), instrument.scales[static_cast<int>(side)].labels[static_cast<std::size_t>(i)]);
  return text + fmt::format("N/A = {}", instrument.scales[static_cast<int>(side)].not_applicable);
}

// Text of an instrument for a comment: a line break would end the comment and become part of the form.
std::string in_comment(const std::string& text) {
  std::string line = for_terminal(text, Charset::Unicode);
  std::replace(line.begin(), line.end(), '\n', ' ');
  return line;
}

// A name as a YAML scalar, quoted unless it is a plain word.
std::string quoted(const std::string& name) {
  const auto is_plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_'; };
  if (!name.empty() && std::all_of(name.begin(), name.end(), is_plain)) return name;
  std::string text = "'";
  for (const char c : name) text.append(c == '\'' ? 2 : 1, c);
  return text + "'";
}

void print_yaml(const Instrument& instrument, int respondents, std::ostream& out) {
  out << "# " << in_comment(instrument.title) << "\n# Fill in a number (ideal) and a letter (actual) behind each practice; leave blank what you cannot answer.\n";
  out << "# ideal: " << in_comment(legend(instrument, Side::Ideal)) << "\n# actual: " << in_comment(legend(instrument, Side::Actual)) << '\n';
  for (int r = 1; r <= respondents; ++r) {
    out << "---\ninstrument: " << quoted(instrument.name) << "\npartnership:\nrespondent: " << respondent(r) << "\norganisation:\nrole:\nwave:\nratings:\n";
    walk(
        instrument,
        [&](const Practice& practice, bool new_principle) {
          const auto& principle = instrument.principles[practice.principle];
          if (new_principle) out << "\n  # " << practice.principle + 1 << ". " << in_comment(principle.heading) << '\n';
          out << "  # " << in_comment(principle.lead_in[static_cast<int>(practice.actor)]) << '\n';
        },
        [&](const Practice& practice) { out << "  # " << in_comment(practice.text) << "\n  " << practice.code << ": {ideal: , actual: }\n"; });
  }
}

void print_markdown(const Instrument& instrument, std::ostream& out) {
  const auto safe = [](const std::string& text) { return for_markdown(text, TextSafety::Safe, Charset::Unicode); };
  out << "# " << safe(instrument.title) << "\n\n";
  if (!instrument.introduction.empty()) out << safe(instrument.introduction) << "\n\n";
  out << "Partnership: ______________________  Name: ______________________\n\nOrganisation: ______________________  Role: ______________________\n\n";
  out << "| Scale for ideal practice | | Scale for actual practice | |\n|---|---|---|---|\n";
  for (int i = 0; i <= 4; ++i) {
    const auto answer = static_cast<Answer>(i);
    const auto label = [&](Side side) {
      const auto& scale = instrument.scales[static_cast<int>(side)];
      return i == 4 ? scale.not_applicable : scale.labels[static_cast<std::size_t>(i)];
    };
    out << "| " << sign_of(Side::Ideal, answer) << " | " << safe(label(Side::Ideal)) << " | " << sign_of(Side::Actual, answer) << " | " << safe(label(Side::Actual))
        << " |\n";
  }
  walk(
      instrument,
      [&](const Practice& practice, bool new_principle) {
        const auto& principle = instrument.principles[practice.principle];
        if (new_principle) out << "\n## " << practice.principle + 1 << ". " << safe(principle.heading) << '\n';
        out << "\n| | " << safe(principle.lead_in[static_cast<int>(practice.actor)]) << " | Ideal practice | Actual practice |\n|---|---|---|---|\n";
      },
      [&](const Practice& practice) {
        out << "| " << practice.code << " | " << safe(practice.text) << " | 1 – 2 – 3 – 4 – N/A | a – b – c – d – N/A |\n";
      });
  if (!instrument.citation.empty()) out << '\n' << safe(instrument.citation) << '\n';
}

void print_form(const Instrument& instrument, const FormOptions& own, std::ostream& out) {
  if (own.format == "markdown") return print_markdown(instrument, out);
  if (own.format == "yaml") return print_yaml(instrument, own.respondents, out);
  RenderOptions render_options;
  render_options.format = Format::Csv;
  const auto renderer = make_renderer(out, render_options, {});
  own.layout == "long" ? print_long(instrument, own.respondents, *renderer) : print_wide(instrument, own.respondents, *renderer);
}

}  // namespace

int blank_form(const Arguments& arguments, Io& io) {
  ToolOptions options("template", "A blank form: response files to fill in, or a page to print.", kExamples);
  FormOptions own;
  options.add_text("--instrument", own.instrument, "NAME", "developing, established or an instrument file");
  options.require("--instrument");
  options.add_choice("--format", own.format, {"csv", "yaml", "markdown"}, "csv (default), yaml or markdown");
  options.add_choice("--layout", own.layout, {"wide", "long"}, "Of CSV: wide (default), a row per respondent;\nor long, a row per practice with its wording");
  options.add_number("--respondents", own.respondents, 1, 10000, "How many, named R1, R2, ... (default 1)");
  options.add_text("-o,--output", own.output, "FILE", "Write to a file: whole or not at all");
  if (const auto status = options.parse(arguments, io)) return *status;
  if (options.given("--layout") && own.format != "csv") return usage_error("template", "--layout is for --format csv", io);
  const auto instruments = chosen_instruments({own.instrument}, io);
  if (!instruments) return kBadInput;
  if (own.output.empty()) {
    print_form(*instruments->front(), own, io.out);
    return kDone;
  }
  OutputFile file(own.output);
  print_form(*instruments->front(), own, file.stream());
  const std::string failure = file.commit();
  if (failure.empty()) return kDone;
  io.err << "error: " << for_terminal(failure, io.terminal.charset) << '\n';
  return kSystemFailed;
}

}  // namespace partnership::apps
