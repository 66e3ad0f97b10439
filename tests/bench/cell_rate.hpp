// Cells per second, as a column of the benchmark's output.
#pragma once
#include <benchmark/benchmark.h>

#include <cstddef>

namespace partnership::bench {

inline void report_cells(benchmark::State& state, std::size_t cells_per_iteration) {
  state.counters["cells"] =
      benchmark::Counter(static_cast<double>(cells_per_iteration), benchmark::Counter::kIsIterationInvariantRate, benchmark::Counter::kIs1000);
}

}  // namespace partnership::bench
