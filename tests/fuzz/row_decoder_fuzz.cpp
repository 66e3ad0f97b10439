// The comparison of tests/unit/input/row_decoder_test.cpp on texts that libFuzzer makes up. The first three bytes are the
// shape of the rows; the first of them also says whether each byte after them stands for itself or for a piece of a row.
#include <cstdio>
#include <cstdlib>

#include "support/decoder_comparison.hpp"

namespace {

std::string spelt_out(const std::uint8_t* bytes, std::size_t size, char delimiter) {
  static constexpr std::string_view kPieces[] = {"1", "2", "3", "4", "a", "b", "c", "D", "N/A", "", "_", "_", "\"", "\"_\"", "\"\"", "\n", "\r\n",
                                                 "\r", "N", "/", "A", "1_a_", "\"N/A\"_\"b\"_", "N/A_N/A_", "_____", "East Ashford Health, ",
                                                 "Z\xC3\xBCrich", "\xCE", " ", "e", "5", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"};
  std::string text;
  for (std::size_t i = 0; i < size; ++i) text += kPieces[bytes[i] % std::size(kPieces)];
  for (auto& c : text)
    if (c == '_') c = delimiter;
  return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  if (size < 3) return 0;
  const partnership::RowShape shape{",;\t|"[bytes[0] % 4], bytes[1] % 33U, 1 + bytes[2] % 64U};
  const auto* const rest = bytes + 3;
  const std::string text = bytes[0] / 4 % 2 == 0 ? spelt_out(rest, size - 3, shape.delimiter) : std::string(rest, rest + size - 3);
  if (const auto fault = partnership::decoder_fault(text, shape)) {
    std::fprintf(stderr, "%s\n", fault->c_str());
    std::abort();
  }
  return 0;
}
