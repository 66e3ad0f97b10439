// Respondents as groups of their own, and linking them over waves.
#include "partnership/respondents.hpp"

#include <gmock/gmock.h>

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
  const auto linked = link_waves(of_wave("1"), of_wave("2"), form_);
  EXPECT_EQ(linked.all.linked(), 3U);
  EXPECT_EQ(linked.all.first_only(), 1U);
  EXPECT_EQ(linked.all.second_only(), 1U);
  ASSERT_EQ(linked.partnerships.size(), 2U) << "one without a name is none";
  EXPECT_EQ(linked.partnerships[0].first, "P2");
  EXPECT_EQ(linked.partnerships[1].first, "P10");
  EXPECT_EQ(linked.partnerships[0].second.linked(), 1U);
  EXPECT_EQ(linked.partnerships[0].second.first_only(), 0U);
  EXPECT_EQ(linked.partnerships[0].second.second_only(), 1U) << "c";
  EXPECT_EQ(linked.partnerships[1].second.linked(), 1U);
  EXPECT_EQ(linked.partnerships[1].second.first_only(), 1U) << "b";
  EXPECT_EQ(linked.partnerships[1].second.second_only(), 0U);
}

}  // namespace
}  // namespace partnership
