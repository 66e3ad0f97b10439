// Reads tally files (saved_tally.hpp). Groups are handed on as they come, so memory does not grow with the file; that the
// file is whole and undamaged is known at its last line, and without that line nothing of the run counts.
#pragma once
#include <array>
#include <string>
#include <string_view>

#include "input/text_source.hpp"
#include "partnership/input.hpp"
#include "partnership/saved_tally.hpp"

namespace partnership {

// The words of the format, for who reads and who writes it.
inline constexpr std::string_view kTallyStart = "partnership-tally ";  // then the version; how a file is recognised
inline constexpr std::array<std::string_view, kMeasures> kMeasureWords = {"ideal", "actual", "gap", "abs_gap", "exact", "net"};  // by Measure
inline constexpr std::array<std::string_view, kItemValues> kItemWords = {"ideal", "actual", "gap"};  // by ItemValue
// How the lines start that hold what is no count of answers or scores; no practice or scope is named like this.
inline constexpr std::array<std::string_view, 4> kTallyAnswers = {" [ranks] ", " [items] ", " [straight] ", " [sets] "};
inline constexpr std::size_t kSetsInALine = 16;
inline constexpr std::string_view kIdealSigns = "1234N-", kActualSigns = "abcdN-";  // by Answer

void read_tally(TextStream& text, const std::string& file, const InputOptions& options, Intake& intake);

}  // namespace partnership
