// Which format an input has: the extension of its name says so, the content where the name does not. Content that
// contradicts the extension is a fault, since reading it as either could give other answers.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "partnership/fault.hpp"
#include "partnership/input.hpp"

namespace partnership {

// By the extension, in any case: .csv .tsv .yaml .yml .json .tally.
[[nodiscard]] std::optional<InputFormat> format_of_name(std::string_view name);

struct RecognisedFormat {
  InputFormat format = InputFormat::Csv;
  char delimiter = ',';  // of Csv and Tsv
};
// `text`: the start of the file, with something in it. Fails with FormatMismatch or UnknownFormat.
[[nodiscard]] Result<RecognisedFormat> recognise_format(const std::string& file, std::string_view text, const InputOptions& options);

}  // namespace partnership
