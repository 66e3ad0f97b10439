// One row after another, 64 bytes at a time: README.md in this folder shows on an example what the words of bits are.
// Compiled once per instruction set.
#if defined(PARTNERSHIP_ROW_KERNEL_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef PARTNERSHIP_ROW_KERNEL_INL_HPP
#undef PARTNERSHIP_ROW_KERNEL_INL_HPP
#else
#define PARTNERSHIP_ROW_KERNEL_INL_HPP
#endif

#include "input/row_decoder/compress_table.hpp"
#include "input/row_decoder/text_scans-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace partnership::row_decoding::HWY_NAMESPACE {

using Word = std::uint64_t;  // a bit for each byte of a block
using Places = std::uint32_t;

HWY_INLINE Word upto(Word place) { return ~Word{0} >> (kBlock - 1 - place); }

// ---- Lines ----

// The first byte of every line end, CR or LF, of the next stretch of the text. What stands right behind a line end is not
// found, or not always: who takes a line has to see that it does not start with one.
class LineEnds {
 public:
  HWY_INLINE explicit LineEnds(std::string_view text) : text_(bytes_of(text)), size_(static_cast<Places>(text.size())) {}

  // The first one at or behind `from`; false: it is not near.
  HWY_INLINE bool next(Places from, Places& place) {
    do {
      while (taken_ == count_)
        if (scanned_ >= size_ || scanned_ > from + kLongestRow || !scan()) return false;
      place = found_[taken_++];
    } while (place < from);
    return place - from <= kLongestRow;
  }

 private:
  static constexpr Places kStretch = 1024;

  HWY_INLINE bool scan() {
    const Vector line_feed = all_lanes('\n'), carriage_return = all_lanes('\r');
    count_ = taken_ = 0;
    const Places end = scanned_ + kStretch;
    for (; scanned_ < end && scanned_ < size_; scanned_ += kBlock) {
      Word ends = 0;
      for (std::size_t i = 0; i < kBlock; i += kLanes) {
        const Vector bytes = load(text_ + scanned_ + i);
        ends |= bits(hn::Or(hn::Eq(bytes, line_feed), hn::Eq(bytes, carriage_return))) << i;
      }
      if (HWY_UNLIKELY(size_ - scanned_ < kBlock)) ends &= upto(size_ - scanned_) >> 1U;
      Word first = ends & ~(ends << 1U);  // of a CRLF at the edge both are found: next() passes the LF over
      // Whether a block holds a line end cannot be predicted: so the first one is stored in any case.
      found_[count_] = scanned_ + static_cast<Places>(std::countr_zero(first));
      count_ += first != 0;
      for (first &= first - 1; HWY_UNLIKELY(first != 0); first &= first - 1)
        found_[count_++] = scanned_ + static_cast<Places>(std::countr_zero(first));
    }
    return true;
  }

  const std::uint8_t* text_;
  Places size_, scanned_ = 0;
  std::size_t taken_ = 0, count_ = 0;
  std::array<Places, kStretch / 2 + 1> found_;
};

// ---- Metadata ----

// Bit i of the result is the exclusive or of bits 0 to i: which bytes are in quotes, the opening one included.
HWY_INLINE Word prefix_xor(Word word) {
  for (unsigned step = 1; step < kBlock; step *= 2) word ^= word << step;
  return word;
}

struct Line {
  const std::uint8_t* bytes;
  Places begin, size;  // in the text, without the line end
};

// Where the ratings start, in the line; 0 if the metadata is not of the kind we know.
HWY_INLINE Places cut_metadata(const Line& line, const RowShape& shape, DecodedRows::Field* HWY_RESTRICT fields) {
  const Vector delimiter = all_lanes(static_cast<std::uint8_t>(shape.delimiter)), quote = all_lanes('"');
  Word in_quotes = 0, after_delimiter = 1, after_closing = 0;
  Places start = 0;
  std::size_t left = shape.metadata;
  for (Places block = 0; block < line.size; block += kBlock) {
    const Word quotes = equal_bits(line.bytes + block, quote);
    const Word quoted = prefix_xor(quotes) ^ in_quotes;
    const Word delimiters = equal_bits(line.bytes + block, delimiter) & ~quoted;
    const Word opening = quotes & quoted, closing = quotes & ~quoted;
    // An opening quote stands behind a delimiter, a closing one before a delimiter.
    const Word misplaced = (opening & ~(delimiters << 1U | after_delimiter)) | ((closing << 1U | after_closing) & ~delimiters);
    Word rest = delimiters;
    for (; rest != 0; rest &= rest - 1) {
      const auto place = static_cast<Word>(std::countr_zero(rest));
      const Places end = block + static_cast<Places>(place);
      const Places bare = line.bytes[start] != '"';
      *fields++ = {line.begin + start + 1 - bare, end - start - 2 + 2 * bare};
      start = end + 1;
      if (--left == 0) return (misplaced & upto(place)) == 0 && start <= line.size ? start : 0;
    }
    if (misplaced != 0) return 0;
    in_quotes = Word{0} - (quoted >> (kBlock - 1));
    after_delimiter = delimiters >> (kBlock - 1);
    after_closing = closing >> (kBlock - 1);
  }
  return 0;
}

