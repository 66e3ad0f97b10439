#include "input/byte_source.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <pthread.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "unit/input/reading.hpp"

namespace partnership {
namespace {

// All of it, or the fault with which reading ends.
std::string read(ByteSource& source) {
  std::array<char, 64> bytes{};
  const auto count = source.read(bytes);
  return count ? std::string(bytes.data(), *count) : line_of(count.error());
}

TEST(ByteSource, AFileThatIsNotThereIsAFaultWithTheReason) {
  const auto source = ByteSource::open("no/such/file.csv");
  ASSERT_FALSE(source.has_value());
  EXPECT_EQ(code_of(source.error().kind).code, "cannot_open");
  EXPECT_EQ(source.error().message, "cannot open the file: No such file or directory");
}

TEST(ByteSource, AFolderIsNotAFile) {
  const auto source = ByteSource::open(testing::TempDir());
  ASSERT_FALSE(source.has_value());
  EXPECT_EQ(code_of(source.error().kind).code, "not_a_file");
  EXPECT_EQ(source.error().message, "this is not a file");
}

TEST(ByteSource, AFileThatIsCutOffWhileItIsReadIsAFault) {
  const auto path = testing::TempDir() + "cut-" + std::to_string(getpid()) + ".csv";
  std::ofstream(path) << "name\nx\n";
  auto source = ByteSource::open(path);
  ASSERT_TRUE(source.has_value());
  std::filesystem::resize_file(path, 3);
  EXPECT_EQ(read(*source), "cannot_read " + path + ": cannot read the file: it has become shorter while it was read");
  std::filesystem::remove(path);
}

// A buffer that gives a byte and then fails.
class Failing : public std::streambuf {
 protected:
  int_type underflow() override {
    if (gptr() != nullptr) throw std::ios_base::failure("read", std::make_error_code(std::errc::io_error));
    setg(&byte_, &byte_, &byte_ + 1);
    return traits_type::to_int_type(byte_);
  }

 private:
  char byte_ = 'x';
};

TEST(ByteSource, AStreamThatFailsIsAFaultWithTheReasonIfItSaysOne) {
  for (const bool says_why : {true, false}) {
    Failing buffer;
    std::istream stream(&buffer);
    if (says_why) stream.exceptions(std::ios::badbit);
    ByteSource source(stream, "-");
    EXPECT_EQ(read(source), says_why ? "cannot_read -: cannot read the file: Input/output error"
                                     : "cannot_read -: cannot read the file: the stream is broken");
  }
}

TEST(ByteSource, TheEndOfAStreamThatThrowsThereIsNoFault) {
  std::istringstream stream("abc");
  stream.exceptions(std::ios::eofbit | std::ios::failbit);
  ByteSource source(stream, "-");
  EXPECT_EQ(read(source), "abc");
}

// ---- signals ----

std::atomic<int> signals = 0;

// While it lives, SIGUSR1 is counted and interrupts what its thread waits for.
class Interrupts {
 public:
  Interrupts() {
    signals = 0;
    struct sigaction action {};
    action.sa_handler = [](int) { ++signals; };
    sigaction(SIGUSR1, &action, &before_);
  }
  ~Interrupts() { sigaction(SIGUSR1, &before_, nullptr); }
  Interrupts(const Interrupts&) = delete;
  Interrupts& operator=(const Interrupts&) = delete;

  // Some while the thread has plenty of time to get where it waits.
  static void send(pthread_t thread) {
    for (int i = 0; i < 20; ++i) {
      pthread_kill(thread, SIGUSR1);
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
  }

 private:
  struct sigaction before_ {};
};

TEST(ByteSource, ASignalDoesNotInterruptTheWaitForAPipe) {
  const auto path = testing::TempDir() + "pipe-" + std::to_string(getpid());
  ASSERT_EQ(mkfifo(path.c_str(), 0600), 0);
  const Interrupts interrupts;
  std::thread writer([&, reader = pthread_self()] {
    Interrupts::send(reader);                       // it waits for somebody to write
    const int pipe = ::open(path.c_str(), O_RDWR);  // does not wait for anybody to read
    Interrupts::send(reader);                       // it waits for what is written
    EXPECT_EQ(::write(pipe, "abc", 3), 3);
    ::close(pipe);
  });
  auto source = ByteSource::open(path);
  EXPECT_EQ(source ? read(*source) : line_of(source.error()), "abc");
  writer.join();
  EXPECT_GT(signals, 0);
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace partnership
