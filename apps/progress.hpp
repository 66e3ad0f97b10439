// How far a run has come, on a terminal, for whatever takes longer than a second: one line that is overwritten and at the
// end removed.
#pragma once
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <iosfwd>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace partnership::apps {

// Where that line goes.
struct ProgressScreen {
  std::ostream* err = nullptr;  // nullptr: nowhere
  int width = 80;
};

// The line of what has been read, no wider than `width`: "[=====>              ]  25 %  250 MB of 1.0 GB  512 MB/s  2 s left";
// without `bytes_in_all`, as of a pipe: "250 MB  512 MB/s".
[[nodiscard]] std::string reading_line(std::uint64_t bytes, std::optional<std::uint64_t> bytes_in_all, double seconds, int width);

// The same of what has been written, in pieces that take about as long each: "[=====>              ]  25 % written  2 s left".
[[nodiscard]] std::string writing_line(std::uint64_t pieces, std::uint64_t pieces_in_all, double seconds, int width);

class ProgressBar {
 public:
  using Line = std::function<std::string(double seconds, int width)>;  // is called by a thread of the bar's own
  ProgressBar(ProgressScreen screen, Line line);
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;
  ~ProgressBar();

 private:
  void watch();

  ProgressScreen screen_;
  Line line_;
  std::mutex mutex_;
  std::condition_variable stop_;
  bool stopped_ = false;
  bool shown_ = false;
  std::thread watcher_;
};

}  // namespace partnership::apps
