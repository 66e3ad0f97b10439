// Work of which there is much, shared out to threads, with its results taken in order.
#pragma once
#include <cstddef>
#include <functional>
#include <vector>

namespace partnership::apps {

// make(job, place) for each 0 <= job < jobs, by any of the threads, several at once; then take(place) for each, in order, by
// the caller's. A place, of which there are `places`, holds the result of one job at a time. take() returns whether to go on.
// With one thread each job is taken before the next is made. What either throws comes out here; no thread is left then.
struct OrderedJobs {
  std::size_t jobs = 0, places = 1;
  std::function<void(std::size_t job, std::size_t place)> make;
  std::function<bool(std::size_t place)> take;
};
void run_in_order(const OrderedJobs& jobs, unsigned threads);  // no more than there are jobs

// The same with results of a type; a result is handed to make() as the last take() left it, so that its memory can be used again.
template <class Result, class Make, class Take>
void run_in_order(std::size_t jobs, unsigned threads, const Make& make, const Take& take) {
  std::vector<Result> results(threads <= 1 ? 1 : std::size_t{threads} + 2);  // two wait while the others are made
  run_in_order({jobs, results.size(), [&](std::size_t job, std::size_t place) { make(job, results[place]); },
                [&](std::size_t place) { return take(results[place]); }},
               threads);
}

}  // namespace partnership::apps
