// One run of a tool over response files: reads them into a survey, says on stderr what was wrong or remarkable, and
// writes the result whole or not at all.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "options.hpp"
#include "partnership/group_statistics.hpp"
#include "partnership/survey.hpp"
#include "printing.hpp"
#include "tool.hpp"

namespace partnership::apps {

class Session {
 public:
  Session(const ToolOptions& options, Io& io);

  // What a tool can do without.
  struct Leniency {
    std::vector<std::string> columns = {};  // of its groupings: a tally file need not tell them apart
    bool may_be_empty = false;              // --where may fit no response
  };
  // Reads every input. nullopt: the survey can be used. Otherwise the reasons have been printed and this is the exit
  // status. `groupings` and `depth` of the survey's options are the tool's; the rest comes from the command line.
  [[nodiscard]] std::optional<int> read(const std::vector<Grouping>& groupings, TallyDepth depth, const Leniency& leniency);
  [[nodiscard]] std::optional<int> read(const std::vector<Grouping>& groupings, TallyDepth depth) { return read(groupings, depth, {}); }
  // The same with a depth for each of the groupings.
  [[nodiscard]] std::optional<int> read(const std::vector<Grouping>& groupings, std::vector<TallyDepth> depths, const Leniency& leniency);
  // The same for a tool that wants the faults themselves: prints none, refuses nothing but wrong options. A file for
  // which `claim` returns true is not read; folders are looked through. `depths`: of each grouping; none: joint tables of all.
  [[nodiscard]] std::optional<int> inspect(const std::vector<Grouping>& groupings, const std::vector<TallyDepth>& depths, std::size_t most_faults,
                                           const std::function<bool(const std::string&, Survey&)>& claim);
  [[nodiscard]] const Survey& survey() const { return *survey_; }

  // Prints to --output or standard output; returns kDone or kSystemFailed.
  [[nodiscard]] int write(const std::function<void(const Printing&)>& print);
  [[nodiscard]] RenderOptions render_options() const { return options_->render_options(io_->terminal); }

 private:
  [[nodiscard]] std::string takes_less_memory(const std::vector<Grouping>& groupings) const;
  [[nodiscard]] std::optional<int> collect(SurveyOptions survey, const std::function<bool(const std::string&, Survey&)>& claim);
  [[nodiscard]] std::vector<std::string> unclaimed(const std::function<bool(const std::string&, Survey&)>& claim);
  [[nodiscard]] std::optional<int> check_columns() const;
  [[nodiscard]] std::optional<int> check_kept(const std::vector<Grouping>& groupings, const std::vector<std::string>& optional) const;
  void print_faults() const;
  [[nodiscard]] Document document() const;
  [[nodiscard]] ProgressScreen progress_screen() const;

  const ToolOptions* options_;
  Io* io_;
  std::optional<Survey> survey_;
};

// A fault as text for standard error, in what characters the terminal has.
void print_fault(const Fault& fault, Io& io);

// The instruments that --instrument names, or the published ones. A fault has been printed where there is none.
[[nodiscard]] std::optional<std::vector<InstrumentPtr>> chosen_instruments(const std::vector<std::string>& names, Io& io);
[[nodiscard]] InputOptions input_options(const InputChoice& choice, std::vector<InstrumentPtr> instruments);
[[nodiscard]] Totals totals_of(const Survey& survey);

}  // namespace partnership::apps
