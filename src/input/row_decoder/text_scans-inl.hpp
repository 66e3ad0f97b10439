// Passes over a whole text, and what all kernels share: bits for bytes. Compiled once per instruction set (no include guard
// in the usual sense, see Highway's foreach_target.h).
#if defined(PARTNERSHIP_TEXT_SCANS_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef PARTNERSHIP_TEXT_SCANS_INL_HPP
#undef PARTNERSHIP_TEXT_SCANS_INL_HPP
#else
#define PARTNERSHIP_TEXT_SCANS_INL_HPP
#endif

#include <algorithm>
#include <bit>
#include <cstring>
#include <type_traits>

HWY_BEFORE_NAMESPACE();
namespace partnership::row_decoding::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Bytes = hn::CappedTag<std::uint8_t, 64>;
using Vector = hn::Vec<Bytes>;
using Mask = hn::Mask<Bytes>;
inline constexpr std::size_t kLanes = hn::MaxLanes(Bytes());
inline constexpr std::size_t kBlock = 64;  // bytes that make one word of bits, the first byte lowest

HWY_INLINE Vector load(const std::uint8_t* bytes) { return hn::LoadU(Bytes(), bytes); }
HWY_INLINE Vector all_lanes(std::uint8_t byte) { return hn::Set(Bytes(), byte); }

HWY_INLINE std::uint64_t bits(Mask mask) {
  std::conditional_t<kLanes == 64, std::uint64_t, std::conditional_t<kLanes == 32, std::uint32_t, std::uint16_t>> word = 0;
  hn::StoreMaskBits(Bytes(), mask, reinterpret_cast<std::uint8_t*>(&word));
  return word;
}

// Which bytes of a block equal `byte`.
HWY_INLINE std::uint64_t equal_bits(const std::uint8_t* block, Vector byte) {
  std::uint64_t found = 0;
  for (std::size_t i = 0; i < kBlock; i += kLanes) found |= bits(hn::Eq(load(block + i), byte)) << i;
  return found;
}

inline const std::uint8_t* bytes_of(std::string_view text) { return reinterpret_cast<const std::uint8_t*>(text.data()); }

// Stretch by stretch: where there is no CR, which is nearly always, only bytes are counted, each lane for itself.
inline TextCounts count_text(std::string_view text) {
  constexpr std::size_t kStretch = 2048;  // no lane counts further than 255
  const Bytes d;
  const Vector quote = all_lanes('"'), line_feed = all_lanes('\n'), carriage_return = all_lanes('\r');
  TextCounts counts;
  std::uint64_t after_return = 0;  // 1: the byte before is CR
  std::uint64_t returns = 0, line_ends = 0;
  const auto sum_of = [&](Vector lanes) HWY_ATTR { return hn::GetLane(hn::SumOfLanes(hn::Repartition<std::uint64_t, Bytes>(), hn::SumsOf8(lanes))); };
  const auto count_stretch = [&](const std::uint8_t* at) HWY_ATTR {
    Vector quotes = hn::Zero(d), feeds = quotes, any_return = quotes;
    for (std::size_t i = 0; i < kStretch; i += kLanes) {
      const Vector bytes = load(at + i);
      quotes = hn::Sub(quotes, hn::VecFromMask(d, hn::Eq(bytes, quote)));
      feeds = hn::Sub(feeds, hn::VecFromMask(d, hn::Eq(bytes, line_feed)));
      any_return = hn::Or(any_return, hn::VecFromMask(d, hn::Eq(bytes, carriage_return)));
    }
    counts.quotes += sum_of(quotes);
    counts.line_feeds += sum_of(feeds);
    if (HWY_LIKELY(after_return == 0 && hn::AllFalse(d, hn::Ne(any_return, hn::Zero(d))))) return;
    for (std::size_t i = 0; i < kStretch; i += kBlock) {
      const std::uint64_t found = equal_bits(at + i, carriage_return);
      returns += static_cast<std::uint64_t>(std::popcount(found));
      line_ends += static_cast<std::uint64_t>(std::popcount((found << 1U | after_return) & equal_bits(at + i, line_feed)));
      after_return = found >> 63U;
    }
  };
  const std::uint8_t* at = bytes_of(text);
  std::size_t left = text.size();
  for (; left >= kStretch; at += kStretch, left -= kStretch) count_stretch(at);
  std::uint8_t last[kStretch] = {};  // zeros are neither counted nor a LF
  if (left != 0) std::memcpy(last, at, left);
  count_stretch(last);
  counts.lone_returns = returns - line_ends;
  return counts;
}

inline std::size_t find_unusual_byte(std::string_view text) {
  // As signed numbers, the unusual ones are those below 1.
  const hn::RebindToSigned<Bytes> as_signed;
  const auto one = hn::Set(as_signed, 1);
  const std::uint8_t* const begin = bytes_of(text);
  constexpr std::size_t kStride = 4 * kBlock;
  std::size_t at = 0;
  for (; text.size() - at >= kStride; at += kStride) {
    auto least = one;
    for (std::size_t i = 0; i < kStride; i += kLanes) least = hn::Min(least, hn::BitCast(as_signed, load(begin + at + i)));
    if (HWY_UNLIKELY(!hn::AllFalse(as_signed, hn::Lt(least, one)))) break;
  }
  while (at < text.size() && begin[at] - 1U < 127U) ++at;
  return at;
}

}  // namespace partnership::row_decoding::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
