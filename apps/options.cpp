#include "options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "partnership/nearest.hpp"
#include "partnership/version.hpp"

namespace partnership::apps {
namespace {

constexpr int kMostColumns = 1000;  // of --width

// CLI11 prints enumerated choices inside the option's type; the descriptions here name them already.
std::string one_of(const std::vector<std::string>& allowed, const std::string& option, const std::string& value) {
  if (std::find(allowed.begin(), allowed.end(), value) != allowed.end()) return {};
  const std::string hint = did_you_mean(value, allowed);
  return fmt::format("{}: '{}' is not one of {}{}", option, value, fmt::join(allowed, ", "), hint.empty() ? "" : "; " + hint);
}

CLI::Option* add_choice(CLI::App& app, const std::string& name, std::string& value, std::vector<std::string> allowed, const std::string& text,
                        const std::string& type) {
  return app.add_option(name, value, text)
      ->type_name(type)
      ->check(CLI::Validator([allowed = std::move(allowed), name](const std::string& given) { return one_of(allowed, name, given); }, ""));
}

}  // namespace

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
    : tool_(std::move(tool)), app_(description, "partnership-" + tool_) {
  app_.set_version_flag("--version", fmt::format("partnership-{} {}", tool_, kVersion), "Print the version and exit");
  app_.set_help_flag("-h,--help", "Print this help and exit");
  app_.footer("\nExamples:\n" + examples +
              "\nExit status: 0 done; 1 a --fail-if gate was met; 2 wrong usage;\n3 input not usable; 4 the system failed.");
  app_.get_formatter()->column_width(28);
}

void ToolOptions::add_input_options() {
  app_.add_option("INPUT", input_.inputs, "Response files, folders of them, or - for standard input")->type_name("");
  app_.add_option("--instrument", input_.instruments, "developing, established or an instrument file\n(found from the practice codes if left out)")
      ->type_name("NAME");
  add_choice(app_, "--input-format", input_.format, {"csv", "tsv", "yaml", "json"}, "csv, tsv, yaml or json", "NAME");
  add_choice(app_, "--encoding", input_.encoding, {"utf-8", "utf-16le", "utf-16be", "latin1", "windows-1252"},
             "utf-8, utf-16le, utf-16be, latin1 or\nwindows-1252", "NAME");
  add_choice(app_, "--on-error", input_.on_error, {"stop", "skip", "blank"},
             "stop (default); skip the response; or take\nunreadable answers as blank", "WHAT");
  app_.add_option("--where", input_.where, "Only responses with this value; may be repeated")->type_name("COLUMN=VALUE")->take_all();
}

void ToolOptions::add_output_options(std::vector<std::string> formats) {
  const std::string list = fmt::format("{}", fmt::join(formats, ", "));
  output_.format = formats.front();
  add_choice(app_, "--format", output_.format, std::move(formats), list, "NAME");
  app_.add_option("-o,--output", output_.output, "Write to a file: whole or not at all")->type_name("FILE");
  add_choice(app_, "--color,--colour", output_.colour, {"auto", "always", "never"}, "auto, always or never", "WHEN");
  app_.add_option("--width", output_.width, "Columns for tables (default: the terminal's, else 80)")->type_name("N")->check(CLI::Range(20, kMostColumns));
  app_.add_flag("--raw-text", output_.raw_text, "Print text as it came, without making it safe");
  app_.add_flag("-q,--quiet", output_.quiet, "No remarks on standard error, only errors");
}

void ToolOptions::add_columns_option() {
  app_.add_option("--columns", output_.columns, "Columns to print, in this order")->type_name("A,B,...")->delimiter(',');
}

void ToolOptions::add_grouping_option() {
  app_.add_option("--by", by_texts_, "Group by these columns, crossed; repeat for\na separate grouping")->type_name("A,B,...")->take_all();
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
