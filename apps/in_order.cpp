#include "in_order.hpp"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>

namespace partnership::apps {
namespace {

class Run {
 public:
  explicit Run(const OrderedJobs& jobs) : jobs_(jobs), places_(jobs.places) {}
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;
  ~Run() {
    {
      const std::lock_guard lock(mutex_);
      over_ = true;
    }
    place_is_free_.notify_all();
    for (auto& helper : helpers_) helper.join();
  }

  void call_helpers(std::size_t count) {
    helpers_.reserve(count);
    try {
      while (helpers_.size() < count) helpers_.emplace_back([this] { help(); });
    } catch (const std::system_error&) {  // no more threads to be had: fewer do it as well
    }
  }

  void run() {
    std::unique_lock lock(mutex_);
    while (taken_ < jobs_.jobs) {
      Place& next = places_[taken_ % places_.size()];
      if (next.is_made) {
        lock.unlock();
        if (next.failure) std::rethrow_exception(next.failure);
        if (!jobs_.take(taken_ % places_.size())) return;
        lock.lock();
        next.is_made = false;
        ++taken_;
        place_is_free_.notify_one();
      } else if (can_make()) {
        make_one(lock);
      } else {
        next_is_made_.wait(lock, [&] { return next.is_made; });
      }
    }
  }

 private:
  struct Place {
    bool is_made = false;
    std::exception_ptr failure;
  };

  [[nodiscard]] bool can_make() const { return begun_ < jobs_.jobs && begun_ < taken_ + places_.size(); }

  void help() {
    std::unique_lock lock(mutex_);
    for (;;) {
      place_is_free_.wait(lock, [this] { return over_ || begun_ == jobs_.jobs || can_make(); });
      if (over_ || begun_ == jobs_.jobs) return;
      make_one(lock);
    }
  }

  void make_one(std::unique_lock<std::mutex>& lock) {
    const std::size_t job = begun_++, place = job % places_.size();
    lock.unlock();
    std::exception_ptr failure;
    try {
      jobs_.make(job, place);
    } catch (...) {
      failure = std::current_exception();
    }
    lock.lock();
    places_[place] = {true, failure};
    if (job == taken_) next_is_made_.notify_one();
    if (begun_ == jobs_.jobs) place_is_free_.notify_all();  // there is nothing left to wait for
  }

  const OrderedJobs& jobs_;
  std::mutex mutex_;
  std::condition_variable next_is_made_;  // of the job that is taken next: for the caller
  std::condition_variable place_is_free_;  // or nothing is left to begin: for the helpers
  std::vector<Place> places_;
  std::size_t begun_ = 0, taken_ = 0;  // jobs
  bool over_ = false;
  std::vector<std::thread> helpers_;
};

}  // namespace

void run_in_order(const OrderedJobs& jobs, unsigned threads) {
  Run run(jobs);
  const std::size_t useful = std::min<std::size_t>(threads, jobs.jobs);
  if (useful > 1) run.call_helpers(useful - 1);
  run.run();
}

}  // namespace partnership::apps
