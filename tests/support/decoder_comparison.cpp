#include "support/decoder_comparison.hpp"

#include <algorithm>
#include <cstring>
#include <memory>
#include <vector>

#include "input/csv_scanner.hpp"
#include "partnership/answer.hpp"
#include "partnership/input.hpp"

namespace partnership {
namespace {

class WholeText : public TextStream {
 public:
  explicit WholeText(std::string_view text) : text_(text) {}
  [[nodiscard]] Result<std::string_view> next() override { return std::exchange(text_, {}); }

 private:
  std::string_view text_;
};

struct Row {
  std::vector<std::string> metadata;
  std::vector<int> codes;
  bool operator==(const Row&) const = default;
};

struct Decoded {
  std::vector<Row> rows;
  std::size_t bytes = 0;
  bool operator==(const Decoded&) const = default;
};

// The text is copied to a piece of memory of its own, so that the address sanitizer sees a read too far behind it. Behind it
// stands what looks like more of the same.
Decoded decode(std::string_view text, const RowShape& shape) {
  const auto size = text.size() + RowDecoder::kPadding;
  const auto memory = std::make_unique<char[]>(size);
  std::copy(text.begin(), text.end(), memory.get());
  constexpr std::string_view kMore = "N/A,4,/A,\"a\"\n/A\r\nA,";
  for (std::size_t i = 0; i < RowDecoder::kPadding; ++i) memory[text.size() + i] = kMore[i % kMore.size()];
  const auto found = std::make_unique<DecodedRows>();
  RowDecoder(shape).decode({memory.get(), text.size()}, *found);
  Decoded result;
  result.bytes = found->bytes;
  for (std::size_t row = 0; row < found->rows; ++row) {
    auto& into = result.rows.emplace_back();
    for (const auto& field : found->metadata_of(row, shape.metadata)) {
      const auto begin = static_cast<std::size_t>(field.data() - memory.get());
      auto& value = into.metadata.emplace_back(begin <= text.size() ? text.substr(begin, field.size()) : "(behind the text)");
      if (!found->has_doubled(row)) continue;
      for (auto at = value.find("\"\""); at != std::string::npos; at = value.find("\"\"", at + 1)) value.erase(at, 1);
    }
    into.codes.assign(found->codes_of(row), found->codes_of(row) + shape.practices);
  }
  return result;
}

std::optional<Row> row_of(const CsvRecord& record, const RowShape& shape) {
  if (record.size() != shape.metadata + 2 * shape.practices) return std::nullopt;
  Row row;
  for (std::size_t i = 0; i < shape.metadata; ++i) row.metadata.emplace_back(record.text(i));
  for (std::size_t i = shape.metadata; i < record.size(); i += 2) {
    const auto ideal = parse_answer(Side::Ideal, record.text(i), Scale{}), actual = parse_answer(Side::Actual, record.text(i + 1), Scale{});
    if (!ideal || !actual || ideal->r_missing || actual->r_missing) return std::nullopt;
    row.codes.push_back(Rating(ideal->answer, actual->answer).joint_index());
  }
  return row;
}

// The rows of a text as the plain reader has them; nothing if it or the sense of a cell is at fault.
std::optional<std::vector<Row>> rows_of(std::string_view text, const RowShape& shape) {
  WholeText whole(text);
  CsvScanner scanner(whole, "text", shape.delimiter);
  std::vector<Row> rows;
  for (;;) {
    const auto record = scanner.next();
    if (!record) return std::nullopt;
    if (*record == nullptr) return rows;
    auto row = row_of(**record, shape);
    if (!row) return std::nullopt;
    rows.push_back(std::move(*row));
  }
}

bool is_known_sign(std::string_view text, Side side) {
  if (text.empty() || text == "N/A") return true;
  return text.size() == 1 && std::string_view(side == Side::Ideal ? "1234" : "abcdABCD").find(text[0]) != std::string_view::npos;
}

// Whether a text starts with a row of the kind that row_decoder.hpp promises to take, in the words of that promise.
bool starts_with_known_row(std::string_view text, const RowShape& shape) {
  constexpr std::size_t kLongestRow = 4096;
  const auto feed = text.find('\n');
  if (feed == std::string_view::npos) return false;
  auto line = text.substr(0, feed);
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (line.size() > kLongestRow || line.find('\r') != std::string_view::npos) return false;
  const auto fields = shape.metadata + 2 * shape.practices;
  for (std::size_t i = 0; i < fields; ++i) {
    const bool quoted = line.starts_with('"');
    auto size = quoted ? line.find('"', 1) : std::min(line.find(shape.delimiter), line.size());
    while (quoted && i < shape.metadata && size != std::string_view::npos && line.substr(size).starts_with("\"\"")) size = line.find('"', size + 2);
    if (size == std::string_view::npos) return false;
    const auto field = quoted ? line.substr(1, size - 1) : line.substr(0, size);
    line.remove_prefix(quoted ? size + 1 : size);
    if (!quoted && field.find('"') != std::string_view::npos) return false;
    if (i >= shape.metadata && !is_known_sign(field, (i - shape.metadata) % 2 == 0 ? Side::Ideal : Side::Actual)) return false;
    if (i + 1 == fields) return line.empty();
    if (!line.starts_with(shape.delimiter)) return false;
    line.remove_prefix(1);
  }
  return false;
}

std::string described(const Decoded& decoded) {
  std::string text = std::to_string(decoded.rows.size()) + " rows in " + std::to_string(decoded.bytes) + " bytes:";
  for (const auto& row : decoded.rows) {
    text += "\n ";
    for (const auto& field : row.metadata) text += " '" + field + "'";
    for (const auto code : row.codes) text += ' ' + std::to_string(code);
  }
  return text;
}

}  // namespace

std::optional<std::string> decoder_fault(std::string_view text, const RowShape& shape) {
  std::optional<Decoded> first;
  for (const auto kernel : row_kernels()) {
    use_row_kernel(kernel);
    const auto decoded = decode(text, shape);
    const auto name = std::string(kernel);
    if (first && decoded != *first) return name + " differs from the first kernel: " + described(decoded) + "\nnot " + described(*first);
    if (first) continue;
    if (decoded.bytes > text.size()) return name + " went on behind the text: " + described(decoded);
    if (rows_of(text.substr(0, decoded.bytes), shape) != decoded.rows) return name + " took what the plain reader does not: " + described(decoded);
    if (decoded.rows.size() < DecodedRows::kMostRows && starts_with_known_row(text.substr(decoded.bytes), shape))
      return name + " left a row that it should take: " + described(decoded);
    first = decoded;
  }
  return std::nullopt;
}

}  // namespace partnership
