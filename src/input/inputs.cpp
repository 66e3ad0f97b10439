#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <iterator>
#include <memory>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "input/byte_source.hpp"
#include "input/csv_rows.hpp"
#include "input/file_fault.hpp"
#include "input/input_format.hpp"
#include "input/lanes.hpp"
#include "input/tally_file.hpp"
#include "input/text_source.hpp"
#include "input/yaml_responses.hpp"
#include "instrument/limits.hpp"
#include "partnership/input.hpp"

namespace partnership {
namespace {

namespace fs = std::filesystem;

void read_yaml(TextStream& text, const std::string& file, const InputOptions& options, Intake& intake) {
  std::string whole;
  for (;;) {
    const auto piece = text.next();
    if (!piece) return intake.reject(piece.error());
    if (piece->empty()) break;
    whole += *piece;
    if (whole.size() > kLargestYaml)
      return intake.reject(
          file_fault(FaultKind::TooLarge, file, "this YAML file is larger than 64 MiB", "split it, or use CSV, which has no limit"));
  }
  read_yaml_responses(std::move(whole), file, options, intake);
}

// One input after another, or several at a time by threads.
class Inputs {
 public:
  Inputs(std::istream& standard_input, const InputOptions& options, Intake& intake)
      : standard_input_(standard_input), options_(options), intake_(intake) {}

  // Files and the contents of folders, numbered in this order.
  void list(const std::vector<std::string>& inputs) {
    for (const auto& input : inputs) {
      std::error_code error;
      const bool is_folder = input != "-" && fs::is_directory(input, error);
      if (error && error != std::errc::no_such_file_or_directory) {
        names_.push_back({input, 0, std::make_unique<Fault>(file_fault(FaultKind::CannotOpen, input, "cannot open the file: " + error.message()))});
        continue;
      }
      if (!is_folder) {
        add(input);
        continue;
      }
      const auto files = list_folder(input);
      if (!files) names_.push_back({input, 0, std::make_unique<Fault>(files.error())});
      for (const auto& file : files.value_or(std::vector<std::string>())) add(file);
    }
    intake_.expect(sizes_known_ ? std::optional(bytes_in_all_) : std::nullopt);
    if (options_.progress != nullptr && sizes_known_) options_.progress->bytes_in_all = bytes_in_all_;
  }

  void read() {
    if (too_many_)
      return intake_.reject(file_fault(FaultKind::TooLarge, "", fmt::format("there are more than {} input files", kMostInputs),
                                       "make tally files of parts of them with partnership-tally: they add up"));
    const unsigned threads = reading_threads(options_);
    for (std::size_t i = 0; i < names_.size() && !intake_.full();) {
      const std::size_t end = threads == 1 ? i : end_of_small_ones(i);
      if (end - i < kWorthThreads) {
        for (const std::size_t few = std::max(end, i + 1); i < few && !intake_.full(); ++i) read(i, intake_, options_);
        continue;
      }
      std::atomic<std::size_t> next = i;
      std::atomic<bool> full = false;
      of_lanes_ = options_;
      of_lanes_.threads = 1;  // they share out the files, so none has threads of its own
      run_lanes(threads, intake_, [&](Intake& intake) {
        for (std::size_t mine = next++; mine < end && !full; mine = next++) {
          read(mine, intake, of_lanes_);
          if (intake.full()) full = true;
        }
      });
      i = end;
    }
  }

 private:
  struct Input {
    std::string name;
    std::uint64_t bytes;           // 0: unknown
    std::unique_ptr<Fault> fault;  // with which there is nothing to read
  };
  static constexpr std::uint64_t kSmall = std::uint64_t{4} << 20U;  // larger files are shared by the threads, not given out
  static constexpr std::size_t kWorthThreads = 64;                  // files

  void add(const std::string& name) {
    if (names_.size() == kMostInputs) too_many_ = true;
    if (too_many_) return;
    const auto bytes = size_of(name);
    sizes_known_ = sizes_known_ && bytes.has_value();
    bytes_in_all_ += bytes.value_or(0);
    names_.push_back({name, bytes.value_or(0), nullptr});
  }

