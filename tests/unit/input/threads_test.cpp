// Several threads read one file in pieces, or many files: what the survey says must be the same to the last fault.
#include <gmock/gmock.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <future>
#include <sstream>
#include <stdexcept>

#include "input/lanes.hpp"
#include "partnership/survey.hpp"
#include "unit/input/reading.hpp"

namespace partnership {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// What is to be seen of a survey, in words.
std::vector<std::string> outline(const Survey& survey) {
  std::vector<std::string> lines = lines_of(survey.faults());
  const auto& t = survey.totals();
  lines.push_back("faults " + std::to_string(survey.fault_count()) + ", usable " + std::to_string(survey.usable()));
  lines.push_back("scored " + std::to_string(t.scored) + ", rejected " + std::to_string(t.rejected) + ", respondents " +
                  std::to_string(t.respondents.value_or(0)) + ", answers " + std::to_string(t.answers) + ", pairs " +
                  std::to_string(t.pairs));
  for (const auto& instrument : survey.instruments()) {
    for (const Group* group : survey.groups(*instrument, 0)) {
      std::string line = group->wave + " " + group->values[0] + ": " + std::to_string(group->tally.respondents());
      for (std::size_t i = 0; i < instrument->practices.size(); ++i) line += " " + std::to_string(group->tally.practice(i).pairs());
      lines.push_back(line);
    }
  }
  for (const auto& note : survey.notes()) lines.push_back(note);
  return lines;
}

class Threads : public ::testing::Test {
 protected:
  Threads() : folder_(testing::TempDir() + "threads-" + std::to_string(getpid())) {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  ~Threads() override { std::filesystem::remove_all(folder_); }

  std::string write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ + "/" + name, std::ios::binary) << text;
    return folder_ + "/" + name;
  }
  std::vector<std::string> read(const std::string& input, unsigned threads, OnError on_error) {
    SurveyOptions survey_options;
    survey_options.groupings = {{"partnership"}};
    survey_options.on_error = on_error;
    Survey survey(survey_options);
    auto options = small_options();
    options.threads = threads;
    std::istringstream nothing;
    read_inputs({input}, nothing, options, survey);
    return outline(survey);
  }

  std::string folder_;
};

