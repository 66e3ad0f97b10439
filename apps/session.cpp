#include "session.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <ostream>
#include <span>
#include <utility>

#include "group_table.hpp"
#include "output_file.hpp"
#include "partnership/nearest.hpp"
#include "partnership/respondents.hpp"

namespace partnership::apps {

void print_fault(const Fault& fault, Io& io) {
  const std::string text = format_error(fault);
  if (io.terminal.charset == Charset::Unicode) {
    io.err << text;
    return;
  }
  for (std::size_t start = 0; start < text.size();) {  // line by line: a line break is no character to replace
    const std::size_t end = std::min(text.find('\n', start), text.size());
    io.err << for_terminal(std::string_view(text).substr(start, end - start), Charset::Ascii) << '\n';
    start = end + 1;
  }
}

namespace {

// "developing, established or the name of an instrument file", with the nearest of those compiled in.
std::string instruments_taken(const std::string& name, std::span<const InstrumentPtr> published) {
  std::vector<std::string> names;
  for (const auto& instrument : published) names.push_back(instrument->name);
  const std::string hint = did_you_mean(name, names);
  return fmt::format("{} or the name of an instrument file{}", fmt::join(names, ", "), hint.empty() ? "" : "; " + hint);
}

}  // namespace

std::optional<std::vector<InstrumentPtr>> chosen_instruments(const std::vector<std::string>& names, Io& io) {
  const auto published = published_instruments();
  std::vector<InstrumentPtr> chosen;
  if (names.empty()) chosen.assign(published.begin(), published.end());
  for (const auto& name : names) {
    const auto found = std::find_if(published.begin(), published.end(), [&](const InstrumentPtr& instrument) { return instrument->name == name; });
    if (found != published.end()) {
      chosen.push_back(*found);
      continue;
    }
    auto loaded = load_instrument(name);
    if (!loaded) {
      print_fault(loaded.error(), io);
      if (loaded.error().kind == FaultKind::CannotOpen) io.err << "  --instrument takes " << instruments_taken(name, published) << '\n';
      return std::nullopt;
    }
    chosen.push_back(*loaded);
  }
  // Names tell stages apart, so two instruments of one name would be pooled.
  for (std::size_t i = 0; i < chosen.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (chosen[i]->name == chosen[j]->name || chosen[i]->stage == chosen[j]->stage) {
        const bool same_name = chosen[i]->name == chosen[j]->name;
        io.err << fmt::format("error: --instrument: two instruments have the {} '{}'; give each its own\n", same_name ? "name" : "stage",
                              for_terminal(same_name ? chosen[i]->name : chosen[i]->stage, Charset::Unicode));
        return std::nullopt;
      }
  return chosen;
}

InputOptions input_options(const InputChoice& choice, std::vector<InstrumentPtr> instruments) {
  InputOptions options;
  if (!choice.format.empty()) options.format = parse_input_format(choice.format);
  if (!choice.encoding.empty()) options.encoding = parse_encoding(choice.encoding);
  options.instruments = std::move(instruments);
  return options;
}

Totals totals_of(const Survey& survey) {
  const auto& totals = survey.totals();
  return {survey.files().size(), totals.responses, totals.scored, totals.rejected, totals.filtered,
          totals.respondents,    totals.answers,   totals.pairs,  totals.invalid_cells};
}

Session::Session(const ToolOptions& options, Io& io) : options_(&options), io_(&io) {}

// `groupings`: of the tool and of --by together.
std::string Session::takes_less_memory(const std::vector<Grouping>& groupings) const {
  const auto& by = options_->by();
  const bool keeps_respondents = std::count(groupings.begin(), groupings.end(), kByRespondent) > std::count(by.begin(), by.end(), kByRespondent);
  const bool can_leave_them_out = options_->has("--no-respondents");
  if (keeps_respondents && !can_leave_them_out) return "every respondent is kept for this; choose a part of them with --where";
  std::vector<std::string> ways;
  if (!by.empty()) ways.emplace_back("group by columns with fewer values");
  if (by.empty() && options_->tool() == "tally") ways.emplace_back("name fewer columns with --by");
  if (keeps_respondents) ways.emplace_back("leave out single respondents with --no-respondents");
  ways.emplace_back("choose a part of the responses with --where");
  const std::string last = std::exchange(ways.back(), "");
  ways.pop_back();
  return ways.empty() ? last : fmt::format("{}, or {}", fmt::join(ways, ", "), last);
}

std::optional<int> Session::collect(SurveyOptions survey, const std::function<bool(const std::string&, Survey&)>& claim) {
  const auto& input = options_->input();
  if (input.inputs.empty()) return usage_error(options_->tool(), "no input; give files, folders or - for standard input", *io_);
  if (options_->given("--output") && options_->output().output.empty()) return usage_error(options_->tool(), "--output: the name is empty", *io_);
  for (const auto& name : input.inputs) {
    if (name.empty()) return usage_error(options_->tool(), "the name of an input is empty; give files, folders or - for standard input", *io_);
    std::error_code error;
    if (!options_->output().output.empty() && std::filesystem::equivalent(name, options_->output().output, error))
      return usage_error(options_->tool(), fmt::format("--output: '{}' is an input; it would be overwritten", options_->output().output), *io_);
  }
  std::vector<Grouping> seen;
  for (const auto& grouping : options_->by()) {
    for (const auto& column : grouping) {
      if (is_own_column(column))
        return usage_error(options_->tool(), fmt::format("--by: the output has a column '{}' of its own; rename the input's", column), *io_);
      if (std::count(grouping.begin(), grouping.end(), column) > 1)
        return usage_error(options_->tool(), fmt::format("--by: '{}' is there twice", column), *io_);
    }
    if (std::find(seen.begin(), seen.end(), grouping) != seen.end())
      return usage_error(options_->tool(), fmt::format("--by: the grouping '{}' is there twice", fmt::join(grouping, ",")), *io_);
    seen.push_back(grouping);
  }
  if (std::find(input.instruments.begin(), input.instruments.end(), "") != input.instruments.end())
    return usage_error(options_->tool(), "--instrument: the name is empty; give developing, established or an instrument file", *io_);
  for (const auto& condition : input.where) {
    const auto equals = condition.find('=');
    if (equals == std::string::npos || equals == 0)
      return usage_error(options_->tool(), fmt::format("--where: '{}' is not COLUMN=VALUE", condition), *io_);
    survey.where.emplace_back(condition.substr(0, equals), condition.substr(equals + 1));
  }
  survey.on_error = input.on_error == "skip" ? OnError::Skip : input.on_error == "blank" ? OnError::Blank : OnError::Stop;
  survey.takes_less = takes_less_memory(survey.groupings);
  auto instruments = chosen_instruments(input.instruments, *io_);
  if (!instruments) return kBadInput;
  survey_.emplace(std::move(survey));
  auto reading = input_options(input, std::move(*instruments));
  // Who wants the faults themselves reads alone: behind a fault that ends a file, threads would count what one does not read.
  reading.threads = claim ? 1 : static_cast<unsigned>(input.threads);
  reading.standard_input_bytes = io_->in_bytes;
  reading.hash = options_->format() == Format::Json || options_->tool() == "tally";  // nothing else shows it
  ReadingProgress progress;
  if (progress_screen().err != nullptr) reading.progress = &progress;
  const ProgressBar bar(progress_screen(), [&](double seconds, int width) {
    const std::uint64_t all = progress.bytes_in_all;
    return reading_line(progress.bytes, all > 0 ? std::optional(all) : std::nullopt, seconds, width);
  });
  read_inputs(claim ? unclaimed(claim) : input.inputs, io_->in, reading, *survey_);
  return std::nullopt;
}

std::vector<std::string> Session::unclaimed(const std::function<bool(const std::string&, Survey&)>& claim) {
  std::vector<std::string> names;
  for (const auto& input : options_->input().inputs) {
    std::error_code error;
    if (input == "-" || !std::filesystem::is_directory(input, error)) {
      names.push_back(input);
    } else if (auto files = list_folder(input)) {
      names.insert(names.end(), files->begin(), files->end());
    } else {
      survey_->reject(files.error());
    }
  }
  names.erase(std::remove_if(names.begin(), names.end(), [&](const std::string& name) { return claim(name, *survey_); }), names.end());
  return names;
}

std::optional<int> Session::inspect(const std::vector<Grouping>& groupings, const std::vector<TallyDepth>& depths, std::size_t most_faults,
                                    const std::function<bool(const std::string&, Survey&)>& claim) {
  const auto status =
      collect({.groupings = groupings, .depth = TallyDepth::Practices, .depths = depths, .most_faults = most_faults}, claim);
  if (status || survey_->fault_count() > 0) return status;  // a file with faults may not have come as far as its columns
  if (const auto wrong = check_columns()) return wrong;
  return depths.empty() ? std::nullopt : check_kept(groupings, {});
}

std::optional<int> Session::read(const std::vector<Grouping>& groupings, TallyDepth depth, const Leniency& leniency) {
  return read(groupings, std::vector<TallyDepth>(groupings.size(), depth), leniency);
}

std::optional<int> Session::read(const std::vector<Grouping>& groupings, std::vector<TallyDepth> depths, const Leniency& leniency) {
  const auto status = collect({.groupings = groupings, .depths = std::move(depths)}, nullptr);
  if (status) return status;
  if (survey_->fault_count() > 0 && (!survey_->usable() || !options_->output().quiet)) print_faults();
  if (!survey_->usable() && survey_->fault_count() > 0) return kBadInput;
  if (const auto wrong = check_columns()) return wrong;
  if (const auto lost = check_kept(groupings, leniency.columns)) return lost;
  if (!survey_->usable() && !(leniency.may_be_empty && survey_->totals().filtered > 0)) {
    io_->err << (survey_->totals().filtered > 0 ? "error: no response is left: --where fits none of them\n" : "error: the input holds no responses\n");
    return kBadInput;
  }
  if (!options_->output().quiet)
    for (const auto& note : survey_->notes()) io_->err << "note: " << for_terminal(note, io_->terminal.charset) << '\n';
  return std::nullopt;
}

std::optional<int> Session::check_columns() const {
  const auto known = survey_->columns();
  const auto complain = [&](const std::string& option, const std::string& column) -> std::optional<int> {
    if (std::find(known.begin(), known.end(), column) != known.end()) return std::nullopt;
    const std::string hint = did_you_mean(column, known);
    return usage_error(options_->tool(),
                       fmt::format("{}: no input has a column '{}'; {}", option, column,
                                   hint.empty() ? fmt::format("there are: {}", fmt::join(known, ", ")) : hint),
                       *io_);
  };
  for (const auto& grouping : options_->by())
    for (const auto& column : grouping)
      if (const auto status = complain("--by", column)) return status;
  for (const auto& condition : options_->input().where)
    if (const auto status = complain("--where", condition.substr(0, condition.find('=')))) return status;
  return std::nullopt;
}

// Tally files tell apart what they were asked to keep. Nothing may look as if their responses had no value in a column.
std::optional<int> Session::check_kept(const std::vector<Grouping>& groupings, const std::vector<std::string>& optional) const {
  std::vector<std::string> needed;
  for (const auto& condition : survey_->options().where) needed.push_back(condition.first);
  for (const auto& grouping : groupings)
    for (const auto& column : grouping)
      if (std::find(optional.begin(), optional.end(), column) == optional.end()) needed.push_back(column);
  for (const auto& column : needed) {
    auto lost = survey_->lost(column);
    if (!lost) continue;
    const auto& charset = io_->terminal.charset;
    const auto kept = lost->kept.empty() ? "no column" : fmt::format("{}", fmt::join(lost->kept, ", "));
    lost->kept.push_back(column);
    io_->err << for_terminal(fmt::format("error: {}: this tally file has not kept the column '{}' of its responses; it keeps {}", lost->file, column, kept), charset) << '\n'
             << "  " << for_terminal(fmt::format("write it with --by {}, or choose other columns with --by", fmt::join(lost->kept, ",")), charset) << '\n';
    return kBadInput;
  }
  if (options_->output().quiet) return std::nullopt;
  for (const auto& column : optional)
    if (const auto lost = survey_->lost(column))
      io_->err << for_terminal(fmt::format("note: {}: this tally file has not kept the column '{}'", lost->file, column), io_->terminal.charset) << '\n';
  return std::nullopt;
}

void Session::print_faults() const {
  for (const auto& fault : survey_->faults()) print_fault(fault, *io_);
  const auto more = survey_->fault_count() - survey_->faults().size();
  if (more > 0) io_->err << fmt::format("and {} more; partnership-validate lists them all\n", more);
  if (!survey_->usable()) return;
  const auto& totals = survey_->totals();
  if (totals.rejected > 0) io_->err << fmt::format("{} of {} responses left out (--on-error skip)\n", totals.rejected, totals.responses);
  if (totals.invalid_cells > 0) io_->err << fmt::format("{} unreadable answer{} taken as blank (--on-error blank)\n", totals.invalid_cells, totals.invalid_cells == 1 ? "" : "s");
}

Document Session::document() const {
  Document document;
  document.tool = options_->tool();
  if (!survey_) return document;
  for (const auto& instrument : survey_->instruments()) document.instruments.push_back(instrument->name);
  for (const auto& file : survey_->files()) document.inputs.push_back({file.name, file.bytes, file.xxh3_128});
  document.rules.emplace_back("on_error", options_->input().on_error);
  for (const auto& condition : options_->input().where) document.rules.emplace_back("where", condition);
  document.totals = totals_of(*survey_);
  return document;
}

// Standard error, if it is a terminal and remarks are wanted.
ProgressScreen Session::progress_screen() const {
  if (!io_->terminal.err || options_->output().quiet) return {};
  return {&io_->err, io_->terminal.err_width};
}

int Session::write(const std::function<void(const Printing&)>& print) {
  const auto print_to = [&](std::ostream& out, const ProgressScreen& screen) {
    const auto renderer = make_renderer(out, render_options(), document());
    print({*renderer, out, options_->input().threads, screen});
  };
  if (options_->output().output.empty()) {
    print_to(io_->out, io_->terminal.out ? ProgressScreen{} : progress_screen());  // what a terminal shows is progress enough
    return kDone;
  }
  OutputFile file(options_->output().output);
  print_to(file.stream(), progress_screen());
  const std::string failure = file.commit();
  if (failure.empty()) return kDone;
  io_->err << "error: " << for_terminal(failure, io_->terminal.charset) << '\n';
  return kSystemFailed;
}

}  // namespace partnership::apps
