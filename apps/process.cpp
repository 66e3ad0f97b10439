#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <iostream>
#include <new>

#include "partnership/input.hpp"
#include "tool.hpp"

namespace partnership::apps {
namespace {

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

// The character set the locale names, by the rule of POSIX: LC_ALL, else LC_CTYPE, else LANG.
Charset locale_charset() {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const std::string locale = environment(name);
    if (locale.empty()) continue;
    for (const char* utf8 : {"UTF-8", "utf-8", "UTF8", "utf8"})
      if (locale.find(utf8) != std::string::npos) return Charset::Unicode;
    return Charset::Ascii;
  }
  return Charset::Ascii;
}

Terminal surroundings() {
  Terminal terminal;
  terminal.out = isatty(STDOUT_FILENO) != 0;
  terminal.err = isatty(STDERR_FILENO) != 0;
  const auto width_of = [](int descriptor, int otherwise) -> int {
    winsize size{};
    return ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : otherwise;
  };
  if (terminal.out) terminal.width = width_of(STDOUT_FILENO, terminal.width);
  if (terminal.err) terminal.err_width = width_of(STDERR_FILENO, terminal.err_width);
  terminal.charset = locale_charset();
  terminal.colour_wanted = environment("NO_COLOR").empty() && environment("TERM") != "dumb";
  return terminal;
}

}  // namespace

int run_process(Tool tool, int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  std::cin.tie(nullptr);
  try {
    // For tests and measurements of what other processors would run.
    const std::string kernel = environment("PARTNERSHIP_KERNEL");
    if (!kernel.empty() && !use_row_kernel(kernel)) {
      std::cerr << "error: PARTNERSHIP_KERNEL: this processor has no '" << for_terminal(kernel, Charset::Ascii) << "'; there are:";
      for (const auto name : row_kernels()) std::cerr << ' ' << name;
      std::cerr << '\n';
      return kWrongUsage;
    }
    Io io{std::cin, std::cout, std::cerr, surroundings()};
    errno = 0;
    const int status = tool(Arguments(argv + (argc > 0 ? 1 : 0), argv + argc), io);
    if (std::cout.flush()) return status;
    std::cerr << "error: cannot write to standard output: " << std::strerror(errno) << '\n';
  } catch (const std::bad_alloc&) {
    std::cerr << "error: out of memory\n";
  } catch (const std::exception& failure) {
    std::cerr << "error: this is a bug, please report it: " << failure.what() << '\n';
  }
  return kSystemFailed;
}

}  // namespace partnership::apps
