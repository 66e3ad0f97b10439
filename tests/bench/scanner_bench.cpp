// Bytes per second of cutting delimited text into records; the text is in memory.
#include <benchmark/benchmark.h>

#include <string>
#include <string_view>

#include "generated_responses.hpp"
#include "input/csv_scanner.hpp"
#include "rates.hpp"

namespace {

using namespace partnership;

constexpr std::size_t kTextSize = std::size_t{4} << 20U;
constexpr std::size_t kPieceSize = std::size_t{256} << 10U;

class TextInMemory : public TextStream {
 public:
  explicit TextInMemory(std::string_view text) : rest_(text) {}
  [[nodiscard]] Result<std::string_view> next() override {
    const auto piece = rest_.substr(0, kPieceSize);
    rest_.remove_prefix(piece.size());
    return piece;
  }

 private:
  std::string_view rest_;
};

void scan(benchmark::State& state, bench::Layout layout) {
  const auto text = bench::csv_text(bench::established(), layout, kTextSize);
  for (auto step : state) {
    TextInMemory source(text);
    CsvScanner scanner(source, "generated.csv", ',');
    std::size_t fields = 0;
    for (;;) {
      const auto record = scanner.next();
      if (!record) return state.SkipWithError("the scanner refuses the generated text");
      if (*record == nullptr) break;
      fields += (*record)->size();
    }
    benchmark::DoNotOptimize(fields);
  }
  bench::report_bytes(state, text.size());
}

BENCHMARK_CAPTURE(scan, wide, bench::Layout::Wide)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(scan, quoted, bench::Layout::Quoted)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(scan, long, bench::Layout::Long)->Unit(benchmark::kMillisecond);

}  // namespace
