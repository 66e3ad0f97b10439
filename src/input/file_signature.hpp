// Files that are not text but that people give all the same: workbooks, PDFs, archives. Recognised by their first bytes,
// so that the message can say what to do instead of complaining about an encoding.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "partnership/fault.hpp"

namespace partnership {

// A FormatMismatch if `bytes`, the start of a file, belong to such a format.
[[nodiscard]] std::optional<Fault> foreign_format(std::string_view bytes, const std::string& file);

}  // namespace partnership
