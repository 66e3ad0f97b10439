// Runs a command and reports what it cost from start to exit, children it waited for included:
//   measure REPORT COMMAND [ARGUMENT...]
// writes "WALL CPU PEAK STATUS" to the file REPORT: seconds, seconds of user and system time, kilobytes of memory, exit
// status (128 + signal). A small program of its own, because a child's peak memory starts at its parent's.
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <chrono>
#include <cstring>
#include <fstream>
#include <iostream>

extern char** environ;  // NOLINT: POSIX's

int main(int argc, char** argv) {
  if (argc < 3) {
    std::cerr << "usage: " << argv[0] << " REPORT COMMAND [ARGUMENT...]\n";
    return 2;
  }
  const auto start = std::chrono::steady_clock::now();
  pid_t child = 0;
  if (const int error = posix_spawnp(&child, argv[2], nullptr, nullptr, argv + 2, environ); error != 0) {
    std::cerr << argv[2] << ": " << std::strerror(error) << '\n';
    return 4;
  }
  int status = 0;
  rusage usage{};
  if (wait4(child, &status, 0, &usage) != child) return 4;
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;

  const auto seconds = [](const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6; };
  std::ofstream report(argv[1]);
  report << std::fixed << wall.count() << ' ' << seconds(usage.ru_utime) + seconds(usage.ru_stime) << ' ' << usage.ru_maxrss << ' '
         << (WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status)) << '\n';
  return report ? 0 : 4;
}
