// A table of typed cells: the one thing that all output formats are rendered from. It knows nothing of widths,
// quoting or rounding; those belong to the renderers.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace partnership {

// Empty: not available (an empty cell; JSON null). Text may come from a file and is made safe by the renderer.
struct Unavailable {
  bool operator==(const Unavailable&) const = default;
};
using Cell = std::variant<Unavailable, std::string, std::int64_t, double>;

// How a column's numbers are shown to people; machine formats always print shortest round-trip digits.
enum class NumberStyle : std::uint8_t {
  Plain,       // integers as they are, reals with two decimals
  Signed,      // two decimals with a sign: gaps
  Percent,     // a share as "75 %"
  Probability  // ".031", "<.001"
};

struct Column {
  std::string name;     // machine name, stable: "gap_mean"
  std::string heading;  // for people: "gap"
  NumberStyle style = NumberStyle::Plain;
};

using Row = std::vector<Cell>;  // one cell per column

struct Table {
  std::string title;               // for people; may be empty
  std::vector<Column> columns;
  std::vector<Row> rows;
  std::vector<std::string> notes;  // sentences under the table, for people: "n = respondents with a pair"
};

}  // namespace partnership
