#include <cxxabi.h>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstddef>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <new>
#include <ostream>
#include <string_view>
#include <system_error>
#include <typeinfo>

#include "descriptor_buffer.hpp"
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

std::optional<std::uint64_t> size_of_standard_input() {
  struct stat status{};
  if (fstat(STDIN_FILENO, &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  return static_cast<std::uint64_t>(status.st_size);
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

constexpr std::string_view kOutOfMemory = "error: out of memory\n", kBug = "error: this is a bug, please report it\n";

// Without a stream, which may be what there is no memory for.
void say(std::string_view message) {
  while (!message.empty()) {
    const auto written = write(STDERR_FILENO, message.data(), message.size());
    if (written < 0 && errno != EINTR) return;  // there is no other place to say so
    if (written > 0) message.remove_prefix(static_cast<std::size_t>(written));
  }
}

std::atomic<bool> memory_ran_out = false;

// Remembers it, for where there is no memory even for the exception.
[[noreturn]] void note_shortage() {
  memory_ran_out = true;
  throw std::bad_alloc();
}

// Memory may run out before main() begins, while the libraries set up what they keep for good, or in a function of theirs
// that lets no exception pass. Then nothing but this is left.
[[noreturn]] void end_at_once() {
  const std::type_info* failure = abi::__cxa_current_exception_type();
  say(memory_ran_out || (failure != nullptr && *failure == typeid(std::bad_alloc)) ? kOutOfMemory : kBug);
  _exit(kSystemFailed);
}

// Before the static objects of all files.
[[gnu::constructor(101)]] void prepare_for_the_worst() {
  std::set_new_handler(note_shortage);
  std::set_terminate(end_at_once);
}

// Of the three that a process starts with, one may have been closed, and the next file to be opened would get its number:
// remarks for standard error would be written into it. So it is taken, by what cannot be read, or written, either.
void take_closed_descriptors() {
  for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
    if (fcntl(descriptor, F_GETFD) < 0) (void)open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

// 0 or errno.
int finish(std::ostream& out, const DescriptorBuffer& buffer) {
  out.flush();
  return buffer.error() != 0 ? buffer.error() : close_checked(STDOUT_FILENO);
}

}  // namespace

int run_process(Tool tool, int argc, char** argv) {
  take_closed_descriptors();
  try {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    std::cin.exceptions(std::ios::badbit);  // says why it cannot be read
    // For tests and measurements of what other processors would run.
    const std::string kernel = environment("PARTNERSHIP_KERNEL");
    if (!kernel.empty() && !use_row_kernel(kernel)) {
      std::cerr << "error: PARTNERSHIP_KERNEL: this processor has no '" << for_terminal(kernel, Charset::Ascii) << "'; there are:";
      for (const auto name : row_kernels()) std::cerr << ' ' << name;
      std::cerr << '\n';
      return kWrongUsage;
    }
    DescriptorBuffer buffer(STDOUT_FILENO);
    std::ostream out(&buffer);
    Io io{std::cin, out, std::cerr, surroundings(), size_of_standard_input()};
    const int status = tool(Arguments(argv + (argc > 0 ? 1 : 0), argv + argc), io);
    const int error = finish(out, buffer);
    if (error == 0) return status;
    std::cerr << "error: cannot write to standard output: " << std::generic_category().message(error) << '\n';
  } catch (const std::bad_alloc&) {
    say(kOutOfMemory);
  } catch (const std::exception& failure) {
    std::cerr << "error: this is a bug, please report it: " << failure.what() << '\n';
  }
  return kSystemFailed;
}

}  // namespace partnership::apps
