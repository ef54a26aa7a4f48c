"""Questions on design, line, regimen and verdict, with answers typed by hand from the review."""

from answers import of_trials, rows, typed

from her2gc.python.knowledge import KnowledgeGraph

# The review's words on each trial: "global, Phase 3 TOGA ... randomized", "adaptive GATSBY phase II/III", and so on.
DESIGNS = """
ARX788 phase 1 study | not stated | not stated | none stated
CP-MGAH22-05         | single-arm | not stated | multicenter
DESTINY-Gastric01    | randomized | not stated | international
DESTINY-Gastric03    | not stated | open-label | multicenter
GATSBY               | not stated | not stated | adaptive
HELOISE              | randomized | not stated | none stated
HER2CLIMB            | not stated | not stated | none stated
INTEGA               | not stated | not stated | multicenter
JACOB                | not stated | not stated | none stated
KEYNOTE-811          | randomized | double-blind | global, placebo-controlled
LOGiC                | not stated | not stated | none stated
MAHOGANY             | not stated | not stated | none stated
NCT02500199          | not stated | not stated | none stated
NCT03457896          | not stated | not stated | none stated
NCT04276493          | not stated | open-label | multi-cohort
NCT04430738          | not stated | not stated | dose escalation
NCT04499924          | randomized | double-blind | placebo-controlled
PANTHERA             | not stated | not stated | none stated
RC48-ADC phase 2 trial | not stated | not stated | none stated
SUMMIT               | not stated | not stated | none stated
T-ACT                | randomized | not stated | none stated
ToGA                 | randomized | not stated | global
TyTAN                | not stated | not stated | none stated
XMT-1522 phase 1 study | not stated | not stated | none stated
ZW49 phase 1 study   | not stated | not stated | none stated
margetuximab phase 1 trial | not stated | not stated | none stated
pembrolizumab, trastuzumab and chemotherapy trial in esophagogastric adenocarcinoma | not stated | not stated | none stated
phase 1 studies of other novel HER2-targeting conjugates | not stated | not stated | none stated
trastuzumab duocarmazine phase 1 study | not stated | not stated | none stated
zanidatamab phase 1 basket trial | not stated | not stated | basket, multi-part
"""  # noqa: E501 (a row is a row)

REGISTRY = """
NCT01953926 | SUMMIT                            | status not stated
NCT02500199 | NCT02500199                       | status not stated
NCT02892123 | zanidatamab phase 1 basket trial  | ongoing, results reported
NCT02901301 | PANTHERA                          | results reported
NCT03409848 | INTEGA                            | ongoing
NCT03457896 | NCT03457896                       | status not stated
NCT03556345 | RC48-ADC phase 2 trial            | results reported
NCT03615326 | KEYNOTE-811                       | interim results reported, ongoing, recruiting
NCT04082364 | MAHOGANY                          | ongoing
NCT04276493 | NCT04276493                       | ongoing
NCT04379596 | DESTINY-Gastric03                 | ongoing
NCT04430738 | NCT04430738                       | ongoing
NCT04499924 | NCT04499924                       | ongoing
"""

NO_NUMBER = """
ARX788 phase 1 study       | none printed
CP-MGAH22-05               | 78
DESTINY-Gastric01          | 67
GATSBY                     | 39
HELOISE                    | 30
HER2CLIMB                  | 64, 65
JACOB                      | 34
LOGiC                      | 31
T-ACT                      | 38
ToGA                       | 23
TyTAN                      | 40
XMT-1522 phase 1 study     | none printed
ZW49 phase 1 study         | none printed
margetuximab phase 1 trial | 75
pembrolizumab, trastuzumab and chemotherapy trial in esophagogastric adenocarcinoma | 81
phase 1 studies of other novel HER2-targeting conjugates | none printed
trastuzumab duocarmazine phase 1 study | none printed"""

SIZES = """
JACOB                  | 780 | phase 3   | first line
ToGA                   | 594 | phase 3   | first line
LOGiC                  | 487 | phase 3   | first line
GATSBY                 | 345 | phase 2/3 | second line
TyTAN                  | 261 | phase 3   | second line
HELOISE                | 248 | phase 3   | first line
RC48-ADC phase 2 trial | 127 | phase 2   | previously treated, line not numbered
T-ACT                  | 89  | phase 2   | second line
"""

