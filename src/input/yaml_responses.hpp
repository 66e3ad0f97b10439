// Responses written in YAML (and so in JSON, which is YAML): a document per response, `ratings` by practice code. The
// reader works on the parser's events, with its own caps, since yaml-cpp's documents are unbounded in depth and memory.
#pragma once
#include <string>

#include "partnership/input.hpp"

namespace partnership {

// `bytes` is valid UTF-8 without a byte order mark. Every fault goes to `intake`.
void read_yaml_responses(std::string bytes, const std::string& file, const InputOptions& options, Intake& intake);

}  // namespace partnership
