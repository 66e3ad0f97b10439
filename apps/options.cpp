#include "options.hpp"

#include <CLI/CLI.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <ostream>
#include <type_traits>

#include "partnership/nearest.hpp"
#include "partnership/version.hpp"

namespace partnership::apps {
namespace {

constexpr int kMostThreads = 1024;
constexpr int kNarrowest = 20, kWidest = 1000;  // columns, of --width

// Choices, ranges and repetition are in the descriptions, in words.
class HelpFormatter : public CLI::Formatter {
 public:
  std::string make_option_opts(const CLI::Option* option) const override {
    const std::string type = option->get_type_size() == 0 ? "" : option->get_type_name();
    return type.empty() ? "" : " " + type;
  }
};

// CLI11 puts the option's name in front of what a validator says.
CLI::Validator choice_of(std::vector<std::string> allowed) {
  return {[allowed = std::move(allowed)](const std::string& given) -> std::string {
            if (std::find(allowed.begin(), allowed.end(), given) != allowed.end()) return {};
            const std::string hint = did_you_mean(given, allowed);
            return fmt::format("'{}' is not one of {}{}", given, fmt::join(allowed, ", "), hint.empty() ? "" : "; " + hint);
          },
          ""};
}

template <class Number>
CLI::Validator between(Number least, Number most) {
  return {[=](const std::string& given) -> std::string {
            Number value{};
            const auto [stop, error] = std::from_chars(given.data(), given.data() + given.size(), value);
            if (error == std::errc() && stop == given.data() + given.size() && value >= least && value <= most) return {};
            return fmt::format("'{}' is not a {}number from {} to {}", given, std::is_integral_v<Number> ? "whole " : "", least, most);
          },
          ""};
}

}  // namespace

struct ToolOptions::CommandLine {
  CLI::App app;
};

std::vector<std::string> split_list(const std::string& text) {
  std::vector<std::string> parts;
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t end = std::min(text.find(',', start), text.size());
    const std::size_t first = std::min(text.find_first_not_of(' ', start), end), last = text.find_last_not_of(' ', end == 0 ? 0 : end - 1);
    if (first < end) parts.push_back(text.substr(first, last - first + 1));
    start = end + 1;
  }
  return parts;
}

int usage_error(const std::string& tool, const std::string& message, Io& io) {
  io.err << "partnership-" << tool << ": " << for_terminal(message, io.terminal.charset) << "\nTry 'partnership-" << tool << " --help'.\n";
  return kWrongUsage;
}

ToolOptions::ToolOptions(std::string tool, const std::string& description, const std::string& examples)
    : tool_(std::move(tool)), command_line_(new CommandLine{CLI::App(description, "partnership-" + tool_)}) {
  auto& app = command_line_->app;
  app.set_version_flag("--version", fmt::format("partnership-{} {}", tool_, kVersion), "Print the version and exit");
  app.set_help_flag("-h,--help", "Print this help and exit");
  app.formatter(std::make_shared<HelpFormatter>());
  app.footer("Examples:\n" + examples +
             "\nExit status: 0 done; 1 a --fail-if gate was met; 2 wrong usage;\n3 input not usable; 4 the system failed.");
  app.get_formatter()->column_width(28);
}

ToolOptions::~ToolOptions() = default;

void ToolOptions::add_flag(const std::string& name, bool& value, const std::string& text) {
  command_line_->app.add_flag(name, value, text)->disable_flag_override();  // else --quiet=3 is taken in silence
}

void ToolOptions::add_text(const std::string& name, std::string& value, const std::string& type, const std::string& text) {
  command_line_->app.add_option(name, value, text)->type_name(type);
}

void ToolOptions::add_texts(const std::string& name, std::vector<std::string>& values, const std::string& type, const std::string& text) {
  command_line_->app.add_option(name, values, text)->type_name(type)->take_all()->allow_extra_args(false);
}

void ToolOptions::add_choice(const std::string& name, std::string& value, std::vector<std::string> allowed, const std::string& text) {
  command_line_->app.add_option(name, value, text)
      ->type_name("NAME")
      ->check(choice_of(std::move(allowed)));
}

void ToolOptions::add_number(const std::string& name, int& value, int lowest, int highest, const std::string& text) {
  command_line_->app.add_option(name, value, text)->type_name("N")->check(between(lowest, highest));
}

