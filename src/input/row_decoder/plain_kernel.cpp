// For processors without byte vectors. One row alone is slow whatever one does: where a cell starts is known only when the
// one before it has been read, some eleven cycles later. So four rows are read together, which costs little more than one,
// and nothing depends on what a cell holds but numbers from tables: a branch would be guessed wrong at every third N/A.
#include <algorithm>
#include <array>
#include <cstring>

#include "input/row_decoder/kernels.hpp"

namespace partnership::row_decoding {
namespace {

constexpr std::uint8_t kNotApplicable = 4, kBlank = 5, kInvalid = 0x80;
constexpr std::size_t kTogether = 4;
static_assert(DecodedRows::kMostRows % kTogether == 0);

// What the first byte of a cell says, all in one number so that one load fetches it.
struct Sign {
  std::uint8_t answer = kInvalid;
  std::uint8_t size = 0;
};
using Signs = std::array<Sign, 256>;

constexpr Signs signs(char first, char also_first, char delimiter) {
  Signs found;
  for (std::uint8_t step = 0; step < 4; ++step)
    for (const char c : {first, also_first}) found[static_cast<std::uint8_t>(c) + step] = {step, 1};
  for (const char c : {delimiter, '\n', '\r', '"'}) found[static_cast<std::uint8_t>(c)] = {kBlank, 0};
  return found;
}

struct Row {
  const char* at;   // the next cell
  const char* end;  // the line end
  std::uint8_t* codes;
  unsigned wrong = 0;
};

enum class Quotes { None, Some };

template <Quotes kQuotes>
inline unsigned read_cell(Row& row, const Signs& table) {
  unsigned quoted = 0;
  if constexpr (kQuotes == Quotes::Some) quoted = *row.at == '"' ? 1 : 0;
  row.at += quoted;
  const Sign sign = table[static_cast<std::uint8_t>(*row.at)];
  const unsigned spelt = std::memcmp(row.at, "N/A", 3) == 0 ? 1 : 0;
  const unsigned answer = spelt != 0 ? kNotApplicable : sign.answer;
  // An opening quote is gone by now: another one is the closing quote of an empty cell. In a bare cell none can be.
  if constexpr (kQuotes == Quotes::None) row.wrong |= *row.at == '"' ? 1U : 0U;
  row.at += spelt != 0 ? 3U : sign.size;
  if constexpr (kQuotes == Quotes::Some) row.wrong |= quoted & (*row.at != '"' ? 1U : 0U);
  row.at += quoted;
  return answer;
}

struct Table {
  Signs ideal, actual;
  char delimiter;
};

template <Quotes kQuotes>
inline void read_rating(Row& row, const Table& table, std::size_t practice, unsigned is_last) {
  const unsigned first = read_cell<kQuotes>(row, table.ideal);
  row.wrong |= *row.at++ != table.delimiter ? 1U : 0U;
  const unsigned second = read_cell<kQuotes>(row, table.actual);
  row.wrong |= (first | second) & kInvalid;
  row.wrong |= *row.at != table.delimiter ? is_last ^ 1U : 0U;
  row.at += is_last ^ 1U;
  row.codes[practice] = static_cast<std::uint8_t>(6 * first + second);
}

// Afterwards `wrong` is 0 in those rows that are good.
template <Quotes kQuotes>
void read_ratings(std::array<Row, kTogether>& rows, const Table& table, std::size_t practices) {
  Row a = rows[0], b = rows[1], c = rows[2], d = rows[3];  // in registers, which an array would not be
  for (std::size_t i = 0; i < practices; ++i) {
    const unsigned is_last = i + 1 == practices ? 1 : 0;
    read_rating<kQuotes>(a, table, i, is_last);
    read_rating<kQuotes>(b, table, i, is_last);
    read_rating<kQuotes>(c, table, i, is_last);
    read_rating<kQuotes>(d, table, i, is_last);
    // A row that is wrong must not run on behind the text: one rating is at most twelve bytes.
    if (a.at > a.end || b.at > b.end || c.at > c.end || d.at > d.end) {
      for (Row* row : {&a, &b, &c, &d})
        if (row->at > row->end) row->wrong = 1, row->at = row->end;
    }
  }
  rows = {a, b, c, d};
  for (auto& row : rows) row.wrong |= row.at != row.end ? 1U : 0U;
}

// Where the ratings start; null if the metadata is not of the kind we know. `doubled`: whether there are doubled quotes.
const char* read_metadata(const char* begin, const char* end, const RowShape& shape, std::string_view* fields, bool& doubled) {
  const char* at = begin;
  for (std::size_t i = 0; i < shape.metadata; ++i) {
    const bool quoted = *at == '"';
    const char* const start = at + (quoted ? 1 : 0);
    const char stop = quoted ? '"' : shape.delimiter;
    for (at = start; at < end; ++at) {
      const bool is_doubled = quoted && *at == '"' && at + 1 < end && at[1] == '"';
      if (*at == stop && !is_doubled) break;
      if (*at == '"' && !is_doubled) return nullptr;
      doubled = doubled || is_doubled;
      at += is_doubled ? 1 : 0;
    }
    const char* const stopped = at;
    if (quoted) ++at;
    if (at >= end || *at != shape.delimiter) return nullptr;
    ++at;
    fields[i] = {start, static_cast<std::size_t>(stopped - start)};
  }
  return at;
}

struct Line {
  const char* begin;
  const char* end;   // its line end
  const char* next;  // behind that
};

// A line that has its end and holds no other CR.
bool next_line(const char* begin, const char* end_of_text, Line& line) {
  const auto size = std::min(static_cast<std::size_t>(end_of_text - begin), kLongestRow + 2);
  const auto* const feed = static_cast<const char*>(std::memchr(begin, '\n', size));
  if (feed == nullptr) return false;
  const auto* found = static_cast<const char*>(std::memchr(begin, '\r', static_cast<std::size_t>(feed - begin)));
  if (found == nullptr) found = feed;
  if (found == begin || feed - found > 1 || static_cast<std::size_t>(found - begin) > kLongestRow) return false;
  line = {begin, found, feed + 1};
  return true;
}

void decode(const RowShape& shape, std::string_view text, DecodedRows& into) {
  const Table table{signs('1', '1', shape.delimiter), signs('a', 'A', shape.delimiter), shape.delimiter};
  const char* at = text.data();
  bool quoted = false;
  while (into.rows < DecodedRows::kMostRows) {
    std::array<Line, kTogether> lines;
    std::array<Row, kTogether> rows;
    std::array<bool, kTogether> doubled{};
    std::size_t count = 0;
    const char* next = at;
    for (; count < kTogether; ++count) {
      auto& line = lines[count];
      if (!next_line(next, text.data() + text.size(), line)) break;
      const std::size_t row = into.rows + count;
      const char* const ratings = read_metadata(line.begin, line.end, shape, into.metadata.data() + row * shape.metadata, doubled[count]);
      if (ratings == nullptr) break;
      rows[count] = {ratings, line.end, into.codes.data() + row * DecodedRows::kMostPractices};
      next = line.next;
    }
    if (count == 0) break;
    std::fill(rows.begin() + static_cast<std::ptrdiff_t>(count), rows.end(), rows[count - 1]);
    auto tried = rows;
    if (!quoted) {
      read_ratings<Quotes::None>(tried, table, shape.practices);
      quoted = std::any_of(tried.begin(), tried.end(), [](const Row& row) { return row.wrong != 0; });
      if (quoted) tried = rows;
    }
    if (quoted) read_ratings<Quotes::Some>(tried, table, shape.practices);
    const auto good = static_cast<std::size_t>(std::find_if(tried.begin(), tried.begin() + static_cast<std::ptrdiff_t>(count),
                                                            [](const Row& row) { return row.wrong != 0; }) - tried.begin());
    for (std::size_t i = 0; i < good; ++i) into.doubled |= std::uint64_t{doubled[i]} << (into.rows + i);
    into.rows += good;
    if (good != 0) at = lines[good - 1].next;
    if (good < kTogether) break;
  }
  into.bytes = static_cast<std::size_t>(at - text.data());
}

TextCounts count_text(std::string_view text) {
  TextCounts counts;
  char before = 0;
  for (const char c : text) {
    counts.quotes += c == '"' ? 1U : 0U;
    counts.line_feeds += c == '\n' ? 1U : 0U;
    counts.lone_returns += before == '\r' && c != '\n' ? 1U : 0U;
    before = c;
  }
  counts.lone_returns += before == '\r' ? 1U : 0U;
  return counts;
}

std::size_t find_unusual_byte(std::string_view text) {
  constexpr std::uint64_t kOnes = 0x0101010101010101U, kTops = 0x8080808080808080U;
  std::size_t at = 0;
  for (; text.size() - at >= 8; at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + at, 8);
    if (((word | (word - kOnes)) & kTops) != 0) break;
  }
  while (at < text.size() && static_cast<std::uint8_t>(text[at]) - 1U < 127U) ++at;
  return at;
}

}  // namespace

const Kernel& plain_kernel() {
  static constexpr Kernel kPlain{"plain", decode, count_text, find_unusual_byte};
  return kPlain;
}

}  // namespace partnership::row_decoding
