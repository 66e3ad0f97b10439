#include "in_order.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <atomic>
#include <stdexcept>
#include <thread>
#include <vector>

namespace partnership::apps {
namespace {

using ::testing::ElementsAre;

// Some jobs are slower than others, so results are not always made in the order in which they are wanted.
void take_some_time(std::size_t job) {
  if (job % 3 == 0) std::this_thread::yield();
}

class InOrder : public ::testing::TestWithParam<unsigned> {};
INSTANTIATE_TEST_SUITE_P(Threads, InOrder, ::testing::Values(1U, 2U, 3U, 16U));

TEST_P(InOrder, TakesTheResultOfEachJobOnce) {
  std::vector<std::size_t> taken;
  const auto make = [](std::size_t job, std::size_t& result) {
    take_some_time(job);
    result = 10 * job;
  };
  run_in_order<std::size_t>(500, GetParam(), make, [&](std::size_t result) {
    taken.push_back(result);
    return true;
  });
  std::vector<std::size_t> expected(500);
  for (std::size_t job = 0; job < expected.size(); ++job) expected[job] = 10 * job;
  EXPECT_EQ(taken, expected);
}

TEST_P(InOrder, TakesInTheThreadOfTheCaller) {
  const auto caller = std::this_thread::get_id();
  run_in_order<int>(50, GetParam(), [](std::size_t, int&) {}, [&](int) {
    EXPECT_EQ(std::this_thread::get_id(), caller);
    return true;
  });
}

TEST_P(InOrder, IsNeverAheadByMoreResultsThanHavePlaces) {
  std::atomic<std::size_t> taken = 0;
  std::atomic<bool> is_ahead = false;
  const OrderedJobs jobs{200, 4,
                         [&](std::size_t job, std::size_t) {
                           if (job >= taken + 4) is_ahead = true;
                         },
                         [&](std::size_t) {
                           ++taken;
                           return true;
                         }};
  run_in_order(jobs, GetParam());
  EXPECT_EQ(taken, 200);
  EXPECT_FALSE(is_ahead);
}

TEST_P(InOrder, KeepsResultsToBeUsedAgain) {
  const auto make = [](std::size_t job, std::vector<std::size_t>& result) { result.push_back(job); };
  std::size_t longest = 0;
  run_in_order<std::vector<std::size_t>>(100, GetParam(), make, [&](const std::vector<std::size_t>& result) {
    longest = std::max(longest, result.size());
    return true;
  });
  const std::size_t results = GetParam() == 1 ? 1 : GetParam() + 2;
  EXPECT_EQ(longest, (100 + results - 1) / results);
}

TEST_P(InOrder, EndsWhenNoMoreIsTaken) {
  std::vector<std::size_t> taken;
  std::atomic<std::size_t> made = 0;
  run_in_order<std::size_t>(
      1000, GetParam(),
      [&](std::size_t job, std::size_t& result) {
        ++made;
        result = job;
      },
      [&](std::size_t result) {
        taken.push_back(result);
        return taken.size() < 3;
      });
  EXPECT_THAT(taken, ElementsAre(0, 1, 2));
  EXPECT_LE(made, GetParam() == 1 ? 3 : 3 + GetParam() + 2);
}

TEST_P(InOrder, FailsAsTheFirstJobThatFails) {
  std::vector<std::size_t> taken;
  const auto make = [](std::size_t job, std::size_t& result) {
    take_some_time(job);
    if (job >= 5) throw std::runtime_error("job " + std::to_string(job));
    result = job;
  };
  const auto run = [&] {
    run_in_order<std::size_t>(100, GetParam(), make, [&](std::size_t result) {
      taken.push_back(result);
      return true;
    });
  };
  EXPECT_THAT(run, ::testing::ThrowsMessage<std::runtime_error>("job 5"));
  EXPECT_THAT(taken, ElementsAre(0, 1, 2, 3, 4));
}

TEST_P(InOrder, FailsAsTheTakingDoes) {
  const auto run = [&] {
    run_in_order<int>(100, GetParam(), [](std::size_t, int&) {}, [](int) -> bool { throw std::runtime_error("taking"); });
  };
  EXPECT_THAT(run, ::testing::ThrowsMessage<std::runtime_error>("taking"));
}

TEST_P(InOrder, OfNoJobsIsNothing) {
  run_in_order<int>(0, GetParam(), [](std::size_t, int&) { FAIL(); }, [](int) {
    ADD_FAILURE();
    return true;
  });
}

}  // namespace
}  // namespace partnership::apps
