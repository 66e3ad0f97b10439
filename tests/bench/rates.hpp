// Cells and bytes per second, as columns of the benchmark's output.
#pragma once
#include <benchmark/benchmark.h>

#include <cstddef>
#include <cstdint>

namespace partnership::bench {

inline void report_cells(benchmark::State& state, std::size_t in_each_iteration) {
  state.counters["cells"] = benchmark::Counter(static_cast<double>(in_each_iteration), benchmark::Counter::kIsIterationInvariantRate,
                                               benchmark::Counter::kIs1000);
}

inline void report_bytes(benchmark::State& state, std::size_t in_each_iteration) {
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) * static_cast<std::int64_t>(in_each_iteration));
}

}  // namespace partnership::bench