# First line: HELOISE, LOGiC, JACOB failed; ToGA succeeded, of KEYNOTE-811 success is claimed while its endpoints are
# pending; PANTHERA promising; pending MAHOGANY, INTEGA, NCT04276493 and the third part of the zanidatamab trial.
NO_BLINDING = """
DESTINY-Gastric01 | randomized | not stated
GATSBY            | not stated | not stated
HELOISE           | randomized | not stated
JACOB             | not stated | not stated
LOGiC             | not stated | not stated
T-ACT             | randomized | not stated
ToGA              | randomized | not stated
TyTAN             | not stated | not stated
"""

PER_LINE = """
first line | failed | 3 | HELOISE, JACOB, LOGiC
first line | pending | 4 | INTEGA, MAHOGANY, NCT04276493, zanidatamab phase 1 basket trial
first line | pending and succeeded (conflicting) | 1 | KEYNOTE-811
first line | promising | 1 | PANTHERA
first line | succeeded | 1 | ToGA
second line | failed | 3 | GATSBY, T-ACT, TyTAN
third line or later | succeeded | 1 | DESTINY-Gastric01
previously treated, line not numbered | no verdict | 1 | zanidatamab phase 1 basket trial
previously treated, line not numbered | pending | 1 | NCT04499924
previously treated, line not numbered | promising | 3 | CP-MGAH22-05, RC48-ADC phase 2 trial, margetuximab phase 1 trial
line not stated | no verdict | 3 | NCT02500199, NCT03457896, SUMMIT
line not stated | pending | 7 | ARX788 phase 1 study, DESTINY-Gastric03, NCT04430738, XMT-1522 phase 1 study, ZW49 phase 1 study, phase 1 studies of other novel HER2-targeting conjugates, trastuzumab duocarmazine phase 1 study
line not stated | promising | 1 | pembrolizumab, trastuzumab and chemotherapy trial in esophagogastric adenocarcinoma
"""  # noqa: E501 (a row is a row)

PRIMARY = """
DESTINY-Gastric01 | not stated in the review  |
GATSBY            | not stated in the review  |
HELOISE           | not stated in the review  |
JACOB             | not stated in the review  |
KEYNOTE-811       | overall survival          | pending
KEYNOTE-811       | progression-free survival | pending
LOGiC             | overall survival          | not met
NCT04276493       | objective response rate   | pending
NCT04276493       | safety                    | pending
NCT04276493       | tolerability              | pending
T-ACT             | progression-free survival | not met
ToGA              | not stated in the review  |
TyTAN             | not stated in the review  |
"""

PENDING = """
ARX788 phase 1 study   | ARX788                 | phase 1   | none printed
DESTINY-Gastric03      | durvalumab             | phase 1b/2 | NCT04379596
DESTINY-Gastric03      | trastuzumab deruxtecan | phase 1b/2 | NCT04379596
INTEGA                 | ipilimumab             | phase 2   | NCT03409848
INTEGA                 | nivolumab              | phase 2   | NCT03409848
KEYNOTE-811            | pembrolizumab          | phase 3   | NCT03615326
MAHOGANY               | margetuximab           | phase 2/3 | NCT04082364
MAHOGANY               | retifanlimab           | phase 2/3 | NCT04082364
MAHOGANY               | tebotelimab            | phase 2/3 | NCT04082364
NCT04276493            | tislelizumab           | phase 1b/2 | NCT04276493
NCT04276493            | zanidatamab            | phase 1b/2 | NCT04276493
NCT04430738            | tucatinib              | phase 1b  | NCT04430738
NCT04499924            | tucatinib              | phase 2/3 | NCT04499924
XMT-1522 phase 1 study | XMT-1522               | phase 1   | none printed
ZW49 phase 1 study     | ZW49                   | phase 1   | none printed
phase 1 studies of other novel HER2-targeting conjugates | not stated | phase 1 | none printed
trastuzumab duocarmazine phase 1 study | trastuzumab duocarmazine | phase 1 | none printed
zanidatamab phase 1 basket trial       | zanidatamab | phase 1 | NCT02892123
"""

HELOISE_ARMS = """
HELOISE: high-dose trastuzumab arm        | trastuzumab  | under test | high dose
HELOISE: high-dose trastuzumab arm        | chemotherapy | backbone   |
HELOISE: standard-of-care trastuzumab arm | trastuzumab  | comparator | standard dose
HELOISE: standard-of-care trastuzumab arm | chemotherapy | backbone   |
"""