// ---- Ratings: their first bytes ----

inline constexpr std::size_t kMostCells = 2 * DecodedRows::kMostPractices;

// Stores the bytes of a block whose bits are set one behind the other; up to 64 bytes behind them are overwritten.
HWY_INLINE std::uint8_t* compress(const std::uint8_t* block, Word set, std::uint8_t* HWY_RESTRICT to) {
#if HWY_TARGET == HWY_AVX3_DL
  hn::StoreU(hn::Compress(load(block), hn::LoadMaskBits(Bytes(), reinterpret_cast<const std::uint8_t*>(&set))), Bytes(), to);
  return to + std::popcount(set);
#else
  const hn::FixedTag<std::uint8_t, 16> sixteen;
  const hn::FixedTag<std::uint8_t, 8> eight;
  for (std::size_t i = 0; i < kBlock; i += 8, set >>= 8U) {
    const auto places = hn::LoadU(sixteen, kCompressTable.places.data() + 8 * (set & 0xFFU));
    hn::StoreU(hn::LowerHalf(eight, hn::TableLookupBytes(hn::LoadU(sixteen, block + i), places)), eight, to);
#if HWY_TARGET == HWY_SSSE3
    to += kCompressTable.counts[set & 0xFFU];  // processors of that time have no instruction for it
#else
    to += std::popcount(set & 0xFFU);
#endif
  }
  return to;
#endif
}

enum class Quotes { None, Some };

struct Cells {
  alignas(64) std::array<std::uint8_t, kMostCells + 3 * kBlock> first;  // byte of each, behind the quote if there is one
};

// False: they are not ratings, or not so many. What the first bytes are is for code_cells() to judge.
template <Quotes kQuotes>
HWY_INLINE bool cut_cells(const std::uint8_t* text, Places size, std::size_t cells, Vector delimiter, Cells& into) {
  const Vector letter_n = all_lanes('N'), slash = all_lanes('/'), letter_a = all_lanes('A'), quote = all_lanes('"');
  Word after_end = 1, after_opening = 0, after_closing = 0, carry = 0, slashes_due = 0, wrong = 0;
  std::uint8_t* to = into.first.data();
  for (Places block = 0;; block += kBlock) {
    const std::uint8_t* const bytes = text + block;
    Word ends = 0, not_applicable = 0, half_spelt = 0;
    for (std::size_t i = 0; i < kBlock; i += kLanes) {
      const Vector here = load(bytes + i);
      const Mask before_slash_a = hn::And(hn::Eq(load(bytes + i + 1), slash), hn::Eq(load(bytes + i + 2), letter_a));
      ends |= bits(hn::Eq(here, delimiter)) << i;
      not_applicable |= bits(before_slash_a) << i;
      half_spelt |= bits(hn::Xor(before_slash_a, hn::Eq(here, letter_n))) << i;
    }
    const bool is_last = size - block < kBlock;
    Word live = ~Word{0}, before_line_end = live;
    if (is_last) {
      live = upto(size - block);
      before_line_end = live >> 1U;
      ends = (ends & live) | (live ^ before_line_end);
    }
    const Word starts = (ends << 1U | after_end) & live;
    after_end = ends >> (kBlock - 1);
    const Word spelling = not_applicable << 1U | not_applicable << 2U | slashes_due;
    slashes_due = not_applicable >> (kBlock - 1) | not_applicable >> (kBlock - 2);
    Word firsts = starts, explained = starts | ends;
    if constexpr (kQuotes == Quotes::Some) {
      const Word quotes = equal_bits(bytes, quote) & live;
      const Word opening = quotes & starts, closing = quotes & ~starts;
      firsts = (starts & ~quotes) | opening << 1U | after_opening;
      explained |= firsts | closing;
      // Added to the bytes that end no cell, an opening quote carries to the end of its cell: there its closing one must be.
      const Word inner = ~ends, sum = inner + opening, ended = sum + carry;
      carry = static_cast<Word>(sum < inner) | static_cast<Word>(ended < sum);
      wrong |= (ended & ends) ^ (closing << 1U | after_closing);
      after_opening = opening >> (kBlock - 1);
      after_closing = closing >> (kBlock - 1);
    }
    wrong |= ((~explained ^ spelling) & live) | (half_spelt & before_line_end);
    to = compress(bytes, firsts, to);
    if (is_last) break;
    if (HWY_UNLIKELY(to > into.first.data() + cells)) return false;
  }
  return wrong == 0 && to == into.first.data() + cells;
}

// ---- Ratings: their codes ----

// What a byte may be is found by two tables, for its low and its high half: a bit that both have.
enum Kind : std::uint8_t { kDigit = 1, kLetter = 2, kN = 4, kDelimiter = 8, kLineFeed = 16, kReturn = 32 };

