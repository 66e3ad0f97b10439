// One line of a tally file, taken apart from left to right. The first thing that is not as it should be is kept as a
// fault; whatever is asked for after that is empty or 0, so a caller need not look before the end of the line.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "partnership/fault.hpp"
#include "partnership/response_quality.hpp"
#include "partnership/scores.hpp"

namespace partnership {

class TallyLine {
 public:
  TallyLine(std::string_view text, std::uint64_t number, const std::string& file) : text_(text), file_(file), number_(number) {}

  // Items stand one space apart. Each of these takes the next one.
  void word(std::string_view wanted);
  [[nodiscard]] std::string_view any_word();
  [[nodiscard]] std::string text();       // "in quotes", with the escapes of JSON
  static constexpr std::uint64_t kCountLimit = std::uint64_t{1} << 53U;  // beyond it a double, as JSON readers have them, is not exact
  [[nodiscard]] std::uint64_t count();    // below kCountLimit
  [[nodiscard]] std::int64_t number(std::int64_t lowest, std::int64_t highest);
  [[nodiscard]] std::string hex(std::size_t digits);
  struct Cell {
    std::size_t joint_index = 0;
    std::uint64_t count = 0;
  };
  [[nodiscard]] Cell cell();              // 4b:12, and 4b for 4b:1
  struct Score {
    Fraction value;
    std::uint64_t count = 0;
  };
  [[nodiscard]] Score score(std::int32_t lowest, std::int32_t highest, std::size_t largest_denominator);  // -7/4:2, 3

  [[nodiscard]] AnswerSets::Entry answer_set();  // 32 hexadecimal digits, and behind a colon how often from the second time on

  [[nodiscard]] bool has_more() const { return !fault_ && at_ < text_.size(); }
  // Not behind a text in quotes.
  [[nodiscard]] bool next_is_word(std::string_view word) const;
  [[nodiscard]] bool next_is_number() const;  // or a fraction
  void end();
  // Says that the item taken last is wrong: FaultKind::InvalidTally.
  void fail(std::string message);
  [[nodiscard]] bool failed() const { return fault_.has_value(); }
  [[nodiscard]] const std::optional<Fault>& fault() const { return fault_; }

 private:
  [[nodiscard]] std::string_view item();
  [[nodiscard]] std::string_view rest() const;
  [[nodiscard]] std::optional<std::uint64_t> times(std::string_view text);

  std::string_view text_;
  const std::string& file_;
  std::uint64_t number_;
  std::size_t at_ = 0, item_ = 0;  // what is not taken yet, and where the last item starts
  std::optional<Fault> fault_;
};

}  // namespace partnership
