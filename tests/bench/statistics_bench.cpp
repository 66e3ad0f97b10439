// Values per second of every statistic there is, for one group of few and of many respondents.
#include <benchmark/benchmark.h>

#include "generated_responses.hpp"
#include "partnership/group_statistics.hpp"
#include "rates.hpp"

namespace {

using namespace partnership;

void every_statistic(benchmark::State& state, Level level) {
  const auto instrument = bench::established();
  Tally tally(instrument, TallyDepth::Scopes);
  for (const auto& response : bench::responses(instrument, static_cast<std::size_t>(state.range(0)))) tally.add(response);
  std::size_t values = 0;
  for (auto step : state) {
    const GroupStatistics group(tally);  // anew, because it remembers families of tests
    const auto subjects = group.subjects(level);
    values = 0;
    for (const auto& statistic : statistics_table()) {
      if (!statistic.at(level)) continue;
      for (const auto& subject : subjects) benchmark::DoNotOptimize(group.get(statistic.name, subject));
      values += subjects.size();
    }
  }
  bench::report_cells(state, values);
}

BENCHMARK_CAPTURE(every_statistic, practice, Level::Practice)->ArgName("respondents")->Arg(8)->Arg(1000)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(every_statistic, principle, Level::Principle)->ArgName("respondents")->Arg(8)->Arg(1000)->Unit(benchmark::kMicrosecond);

}  // namespace