T_ACT_ARMS = """
T-ACT: paclitaxel arm                  | paclitaxel  | backbone   | weekly
T-ACT: paclitaxel plus trastuzumab arm | trastuzumab | under test |
T-ACT: paclitaxel plus trastuzumab arm | paclitaxel  | backbone   | weekly
"""

SUCCEEDED = """
pembrolizumab          | KEYNOTE-811       | pending and succeeded (conflicting) | stated by the review
trastuzumab            | ToGA              | succeeded | stated by the review
trastuzumab deruxtecan | DESTINY-Gastric01 | succeeded | stated by the review
tucatinib              | HER2CLIMB         | succeeded | stated by the review
"""

# Failures, paragraph 3: "an effective strategy for patients with HER2+ breast cancer"; 5: "T-DM1 has a role in the
# management of patients with both advanced and early stage HER2-positive breast cancer"; neither is called approved
BREAST_NOT_GASTRIC = """
lapatinib             | kind not stated  | LOGiC   | first line
lapatinib             | kind not stated  | TyTAN   | second line
pertuzumab            | neither approval nor standard stated | JACOB  | first line
trastuzumab           | standard of care | HELOISE | first line
trastuzumab           | standard of care | T-ACT   | second line
trastuzumab emtansine | neither approval nor standard stated | GATSBY | second line
trastuzumab emtansine | neither approval nor standard stated | GATSBY | second line
"""

CHECKPOINT = """
CP-MGAH22-05 | margetuximab | pembrolizumab
DESTINY-Gastric03 | trastuzumab deruxtecan | durvalumab
INTEGA       | trastuzumab  | ipilimumab
INTEGA       | trastuzumab  | nivolumab
INTEGA       | trastuzumab  | nivolumab
KEYNOTE-811  | trastuzumab  | pembrolizumab
MAHOGANY     | margetuximab | retifanlimab
MAHOGANY     | margetuximab | tebotelimab
NCT04276493  | zanidatamab  | tislelizumab
PANTHERA     | trastuzumab  | pembrolizumab
pembrolizumab, trastuzumab and chemotherapy trial in esophagogastric adenocarcinoma | trastuzumab | pembrolizumab
"""


def test_designs(kg: KnowledgeGraph) -> None:
    assert rows(kg, "trial-designs", "trial allocation blinding features") == typed(DESIGNS)
    assert rows(kg, "trial-designs", "trial phase", feature="adaptive") == ["GATSBY | phase 2/3"]


def test_the_ratio_of_allocation(kg: KnowledgeGraph) -> None:
    # Novel strategies, paragraph 3: "in a 2:1 ratio"; no other trial's ratio is printed
    answer = rows(kg, "trial-designs", "trial ratio")
    assert [line for line in answer if not line.endswith("| not stated")] == ["DESTINY-Gastric01 | 2:1"]
    assert len(answer) == 30


def test_blinding_of_trials_that_compare_arms(kg: KnowledgeGraph) -> None:
    compared = {line.split(" | ")[0] for line in typed(NO_BLINDING)}
    answer = rows(kg, "trial-designs", "trial allocation blinding")
    assert [line for line in answer if line.split(" | ")[0] in compared] == typed(NO_BLINDING)


def test_registry_numbers(kg: KnowledgeGraph) -> None:
    answer = rows(kg, "registry-ids", "registryId trial status")
    assert [line for line in answer if line.startswith("NCT")] == typed(REGISTRY)


def test_trials_without_a_registry_number(kg: KnowledgeGraph) -> None:
    answer = rows(kg, "registry-ids", "registryId trial citations")
    assert [line for line in answer if line.startswith("none")] == [
        f"none printed | {line}" for line in typed(NO_NUMBER)
    ]


def test_sizes(kg: KnowledgeGraph) -> None:
    answer = rows(kg, "trial-sizes", "trial patients phase lines")
    assert answer[:8] == typed(SIZES)
    assert len(answer) == 30
    assert all(" | not stated | " in line for line in answer[8:])
    assert rows(kg, "trial-sizes", "trial", atLeast=500) == ["JACOB", "ToGA"]


def test_analysed_patients_are_no_enrolment(kg: KnowledgeGraph) -> None:
    # Novel strategies, paragraph 12: "the ORR was 91% (32 of 35 patients; six CRs)"
    assert rows(kg, "trial-sizes", "patients byArm analysed", trial="kg:pembrolizumab-EGA-trial") == [
        "not stated | not stated | pembrolizumab plus trastuzumab plus chemotherapy arm 35"
    ]
    assert rows(kg, "trial-sizes", "patients analysed", trial="JACOB") == ["780 | not stated"]


