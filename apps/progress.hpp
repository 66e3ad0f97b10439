// How far reading has come, on a terminal, for whatever takes longer than a second: one line that is overwritten and at
// the end removed.
#pragma once
#include <condition_variable>
#include <cstdint>
#include <iosfwd>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "partnership/input.hpp"

namespace partnership::apps {

// "[=====>              ]  25 %  250 MB of 1.0 GB  512 MB/s  2 s left", no wider than `width`; without `bytes_in_all`, as
// of a pipe: "250 MB  512 MB/s".
[[nodiscard]] std::string progress_line(std::uint64_t bytes, std::optional<std::uint64_t> bytes_in_all, double seconds, int width);

class ProgressBar {
 public:
  ProgressBar(std::ostream& err, int width);
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;
  ~ProgressBar();

  [[nodiscard]] ReadingProgress& counter() { return counter_; }

 private:
  void watch();

  std::ostream& err_;
  int width_;
  ReadingProgress counter_;
  std::mutex mutex_;
  std::condition_variable stop_;
  bool stopped_ = false;
  bool shown_ = false;
  std::thread watcher_;
};

}  // namespace partnership::apps
