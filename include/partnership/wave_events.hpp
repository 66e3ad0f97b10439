// What happened in or before a wave of a survey, as a coordinator notes it: "the funding ended". Events explain nothing by
// themselves; they are shown beside the figures of their wave.
#pragma once
#include <string>
#include <vector>

#include "partnership/fault.hpp"

namespace partnership {

struct WaveEvent {
  std::string wave, event;  // neither is empty
  bool operator==(const WaveEvent&) const = default;
};

struct WaveEvents {
  std::vector<WaveEvent> events;  // in file order
  bool has_open_end = false;      // the last line has no line end, as if the file were cut short; not of JSON, which shows its end
};

// Reads a file with the two columns wave and event (CSV; delimited by , ; tab or |), or a list of maps with these two keys
// (YAML or JSON, by the extension). Anything else in the file is a fault, and so is a missing or empty value.
// UTF-8, or UTF-16 with a byte order mark, whatever the encoding of the responses.
[[nodiscard]] Result<WaveEvents> load_wave_events(const std::string& path);

}  // namespace partnership