def test_an_international_trial_is_not_without_region(kg: KnowledgeGraph) -> None:
    # Novel strategies, paragraph 3: "the international Phase II DESTINY-Gastric01 trial"
    regions = dict(line.split(" | ") for line in rows(kg, "trials", "trial trialRegion"))
    assert regions["DESTINY-Gastric01"] == "international"
    assert regions["T-ACT"] == "Japan"
    assert regions["DESTINY-Gastric03"] == "not stated"


def test_patients_of_all_trials_together(kg: KnowledgeGraph) -> None:
    # Table 4: 594 + 248 + 487 + 780 + 89 + 345 + 261; with the 127 patients of RC48-ADC 2,931
    assert rows(kg, "patients-together", "trials patients which", table="Table 4") == [
        "7 | 2804 | GATSBY, HELOISE, JACOB, LOGiC, T-ACT, ToGA, TyTAN"
    ]
    assert kg.ask("patients-together").column("patients") == [2931]
    # Novel strategies, paragraph 12: "32 of 35 patients", no enrolment
    left = "35 analysed in the pembrolizumab, trastuzumab and chemotherapy trial in esophagogastric adenocarcinoma"
    assert kg.ask("patients-together").column("notCounted") == [left]
    assert kg.ask("patients-together", table="Table 4").column("notCounted") == ["none"]


def test_trials_per_line(kg: KnowledgeGraph) -> None:
    assert rows(kg, "trials-per-line", "line verdict trials which") == typed(PER_LINE)


def test_what_holds_of_a_part_is_not_told_of_the_whole(kg: KnowledgeGraph) -> None:
    """Novel strategies, paragraph 7: 44% and 56% after trastuzumab; "The third part … is currently ongoing"."""
    name = "zanidatamab phase 1 basket trial"
    junction = "gastric cancer, gastroesophageal junction cancer"
    assert [line for line in rows(kg, "trials", "trial line statuses disease") if line.startswith(name)] == [
        f"{name} | first line | ongoing, results reported | {junction}",
        f"{name} | previously treated, line not numbered | ongoing, results reported | gastroesophageal cancer",
    ]
    assert rows(kg, "verdicts", "lines verdict disease", trial=name) == [f"first line | pending | {junction}"]
    assert rows(kg, "prior-exposure", "agent disease", trial=name) == [
        "trastuzumab | gastroesophageal cancer"
    ]
    assert rows(kg, "trial-designs", "arms", trial=name) == ["2 described, over its parts"]
    # paragraph 15: "two cohort", no word of arms
    assert rows(kg, "trial-designs", "arms", trial="NCT04276493") == ["2 described, over its cohorts"]
    [whose] = rows(kg, "pending-now", "population", trial=name)
    assert "third part" in whose


def test_how_many_were_retested(kg: KnowledgeGraph) -> None:
    """Failures, paragraph 4: "lost in 11 of 16 patients"; Novel strategies, paragraphs 6 and 12."""
    told = [line for line in rows(kg, "trial-sizes", "trial analysed") if not line.endswith("not stated")]
    assert [line.rpartition(" ")[2] for line in told] == ["127", "16", "35"]


def test_primary_endpoints(kg: KnowledgeGraph) -> None:
    answer = rows(kg, "primary-endpoints", "trial primaryEndpoint outcome")
    listed = {line.split(" | ")[0] for line in typed(PRIMARY)}
    assert [line for line in answer if line.split(" | ")[0] in listed] == typed(PRIMARY)
    others = [line for line in answer if line.split(" | ")[0] not in listed]
    assert len(others) == 30 - len(listed)
    assert all(line.endswith(" | not stated in the review | ") for line in others)


def test_pending_trials(kg: KnowledgeGraph) -> None:
    assert rows(kg, "pending-trials", "trial agent phase registryId") == typed(PENDING)


NCT04499924_ARM = """
tucatinib | under test
paclitaxel | role not stated
ramucirumab | role not stated
trastuzumab | role not stated
"""


def test_regimens(kg: KnowledgeGraph) -> None:
    assert rows(kg, "regimens", "arm given role dose", trial="HELOISE") == typed(HELOISE_ARMS)
    assert rows(kg, "regimens", "arm given role schedule", trial="T-ACT") == typed(T_ACT_ARMS)
    assert rows(kg, "regimens", "given role", trial="NCT04499924") == typed(NCT04499924_ARM)
    assert rows(kg, "regimens", "given chosenBy", trial="DESTINY-Gastric01") == [
        "chemotherapy | physician",
        "trastuzumab deruxtecan | ",
    ]


