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

// Which bytes of a block are CR or LF: the first of them ends the line.
HWY_INLINE Word line_ends_of(const std::uint8_t* block) {
  const Vector line_feed = all_lanes('\n'), carriage_return = all_lanes('\r');
  Word found = 0;
  for (std::size_t i = 0; i < kBlock; i += kLanes) {
    const Vector bytes = load(block + i);
    found |= bits(hn::Or(hn::Eq(bytes, line_feed), hn::Eq(bytes, carriage_return))) << i;
  }
  return found;
}

// ---- Metadata ----

// Bit i of the result is the exclusive or of bits 0 to i: which bytes are in quotes, the opening one included.
HWY_INLINE Word prefix_xor(Word word) {
  for (unsigned step = 1; step < kBlock; step *= 2) word ^= word << step;
  return word;
}

// Where the ratings start, null if the metadata is not of the kind we know. `doubled`: not 0 if there are doubled quotes.
// Ends behind `end`, the end of the text, if the line has no end there.
HWY_INLINE const std::uint8_t* cut_metadata(const std::uint8_t* line, const std::uint8_t* end, std::size_t fields, Vector delimiter,
                                            std::string_view* HWY_RESTRICT into, Word& doubled) {
  const Vector quote = all_lanes('"');
  Word in_quotes = 0, after_delimiter = 1, after_closing = 0;
  const std::uint8_t* start = line;
  for (const std::uint8_t* block = line; block < end; block += kBlock) {
    const Word quotes = equal_bits(block, quote);
    const Word quoted = prefix_xor(quotes) ^ in_quotes;
    const Word delimiters = equal_bits(block, delimiter) & ~quoted;
    const Word opening = quotes & quoted, closing = quotes & ~quoted;
    // An opening quote stands behind a delimiter, a closing one before a delimiter; or the two stand together, one quote doubled.
    const Word after = closing << 1U | after_closing;
    const Word wrong = (opening & ~(delimiters << 1U | after_delimiter | after)) | (after & ~(delimiters | opening)) | line_ends_of(block);
    for (Word rest = delimiters; rest != 0; rest &= rest - 1) {
      const std::uint8_t* const stop = block + std::countr_zero(rest);
      const std::size_t quote_size = *start == '"' ? 1 : 0;
      *into++ = {reinterpret_cast<const char*>(start) + quote_size, static_cast<std::size_t>(stop - start) - 2 * quote_size};
      start = stop + 1;
      if (--fields != 0) continue;
      const Word upto = rest ^ (rest - 1);
      doubled |= opening & after & upto;
      return (wrong & upto) == 0 ? start : nullptr;
    }
    if (wrong != 0) return nullptr;
    doubled |= opening & after;
    in_quotes = Word{0} - (quoted >> (kBlock - 1));
    after_delimiter = delimiters >> (kBlock - 1);
    after_closing = closing >> (kBlock - 1);
  }
  return nullptr;
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

// Where the line ends; null if these are not ratings, or not so many. What the first bytes are is for code_cells() to judge.
// Reads on behind `end`, the end of the text, if the line has no end there.
template <Quotes kQuotes>
HWY_INLINE const std::uint8_t* cut_cells(const std::uint8_t* text, const std::uint8_t* end, std::size_t cells, Vector delimiter, Cells& into) {
  const Vector letter_n = all_lanes('N'), slash = all_lanes('/'), letter_a = all_lanes('A'), quote = all_lanes('"');
  Word after_end = 1, after_opening = 0, after_closing = 0, carry = 0, slashes_due = 0, wrong = 0;
  std::uint8_t* to = into.first.data();
  for (const std::uint8_t* block = text;; block += kBlock) {
    Word ends = 0, not_applicable = 0, half_spelt = 0;
    for (std::size_t i = 0; i < kBlock; i += kLanes) {
      const Vector here = load(block + i);
      const Mask before_slash_a = hn::And(hn::Eq(load(block + i + 1), slash), hn::Eq(load(block + i + 2), letter_a));
      ends |= bits(hn::Eq(here, delimiter)) << i;
      not_applicable |= bits(before_slash_a) << i;
      half_spelt |= bits(hn::Xor(before_slash_a, hn::Eq(here, letter_n))) << i;
    }
    const Word line_ends = line_ends_of(block);
    const Word line_end = line_ends & (Word{0} - line_ends);
    const Word before_line_end = line_end - 1;  // all of them if there is none
    const Word live = before_line_end | line_end;
    ends = (ends & before_line_end) | line_end;
    const Word starts = (ends << 1U | after_end) & live;
    after_end = ends >> (kBlock - 1);
    const Word spelling = not_applicable << 1U | not_applicable << 2U | slashes_due;
    slashes_due = not_applicable >> (kBlock - 1) | not_applicable >> (kBlock - 2);
    Word firsts = starts, explained = starts | ends;
    if constexpr (kQuotes == Quotes::Some) {
      const Word quotes = equal_bits(block, quote) & live;
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
    to = compress(block, firsts, to);
    if (line_end != 0) {
      const std::uint8_t* const found = block + std::countr_zero(line_end);
      return wrong == 0 && to == into.first.data() + cells && found < end ? found : nullptr;
    }
    if (HWY_UNLIKELY(to > into.first.data() + cells || block >= end)) return nullptr;
  }
}

// Apart, so that the other one has the registers to itself.
HWY_NOINLINE inline const std::uint8_t* cut_quoted_cells(const std::uint8_t* text, const std::uint8_t* end, std::size_t cells, Vector delimiter, Cells& into) {
  return cut_cells<Quotes::Some>(text, end, cells, delimiter, into);
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
  const std::uint8_t* line = bytes_of(text);
  const std::uint8_t* const end = line + text.size();
  const Vector delimiter = all_lanes(static_cast<std::uint8_t>(shape.delimiter));
  const std::size_t count = 2 * shape.practices;
  const Signs signs(shape.delimiter, count);
  std::string_view* metadata = into.metadata.data();
  Cells cells;
  bool quoted = false;
  std::size_t rows = 0;
  for (; rows < DecodedRows::kMostRows && line < end; ++rows) {
    Word doubled = 0;
    const std::uint8_t* const ratings = shape.metadata == 0 ? line : cut_metadata(line, end, shape.metadata, delimiter, metadata, doubled);
    if (ratings == nullptr) break;
    const std::uint8_t* line_end = quoted ? nullptr : cut_cells<Quotes::None>(ratings, end, count, delimiter, cells);
    if (line_end == nullptr) {
      quoted = true;
      line_end = cut_quoted_cells(ratings, end, count, delimiter, cells);
    }
    if (line_end == nullptr || line_end - line > static_cast<std::ptrdiff_t>(kLongestRow)) break;
    const bool has_return = *line_end == '\r';
    if (has_return && (line_end + 1 == end || line_end[1] != '\n')) break;
    if (!signs.code_cells(cells, count, delimiter, quoted, into.codes.data() + rows * DecodedRows::kMostPractices)) break;
    into.doubled |= static_cast<Word>(doubled != 0) << rows;
    metadata += shape.metadata;
    line = line_end + 1 + static_cast<std::ptrdiff_t>(has_return);
  }
  into.rows = rows;
  into.bytes = static_cast<std::size_t>(line - bytes_of(text));
}

}  // namespace partnership::row_decoding::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
