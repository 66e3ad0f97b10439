#include <algorithm>
#include <filesystem>
#include <iterator>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "input/byte_source.hpp"
#include "input/csv_rows.hpp"
#include "input/file_fault.hpp"
#include "input/input_format.hpp"
#include "input/text_source.hpp"
#include "input/yaml_responses.hpp"
#include "partnership/input.hpp"

namespace partnership {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLargestYaml = std::size_t{64} << 20U;

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

void read_text(TextSource& text, const std::string& file, const InputOptions& options, Intake& intake) {
  const auto start = text.peek();
  if (!start) return intake.reject(start.error());
  if (start->find_first_not_of(" \t\r\n") == std::string_view::npos)
    return intake.reject(file_fault(FaultKind::EmptyFile, file, "the file is empty"));
  const auto recognised = recognise_format(file, *start, options);
  if (!recognised) return intake.reject(recognised.error());
  if (recognised->format == InputFormat::Yaml)
    read_yaml(text, file, options, intake);
  else
    read_csv(text, file, recognised->delimiter, options.instruments, intake);
}

void read_bytes(ByteSource bytes, const InputOptions& options, Intake& intake) {
  TextSource text(bytes, options.encoding);
  read_text(text, bytes.name(), options, intake);
  if (!intake.full()) bytes.drain();
  intake.finish_file(bytes.summary());
}

void read_file(const std::string& path, const InputOptions& options, Intake& intake) {
  auto bytes = ByteSource::open(path);
  if (!bytes) return intake.reject(bytes.error());
  read_bytes(std::move(*bytes), options, intake);
}

void read_folder(const std::string& path, const InputOptions& options, Intake& intake) {
  const auto files = list_folder(path);
  if (!files) return intake.reject(files.error());
  for (const auto& file : *files) {
    if (intake.full()) return;
    read_file(file, options, intake);
  }
}

}  // namespace

Result<std::vector<std::string>> list_folder(const std::string& path) {
  std::vector<std::string> files;
  std::error_code error;
  for (fs::directory_iterator entry(path, error); !error && entry != fs::directory_iterator(); entry.increment(error)) {
    std::error_code unreadable;  // of the entry; opening it would say why
    if (entry->is_regular_file(unreadable) && format_of_name(entry->path().native())) files.push_back(entry->path().native());
  }
  if (error) return tl::unexpected(file_fault(FaultKind::CannotOpen, path, "cannot open the folder: " + error.message()));
  if (files.empty())
    return tl::unexpected(file_fault(FaultKind::EmptyFolder, path, "no file in this folder ends in .csv, .tsv, .yaml, .yml or .json"));
  std::sort(files.begin(), files.end());
  return files;
}

void read_inputs(const std::vector<std::string>& inputs, std::istream& standard_input, const InputOptions& options, Intake& intake) {
  for (const auto& input : inputs) {
    if (intake.full()) return;
    std::error_code error;
    if (input == "-")
      read_bytes(ByteSource(standard_input, input), options, intake);
    else if (fs::is_directory(input, error))
      read_folder(input, options, intake);
    else
      read_file(input, options, intake);
  }
}

}  // namespace partnership
