// Agreement among respondents. "R" marks numbers that R computed from the same answers.
#include "partnership/agreement.hpp"

#include <gmock/gmock.h>

#include <vector>

#include "partnership/statistics.hpp"

namespace partnership {
namespace {

constexpr double kNear = 1e-11;

// By hand: answers 2, 3, 3, 4, 4, 4 have the mean 10/3 and the variance 2/3.
constexpr Points kSix = {0, 1, 2, 3};

TEST(WithinGroupAgreement, ComparesTheVarianceWithThatOfChance) {
  EXPECT_NEAR(within_group_agreement_of(kSix, kUniformVariance).value, 1 - (2.0 / 3) / 1.25, kNear);
  EXPECT_NEAR(within_group_agreement_of(kSix, kSkewedVariance).value, 1 - (2.0 / 3) / .79, kNear);
  EXPECT_EQ(within_group_agreement_of({0, 0, 0, 7}, kUniformVariance).value, 1);
}

TEST(WithinGroupAgreement, IsNeverBelowZero) {
  EXPECT_EQ(within_group_agreement_of({3, 0, 0, 3}, kUniformVariance).value, 0);  // variance 2.7
}

TEST(WithinGroupAgreement, NeedsTwoAnswers) {
  EXPECT_EQ(within_group_agreement_of({0, 1, 0, 0}, kUniformVariance).reason, Reason::FewerThanTwo);
  EXPECT_EQ(within_group_agreement_of({}, kUniformVariance).reason, Reason::NoAnswers);
}

TEST(MeanAdjustedAgreement, AgreesWithItsFormula) {
  // By hand: 5M - M^2 - 4 = 14/9, n/(n - 1) = 6/5, a_WG = 1 - (4/3)/(28/15) = 2/7. R: multilevel::awg(range = c(1, 4))
  EXPECT_NEAR(mean_adjusted_agreement_of(kSix).value, 2.0 / 7, kNear);
}

TEST(MeanAdjustedAgreement, IsOneAtTheEndsAndMissingNextToThem) {
  EXPECT_EQ(mean_adjusted_agreement_of({5, 0, 0, 0}).value, 1);
  EXPECT_EQ(mean_adjusted_agreement_of({0, 0, 0, 5}).value, 1);
  EXPECT_TRUE(mean_adjusted_agreement_of({0, 0, 3, 1}).available()) << "n = 4, M = 3.25: the last that can be";
  EXPECT_EQ(mean_adjusted_agreement_of({0, 0, 2, 2}).reason, Reason::OutOfRange);
  EXPECT_EQ(mean_adjusted_agreement_of({2, 2, 0, 0}).reason, Reason::OutOfRange);
}

// Five respondents on three practices; a fourth practice has one answer only and does not count.
const std::vector<Points> kPractices = {{0, 1, 2, 2}, {0, 1, 2, 2}, {1, 2, 2, 0}, {0, 0, 1, 0}};

TEST(JointAgreement, IsOverPracticesWithTwoAnswers) {
  // By hand: every variance is .7; q = .7/1.25 = .56; 3(.44)/(3(.44) + .56).
  EXPECT_NEAR(joint_agreement_of(kPractices, kUniformVariance).value, 1.32 / 1.88, kNear);
  EXPECT_NEAR(linear_joint_agreement_of(kPractices).value, .44, kNear);
  EXPECT_NEAR(mean_average_deviation_of(kPractices).value, .64, kNear);
  EXPECT_EQ(joint_agreement_of(kPractices, kUniformVariance).n, 3U);
}

TEST(JointAgreement, MayBeNegativeInItsLinearForm) {
  const std::vector<Points> split = {{3, 0, 0, 3}};
  EXPECT_EQ(joint_agreement_of(split, kUniformVariance).value, 0);
  EXPECT_NEAR(linear_joint_agreement_of(split).value, 1 - 2.7 / 1.25, kNear);
}

TEST(JointAgreement, NeedsAPracticeWithTwoAnswers) {
  const std::vector<Points> few = {{0, 0, 1, 0}, {}};
  EXPECT_EQ(joint_agreement_of(few, kUniformVariance).reason, Reason::FewerThanTwo);
  EXPECT_EQ(linear_joint_agreement_of(few).reason, Reason::FewerThanTwo);
  EXPECT_EQ(mean_average_deviation_of(few).reason, Reason::FewerThanTwo);
}

TEST(KrippendorffAlpha, AgreesWithAHandCount) {
  // By hand: three units of two answers, (1, 1), (2, 2), (1, 2). n_1 = n_2 = 3, n = 6; d_12 = (6 - 3)^2 = 9 squared distance.
  // Observed: the mixed unit gives 2 coincidences; expected 2 x 3 x 3; alpha = 1 - 5 x 2/18 = 4/9.
  const std::vector<Points> units = {{2, 0, 0, 0}, {0, 2, 0, 0}, {1, 1, 0, 0}};
  const Estimate alpha = krippendorff_alpha_of(units);
  EXPECT_NEAR(alpha.value, 4.0 / 9, kNear);
  EXPECT_EQ(alpha.n, 6U);
}

TEST(KrippendorffAlpha, LeavesOutPracticesWithOneAnswer) {
  const std::vector<Points> units = {{2, 0, 0, 0}, {0, 2, 0, 0}, {1, 1, 0, 0}}, more = {{2, 0, 0, 0}, {0, 2, 0, 0}, {1, 1, 0, 0}, {0, 0, 0, 1}};
  EXPECT_EQ(krippendorff_alpha_of(more).value, krippendorff_alpha_of(units).value);
  EXPECT_EQ(krippendorff_alpha_of(more).n, 6U);
}

TEST(KrippendorffAlpha, CountsAnswersBetweenTwoPointsAsDistance) {
  // By hand: n = (2, 4, 2, 0), half-way ranks 1, 4, 7: distances 3, 3, 6, squared 9, 9, 36. Units (1,2), (2,3), (1,2), (2,3):
  // observed 4 x 2 x 9 = 72; expected 2(2 x 4 x 9 + 4 x 2 x 9 + 2 x 2 x 36) = 576; alpha = 1 - 7 x 72/576 = 1/8.
  const std::vector<Points> units = {{1, 1, 0, 0}, {0, 1, 1, 0}, {1, 1, 0, 0}, {0, 1, 1, 0}};
  EXPECT_NEAR(krippendorff_alpha_of(units).value, 1.0 / 8, kNear);
}

TEST(KrippendorffAlpha, IsMissingWithoutVariation) {
  const std::vector<Points> same = {{0, 0, 0, 4}, {0, 0, 0, 3}}, single = {{0, 0, 0, 1}};
  EXPECT_EQ(krippendorff_alpha_of(same).reason, Reason::NoVariation);
  EXPECT_EQ(krippendorff_alpha_of(single).reason, Reason::FewerThanTwo);
  EXPECT_EQ(krippendorff_alpha_of({}).reason, Reason::FewerThanTwo);
}

}  // namespace
}  // namespace partnership
