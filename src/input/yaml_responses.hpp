// Responses written as YAML or JSON: one map per response, in as many documents or list items as there are responses.
// A practice left out, or without a value, is blank; `4b` is short for {ideal: 4, actual: b}.
#pragma once
#include <string>

#include "partnership/input.hpp"

namespace partnership {

// Pushes every response of `bytes` to `intake`. Unreadable answers travel inside their response; a document with a
// structural fault is rejected with all of them, and reading goes on with the next one, up to 1000 faults. What is no YAML
// ends the file.
void read_yaml_responses(std::string bytes, const std::string& file, const InputOptions& options, Intake& intake);

}  // namespace partnership
