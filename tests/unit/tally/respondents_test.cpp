// Respondents as groups of their own, and linking them over waves.
#include "partnership/respondents.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "support/small_forms.hpp"

namespace partnership {
namespace {

using sample::form;
using sample::response;

class RespondentsOfASurvey : public ::testing::Test {
 protected:
  void SetUp() override {
    for (const char* about : {"respondent=a partnership=P2 wave=1", "respondent=b partnership=P10 wave=1", "respondent=a partnership=P10 wave=1",
                              "wave=1", "wave=1", "respondent=a partnership=P2 wave=2", "respondent=c partnership=P2 wave=2",
                              "respondent=a partnership=P10 wave=2", "wave=2", "respondent=d wave=1", "respondent=d wave=2"})
      survey_.accept(response(form_, "4a 4b", about));
  }
  [[nodiscard]] std::vector<const Group*> of_wave(const std::string& wave) const { return named_respondents(survey_.groups(*form_, 0), wave); }

  InstrumentPtr form_ = form("1P1 1S1");
  Survey survey_{{.groupings = {kByRespondent}, .depths = {TallyDepth::Responses}}};
};

TEST_F(RespondentsOfASurvey, AreThoseWithAName) {
  EXPECT_EQ(of_wave("1").size(), 4U);
  EXPECT_EQ(of_wave("2").size(), 4U);
  for (const Group* group : of_wave("1")) EXPECT_EQ(group->tally.responses().size(), 2U);
}

TEST_F(RespondentsOfASurvey, LinkByPartnershipAndName) {
  const auto first = of_wave("1"), second = of_wave("2");
  const ChangeTally all = LinkedWaves(first, second, form_).all();
  EXPECT_EQ(all.linked(), 3U);
  EXPECT_EQ(all.first_only(), 1U);
  EXPECT_EQ(all.second_only(), 1U);
}

TEST_F(RespondentsOfASurvey, LinkInEachPartnershipWithAName) {
  const auto first = of_wave("1"), second = of_wave("2");
  std::vector<std::string> found;
  LinkedWaves(first, second, form_).for_each_partnership([&](const std::string& name, const ChangeTally& change) {
    found.push_back(fmt::format("{}: {} linked, {} before, {} after", name, change.linked(), change.first_only(), change.second_only()));
    return true;
  });
  EXPECT_THAT(found, testing::ElementsAre("P2: 1 linked, 0 before, 1 after", "P10: 1 linked, 1 before, 0 after"));
}

TEST_F(RespondentsOfASurvey, LinkNoMorePartnershipsThanWanted) {
  const auto first = of_wave("1"), second = of_wave("2");
  int found = 0;
  LinkedWaves(first, second, form_).for_each_partnership([&](const std::string&, const ChangeTally&) { return ++found == 0; });
  EXPECT_EQ(found, 1);
}

TEST_F(RespondentsOfASurvey, OfAWaveThatNobodyAnsweredAreNone) {
  EXPECT_TRUE(of_wave("3").empty());
  const auto first = of_wave("1");
  const ChangeTally all = LinkedWaves(first, {}, form_).all();
  EXPECT_EQ(all.linked(), 0U);
  EXPECT_EQ(all.first_only(), 4U);
}

}  // namespace
}  // namespace partnership
