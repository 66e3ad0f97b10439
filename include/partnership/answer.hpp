// One side of one practice as a respondent left it. Four states that are never merged: a point of the scale, N/A (an
// answer: the practice does not apply), blank (no answer) and not asked (the form did not carry the practice).
// A cell that cannot be read is none of these: it is a Fault.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace partnership {

enum class Side : std::uint8_t { Ideal, Actual };

// Values are the index of the state in a 6 x 6 joint table.
enum class Answer : std::uint8_t { Point1, Point2, Point3, Point4, NotApplicable, Blank };
inline constexpr int kAnswerStates = 6;

[[nodiscard]] constexpr bool is_point(Answer answer) { return answer <= Answer::Point4; }
[[nodiscard]] constexpr int point_of(Answer answer) { return static_cast<int>(answer) + 1; }  // 1..4; only if is_point

// Both answers to one practice, or "not asked": then neither side may be read.
class Rating {
 public:
  constexpr Rating() = default;  // not asked
  constexpr Rating(Answer ideal, Answer actual)
      : code_(static_cast<std::uint8_t>(static_cast<int>(ideal) * kAnswerStates + static_cast<int>(actual))) {}
  [[nodiscard]] constexpr bool asked() const { return code_ != kNotAsked; }
  [[nodiscard]] constexpr Answer ideal() const { return static_cast<Answer>(code_ / kAnswerStates); }
  [[nodiscard]] constexpr Answer actual() const { return static_cast<Answer>(code_ % kAnswerStates); }
  [[nodiscard]] constexpr Answer side(Side side) const { return side == Side::Ideal ? ideal() : actual(); }
  [[nodiscard]] constexpr bool is_pair() const { return asked() && is_point(ideal()) && is_point(actual()); }
  [[nodiscard]] constexpr int gap() const { return point_of(ideal()) - point_of(actual()); }  // only if is_pair
  [[nodiscard]] constexpr std::uint8_t joint_index() const { return code_; }  // 0..35, row = ideal; only if asked
  constexpr bool operator==(const Rating&) const = default;

 private:
  static constexpr std::uint8_t kNotAsked = 255;
  std::uint8_t code_ = kNotAsked;
};

// The words of one scale: the labels of its four points, lowest first, and of "does not apply".
struct Scale {
  std::array<std::string, 4> labels;
  std::string not_applicable;
};

// The sign of an answer as the printed form has it: 1..4 or a..d, "N/A", "" for blank.
[[nodiscard]] std::string_view sign_of(Side side, Answer answer);
// The same as part of a column name: 1..4 or a..d, "na", "blank".
[[nodiscard]] std::string_view key_of(Side side, Answer answer);
// What is allowed on a side, for messages: "1, 2, 3, 4, N/A or empty".
[[nodiscard]] std::string_view allowed_signs(Side side);

struct ParsedAnswer {
  Answer answer = Answer::Blank;
  bool r_missing = false;  // the text was NA, R's missing value: blank, but the reader says so once
};

// Reads one cell. Accepted, after trimming spaces and tabs: the side's own signs (letters in any case), the labels of
// `scale` (any case), N/A, n/a, N.A., Not applicable, NA (R's missing value) and the empty text. Anything else, the
// other side's signs included, is nullopt.
[[nodiscard]] std::optional<ParsedAnswer> parse_answer(Side side, std::string_view text, const Scale& scale);

}  // namespace partnership
