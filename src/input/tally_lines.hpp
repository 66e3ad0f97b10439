// The lines of a tally file, one after another, with the checksum of those gone by. What is wrong is told to the intake
// here, so that who reads a part of the file only says that it stops.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "input/tally_line.hpp"
#include "input/text_source.hpp"
#include "instrument/checksum.hpp"
#include "partnership/input.hpp"

namespace partnership {

class TallyLines {
 public:
  TallyLines(TextStream& text, const std::string& file, Intake& intake) : text_(text), file_(file), intake_(intake) {}

  // Goes to the next line. False at the end of the file or after a fault.
  bool advance();
  [[nodiscard]] bool is(std::string_view start) const { return line_.starts_with(start); }
  [[nodiscard]] std::string_view text() const { return line_; }
  [[nodiscard]] TallyLine line() const { return {line_, number_, file_}; }
  [[nodiscard]] std::uint64_t number() const { return number_; }
  [[nodiscard]] const std::string& file() const { return file_; }
  // Closes a line and goes to the next: false with the fault told, be it of this line or that there is no further one.
  bool done(TallyLine& parsed);
  [[nodiscard]] bool ended() const { return ended_; }            // the text
  [[nodiscard]] bool has_rest() const { return !cut_.empty(); }  // behind its last line
  [[nodiscard]] std::string digits() { return sum_.digits(); }   // the checksum of all lines but for one that starts with "end "

  // Tell a fault; always false.
  bool reject(Fault fault);
  bool reject(FaultKind kind, std::string message, std::string hint = "");
  bool damaged(std::string message);

 private:
  TextStream& text_;
  const std::string& file_;
  Intake& intake_;
  std::string_view piece_, line_;
  std::string cut_, joined_;  // a line that goes over pieces, before and after it is whole
  std::uint64_t number_ = 0;
  bool ended_ = false;
  Checksum sum_;
};

}  // namespace partnership
