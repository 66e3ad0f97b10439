#include "tally/tally_inputs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace partnership {
namespace {

bool is_in(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

TallyInputs::Input& TallyInputs::begin(std::size_t file, const std::string& name, const TallyHeader& header) {
  Input input{name, header, header.kept};
  if (is_in(header.columns, "wave")) input.names.emplace_back("wave");
  return inputs_[file] = std::move(input);
}

void TallyInputs::take(TallyInputs& other) { inputs_.merge(other.inputs_); }

std::optional<Survey::LostColumn> TallyInputs::lost(const std::string& column) const {
  for (const auto& [number, input] : inputs_)
    if (is_in(input.header.columns, column) && !is_in(input.names, column)) return Survey::LostColumn{input.name, input.header.kept};
  return std::nullopt;
}

std::optional<std::string> TallyInputs::file_without_hashes() const {
  for (const auto& [number, input] : inputs_)
    if ((!input.header.hashes && (input.several || input.header.named != 0U)) || (input.chosen && input.header.named != 0U)) return input.name;
  return std::nullopt;
}

std::uint64_t TallyInputs::unnamed() const {
  std::uint64_t sum = 0;
  for (const auto& [number, input] : inputs_) sum += input.unnamed();
  return sum;
}

std::optional<std::uint64_t> TallyInputs::named(std::uint64_t logged, bool others) const {
  if (!not_compared(others).empty()) return std::nullopt;
  for (const auto& [number, input] : inputs_) {
    if (!input.named()) return std::nullopt;
    if (!input.header.hashes) logged += *input.named();
  }
  return logged;
}

std::vector<std::string> TallyInputs::not_compared(bool others) const {
  std::size_t with_names = others ? 1 : 0;
  std::vector<std::string> found;
  for (const auto& [number, input] : inputs_) {
    if (input.header.named == 0U) continue;
    ++with_names;
    if (!input.header.hashes) found.push_back(input.name);
  }
  return with_names > 1 ? found : std::vector<std::string>();
}

std::vector<TallySource> TallyInputs::sources(const SurveyOptions& options) const {
  std::vector<TallySource> all;
  for (const auto& [number, input] : inputs_)
    for (const auto& source : input.header.sources) {
      auto& added = all.emplace_back(source);
      for (const auto& [column, value] : options.where) {
        auto condition = column + '=' + value;
        if (!is_in(added.where, condition)) added.where.push_back(std::move(condition));
      }
    }
  return all;
}

std::vector<TallyInputs::Repeated> TallyInputs::repeated(const std::map<std::size_t, InputFile>& files) const {
  struct Given {
    std::string xxh3_128;
    std::uint64_t bytes;
    std::size_t file;
    const Input* tally;  // nullptr: the input itself
    std::string name;
  };
  std::vector<Given> all;
  for (const auto& [number, file] : files)
    if (!has(number)) all.push_back({file.xxh3_128, file.bytes, number, nullptr, file.name});
  for (const auto& [number, input] : inputs_)
    for (const auto& source : input.header.sources) all.push_back({source.xxh3_128, source.bytes, number, &input, source.name});
  all.erase(std::remove_if(all.begin(), all.end(), [](const Given& given) { return given.bytes == 0 || given.xxh3_128.empty(); }),
            all.end());
  std::sort(all.begin(), all.end(), [](const Given& a, const Given& b) {
    return std::tie(a.xxh3_128, a.bytes, a.file, a.name) < std::tie(b.xxh3_128, b.bytes, b.file, b.name);
  });
  std::vector<Repeated> found;
  for (std::size_t i = 1, first = 0; i < all.size(); ++i) {
    if (all[i].xxh3_128 != all[first].xxh3_128 || all[i].bytes != all[first].bytes) first = i;
    const auto &one = all[first], &other = all[i];
    if (one.file == other.file || (one.tally == nullptr && other.tally == nullptr) || all[i - 1].file == other.file) continue;
    const bool named =
        (one.tally ? one.tally->header.named : other.tally->header.named) != 0U && (!other.tally || other.tally->header.named != 0U);
    found.push_back({other.file, one.file, other.name, named});
  }
  return found;
}

std::vector<std::string> TallyInputs::notes(const std::map<std::size_t, InputFile>& files, bool others) const {
  std::vector<std::string> all;
  for (const auto& repeated : repeated(files))
    if (!repeated.named)
      all.push_back(fmt::format("{} is of '{}', which was counted before: responses without a name count twice",
                                inputs_.contains(repeated.file) ? inputs_.at(repeated.file).name : files.at(repeated.file).name,
                                repeated.source));
  for (const auto& [number, input] : inputs_) {
    std::vector<std::string> conditions;
    for (const auto& source : input.header.sources)
      for (const auto& condition : source.where)
        if (!is_in(conditions, condition)) conditions.push_back(condition);
    if (!conditions.empty())
      all.push_back(fmt::format("{}: written with --where {}: other responses were left out", input.name, fmt::join(conditions, ", ")));
  }
  const auto unknown = not_compared(others);
  if (!unknown.empty())
    all.push_back(fmt::format("{} carr{} no hashes: respondents given twice across files are not found there, nor their number",
                              unknown.size() == 1 ? unknown.front() : fmt::format("{} tally files", unknown.size()),
                              unknown.size() == 1 ? "ies" : "y"));
  return all;
}

}  // namespace partnership
