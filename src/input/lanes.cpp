#include "input/lanes.hpp"

#include <algorithm>
#include <exception>
#include <memory>
#include <system_error>
#include <thread>
#include <vector>
#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace partnership {
namespace {

struct Lane {
  std::unique_ptr<Intake> intake;
  std::exception_ptr failure;
  std::thread thread;

  explicit Lane(std::unique_ptr<Intake> fork) : intake(std::move(fork)) {}
  Lane(const Lane&) = delete;
  Lane& operator=(const Lane&) = delete;
  ~Lane() {
    if (thread.joinable()) thread.join();
  }
};

}  // namespace

void give_back_freed_memory() {
#ifdef __GLIBC__
  (void)malloc_trim(0);
#endif
}

void run_lanes(unsigned threads, Intake& intake, const std::function<void(Intake&)>& work) {
  std::vector<std::unique_ptr<Lane>> lanes;
  for (unsigned i = 1; i < threads; ++i) {
    auto fork = intake.fork();
    if (!fork) break;
    auto& lane = *lanes.emplace_back(std::make_unique<Lane>(std::move(fork)));
    try {
      lane.thread = std::thread([&work, &lane] {
        try {
          work(*lane.intake);
        } catch (...) {
          lane.failure = std::current_exception();
        }
      });
    } catch (const std::system_error&) {  // no more threads to be had: fewer do it as well
      lanes.pop_back();
      break;
    }
  }
  work(intake);
  for (const auto& lane : lanes) lane->thread.join();
  for (const auto& lane : lanes) {
    if (lane->failure) std::rethrow_exception(lane->failure);
    intake.join(*lane->intake);
    lane->intake.reset();
  }
  give_back_freed_memory();
}

unsigned reading_threads(const InputOptions& options) {
  return options.threads == 0 ? available_threads() : std::min(options.threads, std::max(kMostWaiting, available_threads()));
}

unsigned available_threads() { return std::max(1U, std::thread::hardware_concurrency()); }

}  // namespace partnership
