// Threads that share the reading. Each has an intake of its own, a fork of the caller's, so nothing is locked while answers
// are counted; at the end the forks are joined.
#pragma once
#include <functional>

#include "partnership/input.hpp"

namespace partnership {

// As many as were asked for, or one a processor. Of more than there are processors, some wait with what they have read: so no
// more than kMostWaiting then.
inline constexpr unsigned kMostWaiting = 16;
[[nodiscard]] unsigned reading_threads(const InputOptions& options);

// Each thread takes memory from a part of its own, whose gaps the others and what comes after do not use: gives them back to
// the system. Worth it where much was freed.
void give_back_freed_memory();

// Runs `work` in this thread, with `intake`, and in up to `threads` - 1 others with forks of it, which are then joined. An
// exception of any of them comes out here.
void run_lanes(unsigned threads, Intake& intake, const std::function<void(Intake&)>& work);

}  // namespace partnership
