// Answers per second of tallying responses, and cells of joint tables per second of merging tallies.
#include <benchmark/benchmark.h>

#include "generated_responses.hpp"
#include "partnership/tally.hpp"
#include "rates.hpp"

namespace {

using namespace partnership;

constexpr std::size_t kResponses = 1000;

void add_responses(benchmark::State& state, TallyDepth depth) {
  const auto instrument = bench::established();
  const auto responses = bench::responses(instrument, kResponses);
  for (auto step : state) {
    Tally tally(instrument, depth);
    for (const auto& response : responses) tally.add(response);
    benchmark::DoNotOptimize(tally.respondents());
  }
  bench::report_cells(state, kResponses * instrument->practices.size() * 2);
}

// As when groups of a few respondents each are pooled.
void merge(benchmark::State& state, TallyDepth depth) {
  constexpr std::size_t kRespondentsEach = 8;
  const auto instrument = bench::established();
  const auto responses = bench::responses(instrument, kResponses);
  std::vector<Tally> parts;
  for (std::size_t i = 0; i < responses.size(); ++i) {
    if (i % kRespondentsEach == 0) parts.emplace_back(instrument, depth);
    parts.back().add(responses[i]);
  }
  for (const auto& part : parts) part.settle();
  for (auto step : state) {
    Tally whole(instrument, depth);
    for (const auto& part : parts) whole.add(part);
    benchmark::DoNotOptimize(whole.respondents());
  }
  bench::report_cells(state, parts.size() * instrument->practices.size() * kAnswerStates * kAnswerStates);
}

BENCHMARK_CAPTURE(add_responses, practices, TallyDepth::Practices)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(add_responses, scopes, TallyDepth::Scopes)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(add_responses, everything, TallyDepth::Everything)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(merge, practices, TallyDepth::Practices)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(merge, scopes, TallyDepth::Scopes)->Unit(benchmark::kMicrosecond);

}  // namespace
