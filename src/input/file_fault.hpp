// A fault of a file as a whole, without a place in it.
#pragma once
#include <string>
#include <utility>

#include "partnership/fault.hpp"

namespace partnership {

[[nodiscard]] inline Fault file_fault(FaultKind kind, const std::string& file, std::string message, std::string hint = "") {
  Fault fault;
  fault.kind = kind;
  fault.file = file;
  fault.message = std::move(message);
  fault.hint = std::move(hint);
  return fault;
}

}  // namespace partnership