class Signs {
 public:
  HWY_INLINE Signs(char delimiter, std::size_t cells) {
    const auto byte = static_cast<std::uint8_t>(delimiter);
    by_low_[byte & 0xFU] |= kDelimiter;
    by_high_[byte >> 4U] |= kDelimiter;
    std::memset(others_.data() + cells, 0xFF, kMostCells - cells);
  }

  // Codes from the first bytes; false: one of them is not the sign of an answer on its side.
  HWY_INLINE bool code_cells(const Cells& cells, std::size_t count, Vector delimiter, bool quoted, std::uint8_t* HWY_RESTRICT codes) const {
    Vector kinds = all_lanes(0xFF);
    for (std::size_t i = 0; i < count; i += 2 * kLanes) {
      const Vector low = states(cells, i, delimiter, quoted, kinds);
      const Vector high = i + kLanes < count ? states(cells, i + kLanes, delimiter, quoted, kinds) : low;
      hn::StoreU(hn::ConcatOdd(Bytes(), high, low), Bytes(), codes + i / 2);
    }
    return hn::AllFalse(Bytes(), hn::Eq(kinds, hn::Zero(Bytes())));
  }

 private:
  // Of the answers, 0 to 5; in odd lanes the code of the rating that ends there.
  HWY_INLINE Vector states(const Cells& cells, std::size_t at, Vector delimiter, bool quoted, Vector& kinds) const {
    const Bytes d;
    const hn::Repartition<std::uint16_t, Bytes> pairs;
    Vector bytes = hn::Load(d, cells.first.data() + at);
    if (quoted) bytes = hn::IfThenElse(hn::Eq(bytes, all_lanes('"')), delimiter, bytes);
    const Vector low = hn::And(bytes, all_lanes(0xF)), high = hn::ShiftRight<4>(bytes);
    const Vector sides = hn::BitCast(d, hn::Set(pairs, static_cast<std::uint16_t>((0xFF ^ kDigit) << 8U | (0xFF ^ kLetter))));
    const Vector kind = hn::And(hn::And(lookup(by_low_, low), lookup(by_high_, high)), sides);
    kinds = hn::Min(kinds, hn::Or(kind, hn::Load(d, others_.data() + at)));
    const auto answers = hn::BitCast(pairs, lookup(kStates, low));
    return hn::BitCast(d, hn::Mul(answers, hn::Set(pairs, 0x0601)));
  }
  using Table = std::array<std::uint8_t, 16>;
  HWY_INLINE static Vector lookup(const Table& table, Vector places) {
    return hn::TableLookupBytes(hn::LoadDup128(Bytes(), table.data()), places);
  }

  //                                          0  1  2  3  4  5  6  7  8  9  A  B  C  D  E  F
  alignas(16) static constexpr Table kStates{{5, 0, 1, 2, 3, 5, 5, 5, 5, 5, 5, 5, 5, 5, 4, 5}};
  alignas(16) Table by_low_{{0, 3, 3, 3, 3, 0, 0, 0, 0, 0, kLineFeed, 0, 0, kReturn, kN, 0}};
  alignas(16) Table by_high_{{kLineFeed | kReturn, 0, 0, kDigit, kLetter | kN, 0, kLetter, 0, 0, 0, 0, 0, 0, 0, 0, 0}};
  alignas(64) std::array<std::uint8_t, kMostCells> others_{};  // lanes behind the last cell
};

// ---- Rows ----

inline void decode(const RowShape& shape, std::string_view text, DecodedRows& into) {
  const std::uint8_t* const bytes = bytes_of(text);
  const Vector delimiter = all_lanes(static_cast<std::uint8_t>(shape.delimiter));
  const std::size_t count = 2 * shape.practices;
  const Signs signs(shape.delimiter, count);
  LineEnds ends(text);
  Cells cells;
  bool quoted = false;
  Places begin = 0, end = 0;
  std::size_t rows = 0;
  for (; rows < DecodedRows::kMostRows && ends.next(begin, end); ++rows) {
    if (bytes[begin] == '\n' || bytes[begin] == '\r') break;
    const bool has_return = bytes[end] == '\r';
    if (has_return && (end + 1 == text.size() || bytes[end + 1] != '\n')) break;
    const Line line{bytes + begin, begin, end - begin};
    Places start = 0;
    if (shape.metadata != 0) {
      start = cut_metadata(line, shape, into.metadata.data() + rows * DecodedRows::kMostMetadata);
      if (start == 0) break;
    }
    const std::uint8_t* const ratings = line.bytes + start;
    const Places size = line.size - start;
    if (!quoted && !cut_cells<Quotes::None>(ratings, size, count, delimiter, cells)) quoted = true;
    if (quoted && !cut_cells<Quotes::Some>(ratings, size, count, delimiter, cells)) break;
    if (!signs.code_cells(cells, count, delimiter, quoted, into.codes.data() + rows * DecodedRows::kMostPractices)) break;
    begin = end + 1 + static_cast<Places>(has_return);
  }
  into.rows = rows;
  into.bytes = begin;
}

}  // namespace partnership::row_decoding::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
