// Cells and bytes per second of each output format. The text is counted and thrown away.
#include <benchmark/benchmark.h>

#include <ostream>
#include <streambuf>
#include <string>

#include "generated_responses.hpp"
#include "partnership/render.hpp"
#include "rates.hpp"

namespace {

using namespace partnership;

constexpr std::size_t kGroups = 50;

class CountingBuffer : public std::streambuf {
 public:
  [[nodiscard]] std::size_t bytes() const { return bytes_; }

 protected:
  std::streamsize xsputn(const char* /*text*/, std::streamsize size) override {
    bytes_ += static_cast<std::size_t>(size);
    return size;
  }
  int_type overflow(int_type c) override {
    ++bytes_;
    return traits_type::not_eof(c);
  }

 private:
  std::size_t bytes_ = 0;
};

// A row per partnership and practice, as congruence by practice has them.
Table practice_table() {
  Table table;
  table.title = "established: congruence";
  table.columns = {{"partnership", "partnership"},
                   {"practice", "code"},
                   {"text", "practice"},
                   {"pairs", "n"},
                   {"ideal_mean", "ideal"},
                   {"actual_mean", "actual"},
                   {"gap_mean", "gap", NumberStyle::Signed},
                   {"agree_exact", "agree", NumberStyle::Percent},
                   {"p", "p", NumberStyle::Probability},
                   {"note", "note"}};
  bench::Random random(1);
  const auto mean = [&random](std::uint32_t n) { return static_cast<double>(random.below(3 * n)) / n; };
  for (std::size_t group = 0; group < kGroups; ++group)
    for (const auto& practice : bench::established()->practices) {
      const auto n = random.below(8) + 1;
      table.rows.push_back({bench::partnership_name(group), practice.code, practice.text, std::int64_t{n}, 1 + mean(n), 1 + mean(n),
                            mean(n) - 1.5, mean(n) / 3, mean(n) / 3, n == 1 ? Cell(std::string("too_few")) : Cell(Unavailable())});
    }
  return table;
}

void render_table(benchmark::State& state, Format format) {
  const auto table = practice_table();
  RenderOptions options;
  options.format = format;
  options.width = 120;
  std::size_t bytes = 0;
  for (auto step : state) {
    CountingBuffer buffer;
    std::ostream out(&buffer);
    const auto renderer = make_renderer(out, options, Document());
    render(table, *renderer);
    out.flush();
    bytes = buffer.bytes();
  }
  bench::report_cells(state, table.rows.size() * table.columns.size());
  bench::report_bytes(state, bytes);
}

BENCHMARK_CAPTURE(render_table, table, Format::Table)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(render_table, csv, Format::Csv)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(render_table, tsv, Format::Tsv)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(render_table, json, Format::Json)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(render_table, jsonl, Format::Jsonl)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(render_table, markdown, Format::Markdown)->Unit(benchmark::kMicrosecond);

}  // namespace
