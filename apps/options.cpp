#include "options.hpp"

#include <CLI/CLI.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "partnership/nearest.hpp"
#include "partnership/version.hpp"

namespace partnership::apps {
namespace {

constexpr int kWidest = 1000;  // columns, of --width

// CLI11 puts the option's name in front of what a validator says.
std::string one_of(const std::vector<std::string>& allowed, const std::string& value) {
  if (std::find(allowed.begin(), allowed.end(), value) != allowed.end()) return {};
  const std::string hint = did_you_mean(value, allowed);
  return fmt::format("'{}' is not one of {}{}", value, fmt::join(allowed, ", "), hint.empty() ? "" : "; " + hint);
}

// Validators without a description of their own: CLI11 would print it in the help, in its own words.
template <class Number>
CLI::Validator between(Number lowest, Number highest) {
  return CLI::Validator(
      [=](const std::string& given) {
        Number number{};
        if (CLI::detail::lexical_cast(given, number) && number >= lowest && number <= highest) return std::string();
        return fmt::format("'{}' is not a number from {} to {}", given, lowest, highest);
      },
      "");
}

}  // namespace

struct ToolOptions::CommandLine {
  CLI::App app;
};

std::vector<std::string> split_list(const std::string& text) {
  std::vector<std::string> parts;
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t end = std::min(text.find(',', start), text.size());
    if (end > start) parts.push_back(text.substr(start, end - start));
    start = end + 1;
  }
  return parts;
}

int usage_error(const std::string& tool, const std::string& message, Io& io) {
  io.err << "partnership-" << tool << ": " << message << "\nTry 'partnership-" << tool << " --help'.\n";
  return kWrongUsage;
}

ToolOptions::ToolOptions(std::string tool, const std::string& description, const std::string& examples)
    : tool_(std::move(tool)), command_line_(new CommandLine{CLI::App(description, "partnership-" + tool_)}) {
  auto& app = command_line_->app;
  app.set_version_flag("--version", fmt::format("partnership-{} {}", tool_, kVersion), "Print the version and exit");
  app.set_help_flag("-h,--help", "Print this help and exit");
  app.footer("\nExamples:\n" + examples +
             "\nExit status: 0 done; 1 a --fail-if gate was met; 2 wrong usage;\n3 input not usable; 4 the system failed.");
  app.get_formatter()->column_width(28);
}

ToolOptions::~ToolOptions() = default;

void ToolOptions::add_flag(const std::string& name, bool& value, const std::string& text) { command_line_->app.add_flag(name, value, text); }

void ToolOptions::add_text(const std::string& name, std::string& value, const std::string& type, const std::string& text) {
  command_line_->app.add_option(name, value, text)->type_name(type);
}

void ToolOptions::add_texts(const std::string& name, std::vector<std::string>& values, const std::string& type, const std::string& text) {
  command_line_->app.add_option(name, values, text)->type_name(type)->take_all()->allow_extra_args(false);
}

void ToolOptions::add_choice(const std::string& name, std::string& value, std::vector<std::string> allowed, const std::string& text) {
  command_line_->app.add_option(name, value, text)
      ->type_name("NAME")
      ->check(CLI::Validator([allowed = std::move(allowed)](const std::string& given) { return one_of(allowed, given); }, ""));
}

void ToolOptions::add_number(const std::string& name, int& value, int lowest, int highest, const std::string& text) {
  command_line_->app.add_option(name, value, text)->type_name("N")->check(between(lowest, highest));
}

void ToolOptions::add_number(const std::string& name, double& value, double lowest, double highest, const std::string& text) {
  command_line_->app.add_option(name, value, text)->type_name("X")->check(between(lowest, highest));
}

void ToolOptions::require(const std::string& name) { command_line_->app.get_option(name)->required(); }
bool ToolOptions::given(const std::string& name) const { return command_line_->app.count(name) > 0; }

void ToolOptions::add_input_options() {
  command_line_->app.add_option("INPUT", input_.inputs, "Files, folders, or - for standard input")->type_name("");
  add_texts("--instrument", input_.instruments, "NAME", "developing, established or an instrument file\n(found from the practice codes if left out)");
  add_choice("--input-format", input_.format, {"csv", "tsv", "yaml", "json"}, "csv, tsv, yaml or json");
  add_choice("--encoding", input_.encoding, {"utf-8", "utf-16le", "utf-16be", "latin1", "windows-1252"},
             "utf-8, utf-16le, utf-16be, latin1 or\nwindows-1252");
  add_choice("--on-error", input_.on_error, {"stop", "skip", "blank"},
             "stop (default); skip the response; or take\nunreadable answers as blank");
  add_texts("--where", input_.where, "COLUMN=VALUE", "Only responses with this value; may be\nrepeated");
}

void ToolOptions::add_output_options(std::vector<std::string> formats) {
  const std::string list = fmt::format("{}", fmt::join(formats, ", "));
  output_.format = formats.front();
  add_choice("--format", output_.format, std::move(formats), list);
  add_text("-o,--output", output_.output, "FILE", "Write to a file: whole or not at all");
  add_choice("--color,--colour", output_.colour, {"auto", "always", "never"}, "auto, always or never");
  add_number("--width", output_.width, 20, kWidest, "Columns for tables (default: the terminal's,\nelse 80)");
  add_flag("--raw-text", output_.raw_text, "Print text as it came, without making it safe");
  add_flag("-q,--quiet", output_.quiet, "No remarks on standard error, only errors");
}

void ToolOptions::add_columns_option() {
  command_line_->app.add_option("--columns", output_.columns, "Columns to print, in this order")->type_name("A,B,...")->allow_extra_args(false)->delimiter(',');
}

void ToolOptions::add_grouping_option() {
  add_texts("--by", by_texts_, "A,B,...", "Group by these columns, crossed; repeat for\na separate grouping");
}

std::optional<int> ToolOptions::parse(const Arguments& arguments, Io& io) {
  try {
    Arguments reversed(arguments.rbegin(), arguments.rend());  // as CLI11 wants them
    command_line_->app.parse(reversed);
  } catch (const CLI::CallForHelp&) {
    io.out << command_line_->app.help();
    return kDone;
  } catch (const CLI::CallForVersion&) {
    io.out << command_line_->app.version() << '\n';
    return kDone;
  } catch (const CLI::ExtrasError&) {
    std::vector<std::string> known;
    for (const CLI::Option* option : command_line_->app.get_options())
      for (const auto& name : option->get_lnames()) known.push_back("--" + name);
    const std::string extra = command_line_->app.remaining().empty() ? "" : command_line_->app.remaining().front();
    const std::string hint = did_you_mean(extra, known);
    return usage_error(tool_, fmt::format("unknown option '{}'{}", extra, hint.empty() ? "" : "; " + hint), io);
  } catch (const CLI::ParseError& error) {
    return usage_error(tool_, error.what(), io);
  }
  for (const auto& text : by_texts_) by_.push_back(split_list(text));
  return std::nullopt;
}

RenderOptions ToolOptions::render_options(const Terminal& terminal) const {
  RenderOptions options;
  options.format = format();
  options.text = output_.raw_text ? TextSafety::Raw : TextSafety::Safe;
  options.charset = terminal.charset;
  options.width = output_.width > 0 ? output_.width : terminal.width;
  const bool colour = output_.colour == "always" || (output_.colour == "auto" && terminal.out && terminal.colour_wanted && output_.output.empty());
  options.colour = colour ? Colour::On : Colour::Off;
  return options;
}

}  // namespace partnership::apps
