// Scores two answers with the library: reads them, tallies them, asks for a statistic by name.
#include <cstdio>
#include <cstdlib>
#include <sstream>

#include "partnership/group_statistics.hpp"
#include "partnership/survey.hpp"
#include "partnership/version.hpp"

int main() {
  using namespace partnership;
  const auto published = published_instruments();
  std::istringstream answers(
      "practice,ideal,actual\n"
      "E1P1,4,b\n"
      "E1P2,3,c\n");
  Survey survey({.groupings = {{}}});
  read_inputs({"-"}, answers, {.instruments = {published.begin(), published.end()}}, survey);
  for (const auto& fault : survey.faults()) std::fputs(format_error(fault).c_str(), stderr);
  if (!survey.usable()) return EXIT_FAILURE;

  const auto& instrument = *survey.instruments().front();
  const GroupStatistics statistics(survey.groups(instrument, 0).front()->tally);
  const auto gap = statistics.get("gap_mean", statistics.subjects(Level::Practice).front());
  std::printf("partnership-health %s: the gap of E1P1 is %g\n", kVersion.data(), gap->value);
  return gap->value == 2 ? EXIT_SUCCESS : EXIT_FAILURE;
}
