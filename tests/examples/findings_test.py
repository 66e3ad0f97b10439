"""What the report found in its four case studies must be what the tools say of the examples.

Run with the folder of the tools first on the PATH, in the repository root.
"""
import csv
import io
import json
import subprocess
import unittest

CSV, YAML = "examples/case-studies", "examples/case-studies-yaml"
WESTERN, CAFE = "Western District Social Partnership", "Community Café"
PACIFIC, CARE = "Pacific Bay Educational Precinct", "Partnership for Community Care"


def output_of(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True, encoding="utf-8").stdout


def rows_of(*command):
    return list(csv.DictReader(io.StringIO(output_of(*command, "--quiet", "--format", "csv"))))


def congruence(level, by="partnership"):
    """Rows of partnership-congruence, by partnership; numbers as numbers."""
    found = {}
    for row in rows_of("partnership-congruence", "--level", level, "--by", by, CSV):
        for name in ("ideal_mean", "actual_mean", "gap_mean", "congruence"):
            row[name] = float(row[name])
        found.setdefault(row["partnership"], []).append(row)
    return found


def ranking(kind, top, partnership):
    """Practices of partnership-gaps with `kind` (--best, --least-valued), the first ranks only."""
    rows = rows_of("partnership-gaps", kind, "--top", str(top), "--by", "partnership", CSV)
    return {row["practice"] for row in rows if row["partnership"] == partnership}


def by_gap(rows):
    return sorted(rows, key=lambda row: -row["gap_mean"])


class CaseStudies(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.overall = {name: rows[0] for name, rows in congruence("overall").items()}
        cls.principles = congruence("principle")
        cls.blocks = congruence("block")

    def test_established_partnerships_are_more_congruent_than_developing_ones(self):
        established = min(self.overall[name]["congruence"] for name in (WESTERN, CAFE))
        developing = max(self.overall[name]["congruence"] for name in (PACIFIC, CARE))
        self.assertGreater(established, developing + 0.1)

    def test_the_stage_comparison_says_so_too(self):
        rows = {row["stage"]: row for row in rows_of("partnership-stages", "--level", "overall", CSV)}
        self.assertGreater(float(rows["established"]["congruence"]), float(rows["developing"]["congruence"]))
        self.assertGreater(float(rows["established"]["stage_diff_congruence"]), 0)
        self.assertLess(float(rows["established"]["stage_diff_gap"]), 0)

    def test_trust_is_near_the_top_of_the_ideals_everywhere(self):
        for name, rows in self.principles.items():
            ideals = {row["principle_key"]: row["ideal_mean"] for row in rows}
            self.assertGreater(ideals["trust"], 3.5, name)
            self.assertGreaterEqual(ideals["trust"], sorted(ideals.values())[-2], name)

    def test_western_district_is_congruent_with_its_largest_gap_in_goals(self):
        self.assertGreater(self.overall[WESTERN]["congruence"], 0.8)
        first, second, *_ = by_gap(self.principles[WESTERN])
        self.assertEqual(first["principle_key"], "goals")
        self.assertGreater(first["gap_mean"], 2 * second["gap_mean"])

    def test_community_cafe_is_congruent(self):
        self.assertGreater(self.overall[CAFE]["congruence"], 0.8)

    def test_community_cafe_values_rehearsing_complexity_and_reminding_partners_least(self):
        self.assertEqual(ranking("--least-valued", 1, CAFE) | ranking("--least-valued", 2, CAFE), {"E1P3", "E2P1"})

    def test_pacific_bay_has_wide_gaps_widest_in_goals_and_capacity(self):
        self.assertGreater(self.overall[PACIFIC]["gap_mean"], 1)
        widest = by_gap(self.principles[PACIFIC])[:2]
        self.assertEqual({row["principle_key"] for row in widest}, {"goals", "capacity"})

    def test_pacific_bay_is_most_congruent_on_patience_leadership_and_fairness(self):
        self.assertEqual(ranking("--best", 3, PACIFIC), {"D3S4", "D4P4", "D5S2"})

    def test_community_care_has_wide_gaps_widest_in_relations(self):
        self.assertGreater(self.overall[CARE]["gap_mean"], 1)
        self.assertEqual(by_gap(self.principles[CARE])[0]["principle_key"], "relations")

    def test_in_community_care_gaps_are_wider_for_the_partnership_than_for_the_sponsor(self):
        gaps = {row["block"]: row["gap_mean"] for row in self.blocks[CARE]}
        for principle in "12345":
            self.assertGreater(gaps[principle + "P"], gaps[principle + "S"])
        self.assertGreater(gaps["2P"], gaps["2S"] + 0.5)
        self.assertEqual(gaps["2P"], max(gaps.values()))

    def test_in_community_care_the_organisations_see_different_partnerships(self):
        spread = {}
        for name, rows in congruence("overall", "partnership,organisation").items():
            means = [row["actual_mean"] for row in rows]
            spread[name] = max(means) - min(means)
        self.assertEqual(max(spread, key=spread.get), CARE)
        self.assertGreater(spread[CARE], 1)


class BothFormats(unittest.TestCase):
    def test_give_the_same_statistics(self):
        command = ("partnership-statistics", "--by", "partnership", "--by", "role", "--quiet")
        self.assertEqual(output_of(*command, CSV), output_of(*command, YAML))

    def test_give_the_same_document_but_for_the_inputs(self):
        documents = [json.loads(output_of("partnership-congruence", "--by", "partnership", "--format", "json", "--quiet", folder))
                     for folder in (CSV, YAML)]
        for document in documents:
            self.assertEqual(len(document.pop("inputs")), 4)
        self.assertEqual(*documents)

    def test_give_the_same_health_check(self):
        self.assertEqual(output_of("partnership-check", "--quiet", CSV), output_of("partnership-check", "--quiet", YAML))


if __name__ == "__main__":
    unittest.main()