  // Not known of pipes and devices.
  [[nodiscard]] std::optional<std::uint64_t> size_of(const std::string& name) const {
    if (name == "-") return options_.standard_input_bytes;
    std::error_code error;
    const auto status = fs::status(name, error);
    if (!fs::exists(status) || fs::is_directory(status)) return 0;  // there is nothing to read
    const auto bytes = fs::file_size(name, error);
    return error ? std::nullopt : std::optional<std::uint64_t>(bytes);
  }

  // From `begin` on: how far there are small files only. Each is whole work for one thread.
  [[nodiscard]] std::size_t end_of_small_ones(std::size_t begin) const {
    std::size_t end = begin;
    while (end < names_.size() && names_[end].name != "-" && names_[end].bytes <= kSmall) ++end;
    return end;
  }

  void read(std::size_t number, Intake& intake, const InputOptions& options) {
    const auto& input = names_[number];
    intake.begin_file(number, input.name, 1);
    if (input.fault) return intake.reject(*input.fault);
    if (input.name == "-") return read_bytes(ByteSource(standard_input_, input.name), number, intake, options);
    auto bytes = ByteSource::open(input.name);
    if (!bytes) return intake.reject(bytes.error());
    read_bytes(std::move(*bytes), number, intake, options);
  }

  void read_bytes(ByteSource bytes, std::size_t number, Intake& intake, const InputOptions& options) {
    if (options_.hash || names_.size() > 1) bytes.hash();
    bytes.report_to(options_.progress);
    TextSource text(bytes, options_.encoding);
    read_text(text, bytes.name(), number, intake, options);
    if (!intake.full()) bytes.drain();
    intake.finish_file(bytes.summary());
  }

  void read_text(TextSource& text, const std::string& file, std::size_t number, Intake& intake, const InputOptions& options) {
    const auto start = text.peek();
    if (!start) return intake.reject(start.error());
    const auto first = start->find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos && text.is_at_end()) return intake.reject(file_fault(FaultKind::EmptyFile, file, "the file is empty"));
    if (first == std::string_view::npos)
      return intake.reject(file_fault(FaultKind::EmptyFile, file, "the file starts with more than 100,000 blank characters",
                                      "leave out the blank lines at its start"));
    const auto recognised = recognise_format(file, *start, options);
    if (!recognised) return intake.reject(recognised.error());
    // A tally file has a last line, JSON a last bracket. Looked at now, because this text does not stay.
    const bool in_brackets = (*start)[first] == '{' || (*start)[first] == '[';
    const bool has_own_end = recognised->format == InputFormat::Tally || (recognised->format == InputFormat::Yaml && in_brackets);
    if (recognised->format == InputFormat::Yaml)
      read_yaml(text, file, options, intake);
    else if (recognised->format == InputFormat::Tally)
      read_tally(text, file, options, intake);
    else
      read_csv(text, file, number, recognised->delimiter, options, intake);
    if (text.has_open_end() && !has_own_end) intake.note_open_end(file);
  }

  std::istream& standard_input_;
  const InputOptions& options_;
  InputOptions of_lanes_;
  Intake& intake_;
  std::vector<Input> names_;
  std::uint64_t bytes_in_all_ = 0;
  bool sizes_known_ = true;
  bool too_many_ = false;
};

}  // namespace

std::string note_on_open_end(const std::string& file, std::string_view missing) {
  return fmt::format("{}: the last line has no line end, as in a file that was cut short; its last value may be incomplete, and {} may be missing", file, missing);
}

Result<std::vector<std::string>> list_folder(const std::string& path) {
  std::vector<std::string> files;
  std::error_code error;
  for (fs::directory_iterator entry(path, error); !error && entry != fs::directory_iterator(); entry.increment(error)) {
    std::error_code unreadable;  // of the entry; opening it would say why
    if (entry->is_regular_file(unreadable) && format_of_name(entry->path().native())) files.push_back(entry->path().native());
  }
  if (error) return tl::unexpected(file_fault(FaultKind::CannotOpen, path, "cannot open the folder: " + error.message()));
  if (files.empty())
    return tl::unexpected(
        file_fault(FaultKind::EmptyFolder, path, "no file in this folder ends in .csv, .tsv, .yaml, .yml, .json or .tally"));
  std::sort(files.begin(), files.end());
  return files;
}

void read_inputs(const std::vector<std::string>& inputs, std::istream& standard_input, const InputOptions& options, Intake& intake) {
  Inputs all(standard_input, options, intake);
  all.list(inputs);
  all.read();
}

}  // namespace partnership
