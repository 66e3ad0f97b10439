#include "input/row_decoder/row_decoder.hpp"
#include "partnership/input.hpp"

#include <algorithm>
#include <atomic>
#include <vector>

#include "input/row_decoder/kernels.hpp"

namespace partnership {
namespace {

using row_decoding::Kernel;

// Null until first used: programs that read no table pay nothing.
std::atomic<const Kernel*> kernel_in_use{nullptr};

const Kernel& kernel() {
  const Kernel* found = kernel_in_use.load(std::memory_order_acquire);
  if (found == nullptr) {
    found = &row_decoding::kernels().front();
    kernel_in_use.store(found, std::memory_order_release);  // so that whoever finds it sees what it points to
  }
  return *found;
}

}  // namespace

bool RowDecoder::takes(const RowShape& shape) {
  return std::string_view(",;\t|").find(shape.delimiter) != std::string_view::npos && shape.metadata <= DecodedRows::kMostMetadata &&
         shape.practices >= 1 && shape.practices <= DecodedRows::kMostPractices;
}

RowDecoder::RowDecoder(const RowShape& shape) : shape_(shape) {}

void RowDecoder::decode(std::string_view text, DecodedRows& into) const {
  into.rows = into.bytes = 0;
  into.doubled = 0;
  if (takes(shape_)) kernel().decode(shape_, text, into);
}

std::span<const std::string_view> row_kernels() {
  static const auto names = [] {
    std::vector<std::string_view> found;
    for (const auto& each : row_decoding::kernels()) found.push_back(each.name);
    return found;
  }();
  return names;
}

bool use_row_kernel(std::string_view name) {
  const auto kernels = row_decoding::kernels();
  const auto found = std::find_if(kernels.begin(), kernels.end(), [&](const Kernel& each) { return each.name == name; });
  if (found == kernels.end()) return false;
  kernel_in_use = &*found;
  return true;
}

TextCounts count_text(std::string_view text) { return kernel().count_text(text); }
std::size_t find_unusual_byte(std::string_view text) { return kernel().find_unusual_byte(text); }

}  // namespace partnership