// About 12 MiB, some 25 pieces: rows that the decoder takes, quoted line ends, spelt-out answers and empty lines.
std::string large_table(const std::string& fault_at_row_100000, const std::string& fault_at_row_200000) {
  std::string text = "respondent,partnership,wave,E1P1_ideal,E1P1_actual,E1P2_ideal,E1P2_actual,E2S1_ideal,E2S1_actual\n";
  for (int i = 0; i < 300'000; ++i) {
    const auto number = std::to_string(i);
    if (i == 100'000) text += fault_at_row_100000;
    if (i == 200'000) text += fault_at_row_200000;
    if (i % 50 == 7)
      text += "\"R\n" + number + "\",\"Hill, \"\"upper\"\"\"" + ",2024,4,b,3,c,2,a\n";
    else if (i % 50 == 9)
      text += "\nR" + number + ", Hill ,2024,N/A,n/a,,d,2, b\n";
    else
      text += "R" + number + ",Lake,202" + std::to_string(i % 3) + ",4,b,N/A,c,,d\n";
  }
  return text;
}

TEST_F(Threads, MakeNoDifferenceToALargeTable) {
  const auto path = write("a.csv", large_table("", ""));
  const auto alone = read(path, 1, OnError::Stop);
  EXPECT_THAT(alone, testing::Contains("faults 0, usable 1"));
  for (const unsigned threads : {2U, 3U, 8U}) EXPECT_EQ(read(path, threads, OnError::Stop), alone);
}

Response response_of(const InstrumentPtr& instrument, const std::string& partnership) {
  Response response;
  response.instrument = instrument;
  response.metadata = {{"partnership", partnership}};
  response.ratings.assign(instrument->practices.size(), Rating(Answer::Point4, Answer::Point2));
  return response;
}

// Readers in several threads that hold much: one after another, however they come, so that together they hold what one does.
TEST(Forks, HoldMuchOneAtATime) {
  Survey survey(SurveyOptions{});
  std::atomic<int> holding = 0, at_once = 0;
  std::vector<std::future<void>> read;
  std::vector<std::unique_ptr<Intake>> forks;
  for (int i = 0; i < 4; ++i) forks.push_back(survey.fork());
  for (int i = 0; i < 4; ++i)
    read.push_back(std::async(std::launch::async, [&, i] {
      for (int file = 0; file < 50; ++file) {
        EXPECT_TRUE(forks[i]->hold(1000));
        EXPECT_TRUE(forks[i]->hold(10'000'000));
        if (++holding > 1) ++at_once;
        std::this_thread::yield();
        --holding;
        EXPECT_TRUE(forks[i]->hold(0));
      }
    }));
  for (auto& one : read) one.get();
  EXPECT_EQ(at_once, 0);
  for (auto& fork : forks) survey.join(*fork);
}

// A fork may be joined while others are still filled. Of many groups the forks give theirs away.
TEST(Forks, TallyTogetherWhereTheyHaveMany) {
  SurveyOptions options;
  options.groupings = {{"partnership"}};
  options.most_memory = 20'000'000;  // two thirds of which one of them takes alone
  const auto instrument = small_established();
  for (const bool is_too_much : {false, true}) {
    Survey survey(options);
    std::vector<std::unique_ptr<Intake>> forks;
    for (int i = 0; i < 3; ++i) forks.push_back(survey.fork());
    std::vector<std::future<void>> filled;
    for (int i = 0; i < 3; ++i)
      filled.push_back(std::async(std::launch::async, [&, i] {
        for (int number = 0; number < 40'000; ++number) {
          const int partnership = is_too_much ? 3 * number + i : number;  // 120,000 or 40,000 in all
          forks[i]->accept(response_of(instrument, "P" + std::to_string(partnership)));
        }
      }));
    for (int i = 0; i < 3; ++i) {
      filled[i].get();
      const auto& fork = static_cast<const Survey&>(*forks[i]);
      EXPECT_EQ(fork.totals().scored, 40'000U);
      EXPECT_THAT(fork.groups(*instrument, 0), IsEmpty()) << "they are in the survey";
      survey.join(*forks[i]);
    }
    EXPECT_EQ(survey.usable(), !is_too_much);
    EXPECT_EQ(survey.totals().scored, 120'000U);
    if (survey.usable()) {
      EXPECT_THAT(survey.groups(*instrument, 0), SizeIs(40'000));
    }
  }
}

TEST_F(Threads, FindTheSameFaultsAndDuplicates) {
  const auto path = write("a.csv", large_table("R5,Lake,2022,4,b,3,c,2,a\nR0x,Lake,2020,5,b,3,e,2,a\n", "R6x,Lake,2020,1\n"));
  const auto alone = read(path, 1, OnError::Skip);
  EXPECT_THAT(alone, testing::Contains("faults 4, usable 0"));
  for (const unsigned threads : {2U, 5U}) EXPECT_EQ(read(path, threads, OnError::Skip), alone);
}

TEST_F(Threads, AgreeOnWhereAFileEnds) {
  const auto path =
      write("a.csv", large_table("R0x,Lake,2020,5,b,3,c,2,a\nx\"y,Lake,2020,4,b,3,c,2,a\n", "R6x,Lake,2020,1\nR5,Lake,2022,4,b,3,c,2,a\n"));
  const auto alone = read(path, 1, OnError::Stop);
  EXPECT_THAT(alone, testing::Contains("faults 2, usable 0")) << "what is behind the stray quote is not read";
  for (const unsigned threads : {2U, 5U}) {
    const auto shared = read(path, threads, OnError::Stop);
    EXPECT_EQ(std::vector(shared.begin(), shared.begin() + 3), std::vector(alone.begin(), alone.begin() + 3));
  }
}

// An intake that takes no more rows after its first ones until another thread's has been told a fault.
class Waiting : public Kept {
 public:
  explicit Waiting(std::promise<void>* told = nullptr) : told_(told) {}
  using Kept::accept;
  void accept(const ResponseBlock&) override {
    if (told_ == nullptr && forked_) faulty_.wait_for(std::chrono::seconds(20));
  }
  void reject(Fault fault) override {
    Kept::reject(std::move(fault));
    if (told_ != nullptr) told_->set_value();
  }
  [[nodiscard]] std::unique_ptr<Intake> fork() override {
    forked_ = true;
    return std::make_unique<Waiting>(&promise_);
  }
  void join(Intake& forked) override {
    for (auto& fault : static_cast<Waiting&>(forked).rejected) Kept::reject(std::move(fault));
  }

 private:
  std::promise<void>* told_;  // nullptr: this one is the first
  std::promise<void> promise_;
  std::future<void> faulty_ = promise_.get_future();
  bool forked_ = false;
};

TEST_F(Threads, EndAFileAtAFaultThatAnotherOfThemFinds) {
  const auto path = write("a.csv", large_table("", "x\"y,Lake,2020,4,b,3,c,2,a\n"));
  Waiting kept;
  auto options = small_options();
  options.threads = 2;
  std::istringstream nothing;
  read_inputs({path}, nothing, options, kept);
  // What is behind the stray quote may be cut into rows wrongly, and the other thread may find faults there: they do not count.
  ASSERT_THAT(kept.rejected, testing::Not(testing::IsEmpty()));
  const auto first = std::min_element(kept.rejected.begin(), kept.rejected.end(),
                                      [](const Fault& a, const Fault& b) { return a.position.line < b.position.line; });
  EXPECT_EQ(first->kind, FaultKind::StrayQuote);
  EXPECT_THAT(kept.ends, ElementsAre(first->position.line));
}

TEST_F(Threads, StopAtTheSameCountOfFaults) {
  std::string rows;
  for (int i = 0; i < 30'000; ++i) rows += "R1,Lake,2020,5,e,5,e,5,e\n";
  const auto path = write("a.csv", large_table(rows, rows));
  const auto alone = read(path, 1, OnError::Stop);
  EXPECT_THAT(alone, testing::Contains("faults 100000, usable 0"));
  for (const unsigned threads : {2U, 5U}) {
    const auto shared = read(path, threads, OnError::Stop);
    EXPECT_EQ(std::vector(shared.begin(), shared.begin() + 21), std::vector(alone.begin(), alone.begin() + 21));
  }
}

TEST_F(Threads, ShareOutManyFiles) {
  for (int i = 100; i < 300; ++i) {
    const auto number = std::to_string(i);
    write(number + ".csv", "respondent,E1P1_ideal,E1P1_actual,source\nR" + (i == 250 ? std::string("101") : number) + ",4," +
                               (i % 90 == 0 ? "x" : "b") + ",y\n");
  }
  const auto alone = read(folder_, 1, OnError::Blank);
  EXPECT_THAT(alone, testing::Contains(testing::HasSubstr("(in 200 files)")));
  for (const unsigned threads : {2U, 7U}) EXPECT_EQ(read(folder_, threads, OnError::Blank), alone);
}

// --- lanes ---

TEST(Lanes, BringOutAnExceptionOfAnyThread) {
  Survey survey{SurveyOptions()};
  EXPECT_THROW(run_lanes(3, survey,
                         [&](Intake& intake) {
                           if (&intake != &survey) throw std::runtime_error("no");
                         }),
               std::runtime_error);
}

TEST(Lanes, AreWaitedForWhereTheFirstOneFails) {
  Survey survey{SurveyOptions()};
  std::atomic<int> ended = 0;
  EXPECT_THROW(run_lanes(3, survey,
                         [&](Intake& intake) {
                           if (&intake == &survey) throw std::runtime_error("no");
                           ++ended;
                         }),
               std::runtime_error);
  EXPECT_EQ(ended, 2);
}

TEST(Lanes, KeepToOneThreadWhereTheIntakeCannotBeForked) {
  Kept kept;
  int runs = 0;
  run_lanes(4, kept, [&](Intake& intake) {
    EXPECT_EQ(&intake, &kept);
    ++runs;
  });
  EXPECT_EQ(runs, 1);
}

}  // namespace
}  // namespace partnership
