#include "fuzz/layouts.hpp"

#include <algorithm>
#include <sstream>
#include <vector>

#include "fuzz/reading.hpp"
#include "partnership/response.hpp"

namespace partnership::fuzz {
namespace {

// Keeps responses as long as nothing is wrong with them.
class Collector : public Intake {
 public:
  void accept(const Response& response) override {
    sound_ = sound_ && response.faults.empty() && (responses.empty() || responses.front().instrument == response.instrument) &&
             std::all_of(response.ratings.begin(), response.ratings.end(), [](Rating rating) { return rating.asked(); });
    responses.push_back(response);
  }
  void accept(const CountedRating&) override { sound_ = false; }
  void reject(Fault) override { sound_ = false; }
  void note_metadata(const std::string&, const std::string&) override {}
  void note_r_missing(const std::string&, std::uint64_t) override {}
  void note_open_end(const std::string&) override {}
  void finish_file(const InputFile&) override {}
  [[nodiscard]] bool full() const override { return !sound_; }
  [[nodiscard]] bool sound() const { return sound_ && !responses.empty(); }
  using Intake::accept;

  std::vector<Response> responses;

 private:
  bool sound_ = true;
};

std::string sign(Side side, Rating rating) {
  const Answer answer = side == Side::Ideal ? rating.ideal() : rating.actual();
  return answer == Answer::Blank ? "" : std::string(sign_of(side, answer));
}

std::string name_of_response(std::size_t number) { return "R" + std::to_string(number); }

std::string wide(const std::vector<Response>& responses) {
  std::string text = "respondent";
  for (const auto& practice : responses.front().instrument->practices) text += "," + practice.code + "_ideal," + practice.code + "_actual";
  text += '\n';
  for (std::size_t r = 0; r < responses.size(); ++r) {
    text += name_of_response(r);
    for (const Rating rating : responses[r].ratings) text += "," + sign(Side::Ideal, rating) + "," + sign(Side::Actual, rating);
    text += '\n';
  }
  return text;
}

std::string long_rows(const std::vector<Response>& responses) {
  std::string text = "respondent,practice,ideal,actual\n";
  const auto& practices = responses.front().instrument->practices;
  for (std::size_t r = 0; r < responses.size(); ++r)
    for (std::size_t i = 0; i < practices.size(); ++i) {
      const Rating rating = responses[r].ratings[i];
      text += name_of_response(r) + "," + practices[i].code + "," + sign(Side::Ideal, rating) + "," + sign(Side::Actual, rating) + "\n";
    }
  return text;
}

std::string yaml(const std::vector<Response>& responses) {
  std::string text;
  const auto& practices = responses.front().instrument->practices;
  for (std::size_t r = 0; r < responses.size(); ++r) {
    text += "---\ninstrument: " + responses.front().instrument->name + "\nrespondent: " + name_of_response(r) + "\nratings:\n";
    for (std::size_t i = 0; i < practices.size(); ++i) {
      const Rating rating = responses[r].ratings[i];
      text += "  " + practices[i].code + ": {ideal: " + sign(Side::Ideal, rating) + ", actual: " + sign(Side::Actual, rating) + "}\n";
    }
  }
  return text;
}

std::string tally_of(const std::string& text) {
  SurveyOptions options;
  options.depth = TallyDepth::Everything;
  auto told = told_by(SurveyOf(text, options, std::nullopt));
  // Where it came from differs.
  const auto source = told.find("source ");
  if (source != std::string::npos) told.erase(source, told.find('\n', source) - source);
  const auto end = told.rfind(" xxh3 ");
  return end == std::string::npos ? told : told.substr(0, end);
}

}  // namespace

void expect_layouts_agree(const std::string& text, std::optional<InputFormat> format) {
  Collector collector;
  std::istringstream in(text);
  InputOptions options;
  options.instruments = instruments();
  options.format = format;
  options.threads = 1;
  read_inputs({"-"}, in, options, collector);
  if (!collector.sound()) return;
  const auto expected = tally_of(wide(collector.responses));
  expect_equal("the long layout gives the tally of the wide one", tally_of(long_rows(collector.responses)), expected);
  expect_equal("YAML gives the tally of CSV", tally_of(yaml(collector.responses)), expected);
}

}  // namespace partnership::fuzz
