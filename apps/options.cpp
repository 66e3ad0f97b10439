#include "options.hpp"

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

constexpr int kFewestColumns = 20, kMostColumns = 1000;  // of --width

// Choices, ranges and repetition are in the descriptions, in words.
class HelpFormatter : public CLI::Formatter {
 public:
  std::string make_option_opts(const CLI::Option* option) const override {
    const std::string type = option->get_type_size() == 0 ? "" : option->get_type_name();
    return type.empty() ? "" : " " + type;
  }
};

template <class Number>
std::string in_range(Number least, Number most, const std::string& text) {
  Number value{};
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc() && stop == text.data() + text.size() && value >= least && value <= most) return {};
  return fmt::format("'{}' is not a {}number from {} to {}", text, std::is_integral_v<Number> ? "whole " : "", least, most);
}

}  // namespace

CLI::Validator choice_of(std::vector<std::string> allowed) {
  return {[allowed = std::move(allowed)](const std::string& given) -> std::string {
            if (std::find(allowed.begin(), allowed.end(), given) != allowed.end()) return {};
            const std::string hint = did_you_mean(given, allowed);
            return fmt::format("'{}' is not one of {}{}", given, fmt::join(allowed, ", "), hint.empty() ? "" : "; " + hint);
          },
          ""};
}

CLI::Validator whole_number(int least, int most) {
  return {[=](const std::string& given) { return in_range(least, most, given); }, ""};
}

CLI::Validator number_between(double least, double most) {
  return {[=](const std::string& given) { return in_range(least, most, given); }, ""};
}

CLI::Option* add_repeated(CLI::App& app, const std::string& name, std::vector<std::string>& values, const std::string& text, const std::string& type) {
  return app.add_option(name, values, text)->type_name(type)->allow_extra_args(false)->take_all();
}

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
  io.err << "partnership-" << tool << ": " << for_terminal(message, io.terminal.charset) << "\nTry 'partnership-" << tool << " --help'.\n";
  return kWrongUsage;
}

ToolOptions::ToolOptions(std::string tool, const std::string& description, const std::string& examples)
    : tool_(std::move(tool)), app_(description, "partnership-" + tool_) {
  app_.set_version_flag("--version", fmt::format("partnership-{} {}", tool_, kVersion), "Print the version and exit");
  app_.set_help_flag("-h,--help", "Print this help and exit");
  app_.formatter(std::make_shared<HelpFormatter>());
  app_.footer("Examples:\n" + examples +
              "\nExit status: 0 done; 1 a --fail-if gate was met; 2 wrong usage;\n3 input not usable; 4 the system failed.");
  app_.get_formatter()->column_width(28);
}

void ToolOptions::add_input_options() {
  app_.add_option("INPUT", input_.inputs, "Response files, folders of them, or - for standard input")->type_name("");
  add_repeated(app_, "--instrument", input_.instruments,
               "developing, established or an instrument file;\nfound from the practice codes if left out;\nmay be repeated", "NAME");
  app_.add_option("--input-format", input_.format, "csv, tsv, yaml or json")->type_name("NAME")->check(choice_of({"csv", "tsv", "yaml", "json"}));
  app_.add_option("--encoding", input_.encoding, "utf-8, utf-16le, utf-16be, latin1 or\nwindows-1252")
      ->type_name("NAME")
      ->check(choice_of({"utf-8", "utf-16le", "utf-16be", "latin1", "windows-1252"}));
  app_.add_option("--on-error", input_.on_error, "stop (default); skip the response; or blank: take\nunreadable answers as blank")
      ->type_name("WHAT")
      ->check(choice_of({"stop", "skip", "blank"}));
  add_repeated(app_, "--where", input_.where, "Only responses with this value; may be repeated", "COLUMN=VALUE");
}

void ToolOptions::add_output_options(std::vector<std::string> formats) {
  const std::string list = fmt::format("{}", fmt::join(formats, ", "));
  output_.format = formats.front();
  app_.add_option("--format", output_.format, list)->type_name("NAME")->check(choice_of(std::move(formats)));
  app_.add_option("-o,--output", output_.output, "Write to a file: whole or not at all")->type_name("FILE");
  app_.add_option("--color,--colour", output_.colour, "auto (default), always or never")->type_name("WHEN")->check(choice_of({"auto", "always", "never"}));
  app_.add_option("--width", output_.width, fmt::format("Columns for tables, {} to {} (default: the\nterminal's, else 80)", kFewestColumns, kMostColumns))
      ->type_name("N")
      ->check(whole_number(kFewestColumns, kMostColumns));
  app_.add_flag("--raw-text", output_.raw_text, "Print text as it came, without making it safe");
  app_.add_flag("-q,--quiet", output_.quiet, "No remarks on standard error, only errors");
}

void ToolOptions::add_columns_option() {
  app_.add_option("--columns", output_.columns, "Columns to print, in this order")->type_name("A,B,...")->allow_extra_args(false)->delimiter(',');
}

void ToolOptions::add_grouping_option() {
  add_repeated(app_, "--by", by_texts_, "Group by these columns, crossed; repeat for\na separate grouping", "A,B,...");
}

std::optional<int> ToolOptions::parse(const Arguments& arguments, Io& io) {
  try {
    Arguments reversed(arguments.rbegin(), arguments.rend());  // as CLI11 wants them
    app_.parse(reversed);
  } catch (const CLI::CallForHelp&) {
    io.out << app_.help();
    return kDone;
  } catch (const CLI::CallForVersion&) {
    io.out << app_.version() << '\n';
    return kDone;
  } catch (const CLI::ExtrasError&) {
    std::vector<std::string> known;
    for (const CLI::Option* option : app_.get_options())
      for (const auto& name : option->get_lnames()) known.push_back("--" + name);
    const std::string extra = app_.remaining().empty() ? "" : app_.remaining().front();
    const std::string hint = did_you_mean(extra, known);
    return usage_error(tool_, fmt::format("{} '{}'{}", extra.starts_with('-') ? "unknown option" : "unexpected argument", extra, hint.empty() ? "" : "; " + hint), io);
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
