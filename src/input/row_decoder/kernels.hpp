// What a kernel is: the same three functions, compiled for one instruction set. row_decoder.cpp picks one at its first use.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "input/row_decoder/row_decoder.hpp"

namespace partnership::row_decoding {

// A row longer than this is for the plain reader.
inline constexpr std::size_t kLongestRow = 4096;

struct Kernel {
  std::string_view name;
  void (*decode)(const RowShape& shape, std::string_view text, DecodedRows& into);
  TextCounts (*count_text)(std::string_view text);
  std::size_t (*find_unusual_byte)(std::string_view text);
};

[[nodiscard]] const Kernel& plain_kernel();
// Those that this processor can run, best first: at least the plain one, which is last.
[[nodiscard]] std::span<const Kernel> kernels();

}  // namespace partnership::row_decoding
