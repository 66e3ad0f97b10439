// Bytes and rows per second of the row decoder, by kernel and by kind of rows, and of the plain reader for comparison:
//   build/bench/bin/row-decoder-bench --benchmark_filter=decode/.*/mixed
#include <benchmark/benchmark.h>

#include <memory>
#include <random>
#include <string>

#include "input/csv_scanner.hpp"
#include "input/row_decoder/row_decoder.hpp"
#include "partnership/input.hpp"
#include "partnership/answer.hpp"

namespace partnership {
namespace {

constexpr RowShape kShape{',', 4, 39};
constexpr std::size_t kRows = 4096;  // less than a megabyte: the memory is not what is measured

enum class Kind { Mixed, Clean, Quoted };

// As a large survey has them: four fields that say who answers, 39 practices; in mixed rows one cell in 25 is N/A or empty.
std::string rows_of(Kind kind) {
  std::mt19937 random(1);
  const auto below = [&](std::size_t limit) { return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random); };
  const std::string names[] = {"East Ashford Health", "Greater Riverside Climate", "North Lakeview Arts", "Oakdale Food"};
  const std::string roles[] = {"volunteer", "evaluator", "community"};
  const std::string quote = kind == Kind::Quoted ? "\"" : "";
  std::string text;
  const auto add = [&](const std::string& field) { text += quote + field + quote + ','; };
  for (std::size_t row = 0; row < kRows; ++row) {
    add("R" + std::to_string(100'000 + row));
    add(names[below(std::size(names))]);
    add(roles[below(std::size(roles))]);
    add("2025-" + std::to_string(10 + below(3)));
    for (std::size_t i = 0; i < 2 * kShape.practices; ++i) {
      const auto exception = kind == Kind::Clean ? 2 : below(50);
      add(exception == 0 ? "N/A" : exception == 1 ? "" : std::string(1, static_cast<char>((i % 2 == 0 ? '1' : 'a') + below(4))));
    }
    text.back() = '\n';
  }
  return text;
}

void count_work(benchmark::State& state, std::size_t bytes) {
  const auto times = static_cast<std::int64_t>(state.iterations());
  state.SetBytesProcessed(times * static_cast<std::int64_t>(bytes));
  state.SetItemsProcessed(times * static_cast<std::int64_t>(kRows));
}

void decode(benchmark::State& state, std::string_view kernel, Kind kind) {
  use_row_kernel(kernel);
  const auto text = rows_of(kind), padded = text + std::string(RowDecoder::kPadding, '\n');
  const RowDecoder decoder(kShape);
  const auto rows = std::make_unique<DecodedRows>();
  for (auto _ : state)
    for (auto rest = std::string_view(padded).substr(0, text.size()); !rest.empty(); rest.remove_prefix(rows->bytes)) {
      decoder.decode(rest, *rows);
      if (rows->rows == 0) return state.SkipWithError("a row was not taken");
      benchmark::DoNotOptimize(rows->codes.data());
      benchmark::ClobberMemory();
    }
  count_work(state, text.size());
}

void scan_plainly(benchmark::State& state, Kind kind) {
  struct Text : TextStream {
    explicit Text(std::string_view text) : rest(text) {}
    [[nodiscard]] Result<std::string_view> next() override {
      const auto piece = rest.substr(0, 65'536);
      rest.remove_prefix(piece.size());
      return piece;
    }
    std::string_view rest;
  };
  const auto text = rows_of(kind);
  const Scale scale;
  for (auto _ : state) {
    Text pieces(text);
    CsvScanner scanner(pieces, "", ',');
    for (auto record = scanner.next(); record && *record != nullptr; record = scanner.next())
      for (std::size_t i = kShape.metadata; i < (*record)->size(); ++i)
        benchmark::DoNotOptimize(parse_answer(i % 2 == kShape.metadata % 2 ? Side::Ideal : Side::Actual, (*record)->text(i), scale));
  }
  count_work(state, text.size());
}

void count_whole_text(benchmark::State& state, std::string_view kernel) {
  use_row_kernel(kernel);
  const auto text = rows_of(Kind::Mixed);
  for (auto _ : state) benchmark::DoNotOptimize(count_text(text));
  count_work(state, text.size());
}

void find_in_whole_text(benchmark::State& state, std::string_view kernel) {
  use_row_kernel(kernel);
  const auto text = rows_of(Kind::Mixed);
  for (auto _ : state) benchmark::DoNotOptimize(find_unusual_byte(text));
  count_work(state, text.size());
}

void register_all() {
  const std::pair<std::string, Kind> kinds[] = {{"mixed", Kind::Mixed}, {"clean", Kind::Clean}, {"quoted", Kind::Quoted}};
  for (const auto& [name, kind] : kinds) {
    for (const auto kernel : row_kernels())
      benchmark::RegisterBenchmark(("decode/" + std::string(kernel) + "/" + name).c_str(), decode, kernel, kind);
    benchmark::RegisterBenchmark(("plain_reader/" + name).c_str(), scan_plainly, kind);
  }
  for (const auto kernel : row_kernels()) {
    benchmark::RegisterBenchmark(("count_text/" + std::string(kernel)).c_str(), count_whole_text, kernel);
    benchmark::RegisterBenchmark(("find_unusual_byte/" + std::string(kernel)).c_str(), find_in_whole_text, kernel);
  }
}

}  // namespace
}  // namespace partnership

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  partnership::register_all();
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