void ToolOptions::add_number(const std::string& name, double& value, double lowest, double highest, const std::string& text) {
  command_line_->app.add_option(name, value, text)->type_name("X")->check(between(lowest, highest));
}

void ToolOptions::require(const std::string& name) { command_line_->app.get_option(name)->required(); }
bool ToolOptions::has(const std::string& name) const { return command_line_->app.get_option_no_throw(name) != nullptr; }
bool ToolOptions::given(const std::string& name) const { return command_line_->app.count(name) > 0; }

void ToolOptions::add_input_options() {
  command_line_->app.add_option("INPUT", input_.inputs, "Response files, folders of them, or - for\nstandard input")->type_name("");
  add_texts("--instrument", input_.instruments, "NAME", "developing, established or an instrument file;\nfound from the practice codes if left out;\nmay be repeated");
  add_choice("--input-format", input_.format, {"csv", "tsv", "yaml", "json", "tally"}, "csv, tsv, yaml, json or tally");
  add_choice("--encoding", input_.encoding, {"utf-8", "utf-16le", "utf-16be", "latin1", "windows-1252"},
             "utf-8, utf-16le, utf-16be, latin1 or\nwindows-1252");
  add_choice("--on-error", input_.on_error, {"stop", "skip", "blank"},
             "stop (default); skip the response; or blank: take\nunreadable answers as blank");
  add_texts("--where", input_.where, "COLUMN=VALUE", "Only responses with this value; may be repeated");
}

void ToolOptions::add_output_options(std::vector<std::string> formats) {
  const std::string list = fmt::format("{}", fmt::join(formats, ", "));
  output_.format = formats.front();
  add_choice("--format", output_.format, std::move(formats), list);
  add_text("-o,--output", output_.output, "FILE", "Write to a file: whole or not at all");
  add_choice("--color,--colour", output_.colour, {"auto", "always", "never"}, "auto (default), always or never");
  add_number("--width", output_.width, kNarrowest, kWidest,
             fmt::format("Columns for tables, {} to {} (default: the\nterminal's, else 80)", kNarrowest, kWidest));
  add_flag("--raw-text", output_.raw_text, "CSV, TSV and Markdown with text as it came, not\nmade safe");
  add_flag("-q,--quiet", output_.quiet, "No remarks on standard error, only errors");
}

void ToolOptions::add_columns_option() {
  command_line_->app.add_option("--columns", output_.columns, "Columns to print, in this order")->type_name("A,B,...")->allow_extra_args(false)->delimiter(',');
}

void ToolOptions::add_threads_option() {
  add_number("--threads", input_.threads, 1, kMostThreads,
             "Threads (default: one a processor for large files\nand many groups); the output is the same");
}

void ToolOptions::add_plain_output_options() {
  add_text("-o,--output", output_.output, "FILE", "Write to a file: whole or not at all");
  add_flag("-q,--quiet", output_.quiet, "No remarks on standard error, only errors");
}

void ToolOptions::add_grouping_option(const std::string& text) { add_texts("--by", by_texts_, "A,B,...", text); }

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
    const std::string hint = did_you_mean(extra.substr(0, extra.find('=')), known);
    return usage_error(tool_, fmt::format("{} '{}'{}", extra.starts_with('-') ? "unknown option" : "unexpected argument", extra, hint.empty() ? "" : "; " + hint), io);
  } catch (const CLI::ArgumentMismatch& error) {
    const std::string text = error.what();
    if (const auto end = text.find(" was given a disallowed flag override"); end != std::string::npos)
      return usage_error(tool_, fmt::format("--{} takes no value", text.substr(0, end)), io);
    // "--width: 1 required N missing", "--width: At Most 1 required but received 2"
    const std::string option = text.substr(0, text.find(':'));
    const bool missing = text.ends_with("missing"), repeated = text.find("received") != std::string::npos;
    return usage_error(tool_, missing ? option + " needs a value" : repeated ? option + " may be given only once" : text, io);
  } catch (const CLI::ParseError& error) {
    return usage_error(tool_, error.what(), io);
  }
  for (const auto& text : by_texts_) {
    by_.push_back(split_list(text));
    if (by_.back().empty()) return usage_error(tool_, "--by: no column is named; give A or A,B", io);
  }
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
