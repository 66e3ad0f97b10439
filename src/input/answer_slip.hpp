// What to say of an answer that cannot be read: what is allowed, which character only looks right, and for the common
// slips what was probably meant. The same for every layout.
#pragma once
#include <string>
#include <string_view>

#include "partnership/instrument.hpp"

namespace partnership {

struct AnswerSlip {
  std::string message;  // "'7' is not an ideal rating of E1P1: 1, 2, 3, 4, N/A or empty"
  std::string hint;     // "" if nothing is known about such a text
};

// `quoted`: the text as the message shows it.
[[nodiscard]] AnswerSlip answer_slip(Side side, std::string_view text, std::string_view quoted, const Instrument& instrument,
                                     std::size_t practice);
// The message alone, for where there are very many.
[[nodiscard]] std::string answer_message(Side side, std::string_view quoted, const std::string& code);

}  // namespace partnership
