// The same responses in every layout.
#pragma once
#include <optional>
#include <string>

#include "partnership/input.hpp"

namespace partnership::fuzz {

// If all that the text holds are responses without a fault: written as CSV wide, CSV long and YAML, they give the same tally.
void expect_layouts_agree(const std::string& text, std::optional<InputFormat> format);

}  // namespace partnership::fuzz
