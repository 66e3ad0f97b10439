// The options that tools share, each group in one place: what to read, how to group it, how to print it.
#pragma once
#include <memory>
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
  int threads = 0;  // 0: as many as the input is worth
};

struct OutputChoice {
  std::string format = "table", output, colour = "auto";
  std::vector<std::string> columns;
  int width = 0;  // 0: the terminal's
  bool raw_text = false, quiet = false;
};

// The command line of one tool: --help (with examples), --version, the options all tools share and its own. CLI11 stays
// behind it, in options.cpp.
class ToolOptions {
 public:
  ToolOptions(std::string tool, const std::string& description, const std::string& examples);
  ~ToolOptions();

  void add_input_options();     // inputs, --instrument, --input-format, --encoding, --on-error, --where
  void add_output_options(std::vector<std::string> formats);  // --format, --output, --color, --width, --raw-text, --quiet
  void add_columns_option();    // --columns
  void add_plain_output_options();  // --output, --quiet
  void add_grouping_option(const std::string& text = "Group by these columns, crossed; repeat for\na separate grouping");  // --by
  void add_threads_option();    // --threads

  // A tool's own options. `text` may have line breaks, to fit 80 columns; `type` is what --help calls the value.
  void add_flag(const std::string& name, bool& value, const std::string& text);
  void add_text(const std::string& name, std::string& value, const std::string& type, const std::string& text);
  void add_texts(const std::string& name, std::vector<std::string>& values, const std::string& type, const std::string& text);  // may be repeated
  void add_choice(const std::string& name, std::string& value, std::vector<std::string> allowed, const std::string& text);
  void add_number(const std::string& name, int& value, int lowest, int highest, const std::string& text);
  void add_number(const std::string& name, double& value, double lowest, double highest, const std::string& text);
  void require(const std::string& name);
  [[nodiscard]] bool has(const std::string& name) const;  // is an option of this tool
  [[nodiscard]] bool given(const std::string& name) const;

  // nullopt: go on. Otherwise help or an error has been printed, and this is the exit status.
  [[nodiscard]] std::optional<int> parse(const Arguments& arguments, Io& io);

  [[nodiscard]] const std::string& tool() const { return tool_; }
  [[nodiscard]] const InputChoice& input() const { return input_; }
  [[nodiscard]] const OutputChoice& output() const { return output_; }
  [[nodiscard]] const std::vector<Grouping>& by() const { return by_; }
  void use_format(const std::string& name) { output_.format = name; }  // where none is given
  [[nodiscard]] Format format() const { return *parse_format(output_.format); }
  [[nodiscard]] RenderOptions render_options(const Terminal& terminal) const;

 private:
  struct CommandLine;  // CLI11's application
  std::string tool_;
  std::unique_ptr<CommandLine> command_line_;
  InputChoice input_;
  OutputChoice output_;
  std::vector<std::string> by_texts_;
  std::vector<Grouping> by_;
};

// Prints "partnership-TOOL: message" and the way to the help; returns kWrongUsage.
int usage_error(const std::string& tool, const std::string& message, Io& io);

// "a,b,c" without empty parts.
[[nodiscard]] std::vector<std::string> split_list(const std::string& text);

}  // namespace partnership::apps
