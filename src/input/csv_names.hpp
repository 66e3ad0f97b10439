// The names that columns of a CSV file can have, and what a name that is none of them looks like.
#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "partnership/instrument.hpp"

namespace partnership {

// "E1P1_ideal": the column of one side of a practice.
[[nodiscard]] std::string answer_column(std::string_view code, Side side);

struct AnswerName {
  std::string_view code;
  Side side;
};
// The parts of a name that ends in _ideal or _actual.
[[nodiscard]] std::optional<AnswerName> parse_answer_name(std::string_view name);

// Every answer column, and every code, of the instruments.
[[nodiscard]] std::vector<std::string> answer_columns(std::span<const InstrumentPtr> instruments);
[[nodiscard]] std::vector<std::string> practice_codes(std::span<const InstrumentPtr> instruments);

// True for what can only be meant as a practice or answer: it ends in _ideal or _actual in any case, is a code of
// Appendix A or of `codes` in any case, or begins with such a code and goes on like a side.
[[nodiscard]] bool looks_like_answer(std::string_view name, std::span<const std::string> codes);

// The first instrument that has all of the codes, else the first that has the first of them; nullptr for none.
[[nodiscard]] InstrumentPtr find_instrument(std::span<const InstrumentPtr> instruments, std::span<const std::string> codes);

// Columns that describe the practice of a row, as blank forms have them: wording, not metadata of the respondent. A form
// always has `text`; without it the other names are anybody's own.
[[nodiscard]] bool is_wording(std::string_view name);

}  // namespace partnership
