#include "progress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <new>
#include <ostream>
#include <system_error>
#include <utility>

namespace partnership::apps {
namespace {

using Clock = std::chrono::steady_clock;
constexpr auto kFirst = std::chrono::seconds(1);
constexpr auto kBetween = std::chrono::milliseconds(200);
constexpr int kWidestBar = 30;

std::string size_text(double bytes) {
  for (const char* unit : {"B", "kB", "MB", "GB", "TB"}) {
    if (bytes < 999.5 || unit == std::string_view("TB")) return fmt::format("{:.{}f} {}", bytes, bytes < 9.95 && *unit != 'B' ? 1 : 0, unit);
    bytes /= 1000;
  }
  return {};
}

std::string time_text(double seconds) {
  if (seconds < 90) return fmt::format("{:.0f} s", std::ceil(seconds));
  if (seconds < 5400) return fmt::format("{:.0f} min", seconds / 60);
  return fmt::format("{:.0f} h", seconds / 3600);
}

std::string cut(const std::string& text, int width) { return text.substr(0, static_cast<std::size_t>(std::max(0, width - 1))); }

// `text` after a bar of which `share` is filled, or alone where there is no room for a bar.
std::string with_bar(double share, const std::string& text, int width) {
  const int room = std::min(kWidestBar, width - static_cast<int>(text.size()) - 4);
  if (room < 5) return cut(text, width);
  const auto filled = static_cast<std::size_t>(share * room);
  std::string bar(static_cast<std::size_t>(room), ' ');
  std::fill_n(bar.begin(), filled, '=');
  if (filled < bar.size()) bar[filled] = '>';
  return "[" + bar + "] " + text;
}

std::string time_left(double done, double all, double seconds) {
  return done > 0 && seconds > 0 ? fmt::format("  {} left", time_text(std::max(0.0, all - done) * seconds / done)) : "";
}

}  // namespace

std::string reading_line(std::uint64_t bytes, std::optional<std::uint64_t> bytes_in_all, double seconds, int width) {
  const auto done = static_cast<double>(bytes);
  const double rate = seconds > 0 ? done / seconds : 0;
  if (!bytes_in_all || *bytes_in_all == 0) return cut(fmt::format("{}  {}/s", size_text(done), size_text(rate)), width);
  const auto all = static_cast<double>(*bytes_in_all);
  const double share = std::min(1.0, done / all);  // a file may grow while it is read
  const auto text = fmt::format("{:3.0f} %  {} of {}  {}/s", std::floor(100 * share), size_text(done), size_text(all), size_text(rate));
  return with_bar(share, text + time_left(done, all, seconds), width);
}

std::string writing_line(std::uint64_t pieces, std::uint64_t pieces_in_all, double seconds, int width) {
  const auto done = static_cast<double>(pieces), all = static_cast<double>(pieces_in_all);
  const double share = pieces_in_all > 0 ? done / all : 1;
  return with_bar(share, fmt::format("{:3.0f} % written", std::floor(100 * share)) + time_left(done, all, seconds), width);
}

ProgressBar::ProgressBar(ProgressScreen screen, Line line) : screen_(screen), line_(std::move(line)) {
  if (screen_.err == nullptr) return;
  try {
    watcher_ = std::thread([this] { watch(); });
  } catch (const std::system_error&) {  // no thread to be had: no bar
  }
}

ProgressBar::~ProgressBar() {
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
  }
  stop_.notify_all();
  if (watcher_.joinable()) watcher_.join();
  if (shown_) *screen_.err << "\r\033[K" << std::flush;
}

void ProgressBar::watch() try {
  const auto start = Clock::now();
  std::unique_lock lock(mutex_);
  for (Clock::duration wait = kFirst; !stop_.wait_for(lock, wait, [this] { return stopped_; }); wait = kBetween) {
    const std::chrono::duration<double> seconds = Clock::now() - start;
    const auto line = line_(seconds.count(), screen_.width);
    *screen_.err << "\r\033[K" << line << std::flush;
    shown_ = true;
  }
} catch (const std::bad_alloc&) {  // no memory for a line: the bar stays as it is
}

}  // namespace partnership::apps
