// The parts of a tally file, in the order in which they stand there. Each of these reads its lines and leaves the next part's
// first one; false: a fault has been told.
#pragma once
#include <string>

#include "input/tally_lines.hpp"
#include "partnership/input.hpp"
#include "partnership/saved_tally.hpp"

namespace partnership {

inline constexpr std::size_t kTallyHashDigits = 32;  // of a file, an instrument, a set of answers

[[nodiscard]] bool read_tally_version(TallyLines& lines);
[[nodiscard]] bool read_tally_header(TallyLines& lines, const InputOptions& options, TallyHeader& header);
[[nodiscard]] bool read_tally_group(TallyLines& lines, const TallyHeader& header, TalliedGroup& group);
// The end of a group: what reliability and the quality of responses need.
[[nodiscard]] bool read_tally_answers(TallyLines& lines, const TallyHeader& header, TalliedGroup& group);
[[nodiscard]] bool read_tally_hashes(TallyLines& lines, const TallyHeader& header, Intake& intake);

// The instrument named next, which must be one of the header's.
[[nodiscard]] InstrumentPtr tallied_instrument(TallyLine& parsed, const TallyHeader& header);

}  // namespace partnership
