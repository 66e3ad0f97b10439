// For every set of eight bytes (a bit each, the first byte lowest) the places of those in the set, in order: a byte shuffle
// with it moves them to the front. Places behind them do not matter.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>

namespace partnership::row_decoding {

struct CompressTable {
  // One more row than used: sixteen bytes are loaded from each.
  alignas(64) std::array<std::uint8_t, 8 * 257> places{};
  alignas(64) std::array<std::uint8_t, 256> counts{};  // of bytes in the set
  constexpr CompressTable() {
    for (std::size_t set = 0; set < 256; ++set)
      for (std::uint8_t place = 0; place < 8; ++place)
        if ((set >> place & 1U) != 0) places[8 * set + counts[set]++] = place;
  }
};
inline constexpr CompressTable kCompressTable;

}  // namespace partnership::row_decoding