def test_successes(kg: KnowledgeGraph) -> None:
    answer = rows(kg, "verdicts", "agent trial verdict basis disease", outcome="succeeded")
    assert answer == of_trials(SUCCEEDED, place=1)


def test_verdict_on_keynote_811_is_claimed_and_pending(kg: KnowledgeGraph) -> None:
    assert rows(kg, "verdicts", "agent verdict", trial="KEYNOTE-811") == [
        "pembrolizumab | pending and succeeded (conflicting)",
    ]
    answer = kg.ask("outcome-reported", measure="OS", trial="KEYNOTE-811")
    assert answer.column("answer") == ["a change in survival claimed, without saying which survival; pending"]


def test_agents_with_mixed_verdicts(kg: KnowledgeGraph) -> None:
    columns = "agent succeededIn lineOfSuccess howInSuccess failedIn lineOfFailure howInFailure"
    assert rows(kg, "mixed-verdicts", columns) == [
        "trastuzumab | ToGA | first line | agent added | HELOISE | first line | dose raised",
        "trastuzumab | ToGA | first line | agent added | T-ACT | second line | continued beyond progression",
    ]


def test_approved_in_breast_cancer_yet_failed_in_gastric_cancer(kg: KnowledgeGraph) -> None:
    answer = rows(kg, "approved-in-breast-failed-in-gastric", "agent kind trial line")
    assert answer == typed(BREAST_NOT_GASTRIC)
    # Failures, paragraphs 1 and 4: a higher dose, and going on beyond progression; 2 and 6: lapatinib added
    assert rows(kg, "approved-in-breast-failed-in-gastric", "trial tested") == [
        "LOGiC | agent added",
        "TyTAN | agent added",
        "JACOB | agent added",
        "HELOISE | dose raised",
        "T-ACT | continued beyond progression",
        "GATSBY | comparator replaced",
        "GATSBY | comparator replaced",
    ]


def test_checkpoint_combinations(kg: KnowledgeGraph) -> None:
    assert rows(kg, "checkpoint-combinations", "trial antiHER2 checkpoint") == typed(CHECKPOINT)


def test_what_was_tested_of_trastuzumab(kg: KnowledgeGraph) -> None:
    """HELOISE is on the dose (Failures ¶1), T-ACT on trastuzumab beyond progression (¶4)."""
    for question in ("verdicts", "anti-her2-trials"):
        told = {row.trial: row.tested for row in kg.ask(question)}
        assert told["HELOISE"] == "dose raised"
        assert told["T-ACT"] == "continued beyond progression"
        assert told["ToGA"] == "agent added"


def test_design_and_agent_stand_where_the_trial_is_told_of(kg: KnowledgeGraph) -> None:
    """Failures, paragraph 5: "The adaptive GATSBY phase II/III study"; Novel strategies, paragraph 2: tucatinib."""
    for name, trial, place in (
        ("trial-designs", "GATSBY", "paragraph 5: GATSBY's design"),
        ("investigated-targets", "NCT04430738", "paragraph 2: agent of NCT04430738"),
        ("tested-agents", "NCT04430738", "paragraph 2: agent of NCT04430738"),
    ):
        contract = kg.ask(name, trial=trial).contract
        assert contract is not None
        assert all(place in row.full_places for row in contract)


def test_an_agent_that_only_some_get_is_never_said_to_be_tested_alone(kg: KnowledgeGraph) -> None:
    # Novel strategies, paragraph 14: "T-DXd alone and in combination with chemotherapy and/or durvalumab"
    assert rows(kg, "tested-agents", "agent how", trial="DESTINY-Gastric03") == [
        "durvalumab | optional component",
        "trastuzumab deruxtecan | combination activity; single-agent activity",
    ]
    assert rows(kg, "verdicts", "tested", agent="durvalumab") == ["optional component"]


def test_a_trial_that_is_told_of_in_claims_alone_has_them_as_what_it_found(kg: KnowledgeGraph) -> None:
    # Novel strategies, paragraph 8: "well tolerated, with promising activity"
    assert rows(kg, "trial-evidence", "measure inWords", trial="kg:margetuximab-phase-1") == [
        "told in words | margetuximab phase 1: promising activity",
        "told in words | margetuximab phase 1: well tolerated",
    ]
