#include "number_text.hpp"

#include <fmt/compile.h>

#include <array>
#include <charconv>
#include <cmath>
#include <string_view>

#include "one_line.hpp"
#include "partnership/render.hpp"

namespace partnership {
namespace {

constexpr std::size_t kLongestNumber = 400;  // the largest double with decimals has 309 digits before the point

std::string with_decimals(double number, int decimals) {
  std::array<char, kLongestNumber> digits;  // NOLINT(cppcoreguidelines-pro-type-member-init): to_chars() fills it
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number, std::chars_format::fixed, decimals);
  return {digits.data(), end.ptr};
}

// What rounds to zero has no sign: "-0.00" would be read as a small excess.
std::string with_sign(std::string digits, NumberStyle style, Charset charset) {
  const bool negative = digits.front() == '-';
  if (negative) digits.erase(0, 1);
  if (digits.find_first_not_of("0.") == std::string::npos) return digits;
  if (negative) return (charset == Charset::Unicode ? "−" : "-") + digits;
  return style == NumberStyle::Signed ? "+" + digits : digits;
}

// As the style guides of the social sciences have it: no zero before the point, and nothing that reads as 0 or 1 unless
// it is exactly 1. What is no probability is shown as the number it is.
std::string format_probability(double number, Charset charset) {
  if (number < 0 || number > 1) return with_sign(with_decimals(number, 2), NumberStyle::Plain, charset);
  if (number < 0.001) return "<.001";
  const auto digits = with_decimals(number, 3);
  if (digits.front() == '0') return digits.substr(1);
  return number < 1 ? ">.999" : digits;
}

std::string format_real(double number, NumberStyle style, Charset charset) {
  switch (style) {
    case NumberStyle::Percent:
      return with_sign(with_decimals(number * 100, 0), style, charset) + " %";
    case NumberStyle::Probability:
      return format_probability(number, charset);
    case NumberStyle::Plain:
    case NumberStyle::Signed:
      break;
  }
  return with_sign(with_decimals(number, 2), style, charset);
}

std::string format_integer(std::int64_t number, NumberStyle style, Charset charset) {
  if (style == NumberStyle::Percent || style == NumberStyle::Probability) return format_real(static_cast<double>(number), style, charset);
  return with_sign(std::to_string(number), style, charset);
}

}  // namespace

bool is_available(const Cell& cell) {
  if (const auto* real = std::get_if<double>(&cell)) return std::isfinite(*real);
  return !std::holds_alternative<Unavailable>(cell);
}

char* write_other_number(char* to, const Cell& cell) {
  if (const auto* integer = std::get_if<std::int64_t>(&cell)) return std::to_chars(to, to + kMostDigits, *integer).ptr;
  const auto* real = std::get_if<double>(&cell);
  if (real == nullptr || !std::isfinite(*real)) return to;
  // Both give the fewest digits, and within these bounds both write them without an exponent; {fmt} takes two thirds of
  // the time.
  const double size = std::abs(*real);
  if (size >= 1e-3 && size < 1e5) return fmt::format_to(to, FMT_COMPILE("{}"), *real);
  return std::to_chars(to, to + kMostDigits, size == 0 ? 0.0 : *real).ptr;
}

void append_number(std::string& out, const Cell& cell) {
  std::array<char, kMostDigits> digits;  // NOLINT(cppcoreguidelines-pro-type-member-init): write_number() fills it
  out.append(digits.data(), write_number(digits.data(), cell));
}

std::string format_cell(const Cell& cell, NumberStyle style, Charset charset) {
  if (!is_available(cell)) return charset == Charset::Unicode ? "–" : "-";
  if (const auto* text = std::get_if<std::string>(&cell)) return for_terminal(one_line(*text), charset);
  if (const auto* integer = std::get_if<std::int64_t>(&cell)) return format_integer(*integer, style, charset);
  return format_real(std::get<double>(cell), style, charset);
}

}  // namespace partnership
