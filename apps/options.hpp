// The options that tools share, each group in one place: what to read, how to group it, how to print it.
#pragma once
#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <vector>

#include "partnership/input.hpp"
#include "partnership/render.hpp"
#include "partnership/survey.hpp"
#include "tool.hpp"

namespace partnership::apps {

struct InputChoice {
  std::vector<std::string> inputs;
  std::vector<std::string> instruments;  // names or files
  std::string format, encoding, on_error = "stop";
  std::vector<std::string> where;
};

struct OutputChoice {
  std::string format = "table", output, colour = "auto";
  std::vector<std::string> columns;
  int width = 0;  // 0: the terminal's
  bool raw_text = false, quiet = false;
};

// An application with --help (examples at its end), --version and the manners all tools share.
class ToolOptions {
 public:
  ToolOptions(std::string tool, const std::string& description, const std::string& examples);

  void add_input_options();     // inputs, --instrument, --input-format, --encoding, --on-error, --where
  void add_output_options(std::vector<std::string> formats);  // --format, --output, --color, --width, --raw-text, --quiet
  void add_columns_option();    // --columns
  void add_grouping_option();   // --by
  CLI::App& app() { return app_; }

  // nullopt: go on. Otherwise help or an error has been printed, and this is the exit status.
  [[nodiscard]] std::optional<int> parse(const Arguments& arguments, Io& io);

  [[nodiscard]] const std::string& tool() const { return tool_; }
  [[nodiscard]] const InputChoice& input() const { return input_; }
  [[nodiscard]] const OutputChoice& output() const { return output_; }
  [[nodiscard]] const std::vector<Grouping>& by() const { return by_; }
  [[nodiscard]] Format format() const { return *parse_format(output_.format); }
  [[nodiscard]] RenderOptions render_options(const Terminal& terminal) const;

 private:
  std::string tool_;
  CLI::App app_;
  InputChoice input_;
  OutputChoice output_;
  std::vector<std::string> by_texts_;
  std::vector<Grouping> by_;
};

// What an option accepts; the messages name the value and what is allowed, the descriptions say it in words.
[[nodiscard]] CLI::Validator choice_of(std::vector<std::string> allowed);
[[nodiscard]] CLI::Validator whole_number(int least, int most);
[[nodiscard]] CLI::Validator number_between(double least, double most);

// An option that may be repeated and takes one value each time, so that inputs can follow it.
CLI::Option* add_repeated(CLI::App& app, const std::string& name, std::vector<std::string>& values, const std::string& text, const std::string& type);

// Prints "partnership-TOOL: message" and the way to the help; returns kWrongUsage.
int usage_error(const std::string& tool, const std::string& message, Io& io);

// "a,b,c" without empty parts.
[[nodiscard]] std::vector<std::string> split_list(const std::string& text);

}  // namespace partnership::apps
