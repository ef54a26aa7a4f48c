"""Made-up trials that conform to the shapes, each with facts left out at random, and what is true of each.

No two figures of any two trials are alike, so that a figure tells whose it is.
"""

# ruff: noqa: E501 (a row is a row)

import random
from dataclasses import dataclass, field

AGENTS = ("tucatinib", "pertuzumab", "margetuximab", "zanidatamab", "afatinib")
LINES = ("first-line", "second-line", "third-line-or-later")
DISEASES = ("gastric-cancer", "breast-cancer", "gastroesophageal-junction-cancer")
MEASURES = ("objective-response-rate", "progression-free-survival", "overall-survival")
VERDICTS = ("failed", "succeeded", "promising", "verdict-pending")
HEAD = """@prefix her2gc: <https://w3id.org/her2gc/ontology#> .
@prefix kg: <https://w3id.org/her2gc/kg/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

kg:random-report a her2gc:Review ; rdfs:label "random report"@en ; her2gc:textSha256 "{zeros}" .
kg:random-results a her2gc:Section ; rdfs:label "random report, results"@en ; her2gc:inReview kg:random-report ; her2gc:ordinal 1 .
kg:random-par-1 a her2gc:Paragraph ; rdfs:label "random report, paragraph 1"@en ; her2gc:inSection kg:random-results ;
    her2gc:ordinal 1 ; her2gc:opensWith "In these trials" .
"""


@dataclass
class Trial:
    """What is true of one made-up trial."""

    name: str
    lines: list[str]
    diseases: list[str]
    agent: str
    arms: int
    enrolment: int | None = None
    tests_by: bool = False
    verdicts: list[str] = field(default_factory=list)
    endpoints: dict[str, list[str]] = field(default_factory=dict)  # measure: outcomes
    values: dict[str, list[str]] = field(default_factory=dict)  # measure: by arm
    ratios: dict[str, list[str]] = field(default_factory=dict)  # measure: by contrast
    p_values: dict[str, list[str]] = field(default_factory=dict)
    table: bool = False

    @property
    def figures(self) -> set[str]:
        """Every figure that is this trial's."""
        found = {
            each for per in (self.values, self.ratios, self.p_values) for row in per.values() for each in row
        }
        return found | ({str(self.enrolment)} if self.enrolment else set())


def made(seed: int, count: int) -> list[Trial]:
    """Return so many trials, always the same for a seed."""
    dice = random.Random(seed)  # noqa: S311 (no secret)
    return [_trial(dice, number) for number in range(count)]


def _trial(dice: random.Random, number: int) -> Trial:
    fresh = iter(f"{number + 1}.{step:03d}" for step in range(101, 999))
    small = iter(f"0.{number + 1:04d}{step}" for step in range(1, 10))
    arms = dice.choice((0, 1, 2, 2, 2, 3))
    trial = Trial(
        name=f"RANDOM-{number + 1}",
        lines=dice.sample(LINES[1:], dice.choice((1, 1, 2))) if dice.random() < 0.7 else ["first-line"],
        diseases=dice.sample(DISEASES, dice.choice((1, 1, 2, 3))),
        agent=dice.choice(AGENTS),
        arms=arms,
        enrolment=90_000 + number if dice.random() < 0.5 else None,
        tests_by=dice.random() < 0.5,
        verdicts=dice.sample(VERDICTS, dice.choice((0, 1, 1, 2))),
        table=dice.random() < 0.3,
    )
    for measure in dice.sample(MEASURES, dice.choice((0, 1, 2, 2))):
        trial.endpoints[measure] = dice.sample(("met", "not-met"), dice.choice((0, 1, 1)))
    for measure in MEASURES if arms else ():
        if dice.random() < 0.3:
            continue
        trial.values[measure] = [next(fresh) for _ in range(arms)]
        if arms > 1 and dice.random() < 0.8:
            if measure != "objective-response-rate" and dice.random() < 0.7:
                trial.ratios[measure] = [next(fresh) for _ in range(arms - 1)]
            if dice.random() < 0.6:
                trial.p_values[measure] = [next(small) for _ in range(arms - 1)]
    return trial


def turtle(trials: list[Trial]) -> str:
    """Return the trials as Turtle."""
    return HEAD.replace("{zeros}", "0" * 64) + "\n".join(_one(each) for each in trials)


def _one(trial: Trial) -> str:
    node, out = f"kg:{trial.name}", []
    snippet = f"{trial.name}: {' '.join(sorted(trial.figures))}"
    arms = [f"{node}-arm-{step}" for step in range(1, trial.arms + 1)]

    def add(name: str, kind: str, label: str, *facts: str, stated: bool = True) -> None:
        stands = [f"her2gc:statedIn {node}-passage"] if stated else []
        told = " ;\n    ".join([f'a her2gc:{kind} ; rdfs:label "{label}"@en', *facts, *stands])
        out.append(f"{name} {told} .")

    facts = ["her2gc:hasPhase kg:phase-3", "her2gc:hasStatus kg:status-not-stated"]
    facts += [f"her2gc:inLine kg:{line}" for line in trial.lines]
    facts += [f"her2gc:enrols {node}-population", f"her2gc:testsAgent kg:{trial.agent}"]
    facts += [f"her2gc:enrolment {trial.enrolment}"] if trial.enrolment else []
    facts += ["her2gc:testsBy kg:agent-added"] if trial.tests_by else []
    facts += [f"her2gc:hasArm {' , '.join(arms)}"] if arms else []
    add(node, "Trial", trial.name, *facts)
    diseases = " , ".join(f"kg:{each}" for each in trial.diseases)
    add(f"{node}-population", "Population", f"{trial.name} population", f"her2gc:hasDisease {diseases}")
    for step, arm in enumerate(arms, 1):
        control = step == trial.arms > 1
        role = "comparator-arm" if control else "experimental-arm" if trial.arms > 1 else "only-arm"
        regimen = f"her2gc:hasRegimen {node}-regimen-{step}"
        add(arm, "Arm", f"{trial.name}: arm {step}", f"her2gc:hasArmRole kg:{role}", regimen)
        part = f"{node}-comparator" if control else f"{node}-tested"
        has = "hasComparatorComponent" if control else "hasInvestigationalComponent"
        add(f"{node}-regimen-{step}", "Regimen", f"{trial.name}: regimen {step}", f"her2gc:{has} {part}")
    if arms:
        has = f"her2gc:hasAgent kg:{trial.agent}"
        add(f"{node}-tested", "RegimenComponent", f"{trial.name}: {trial.agent}", has)
    if trial.arms > 1:
        add(
            f"{node}-comparator",
            "RegimenComponent",
            f"{trial.name}: paclitaxel",
            "her2gc:hasAgent kg:paclitaxel",
        )
    for measure, values in trial.values.items():
        out.append(_result(trial, node, arms, measure, values))
    for step, verdict in enumerate(trial.verdicts, 1):
        facts = [f"her2gc:ofTrial {node}", f"her2gc:onAgent kg:{trial.agent}"]
        facts += [f"her2gc:hasVerdictOutcome kg:{verdict}", "her2gc:hasBasis kg:stated"]
        add(f"{node}-verdict-{step}", "Verdict", f"{trial.name}: verdict {step}", *facts)
    for measure, outcomes in trial.endpoints.items():
        end = f"{node}-endpoint-{measure}"
        facts = [
            f"her2gc:ofTrial {node}",
            f"her2gc:measure kg:{measure}",
            "her2gc:hasEndpointRole kg:primary",
        ]
        add(end, "Endpoint", f"{trial.name}: {measure.replace('-', ' ')}, primary", *facts)
        for outcome in outcomes:
            facts = [
                f"her2gc:ofEndpoint {end}",
                f"her2gc:hasEndpointOutcome kg:{outcome}",
                "her2gc:hasBasis kg:stated",
            ]
            add(f"{end}-{outcome}", "EndpointVerdict", f"{trial.name}: {outcome}", *facts)
    passage = ["her2gc:inParagraph kg:random-par-1", f'her2gc:snippet "{snippet}"']
    add(f"{node}-passage", "Passage", f"random report, paragraph 1: {trial.name}", *passage, stated=False)
    if trial.table:
        out.append(_table(trial, node, snippet))
    return "\n".join(out)


def _result(trial: Trial, node: str, arms: list[str], measure: str, values: list[str]) -> str:
    name, stands = f"{node}-{measure}", f"her2gc:statedIn {node}-passage"
    stands += f" , {node}-cell" if trial.table else ""
    label = f"{trial.name}: {measure.replace('-', ' ')}"
    rate = measure == "objective-response-rate"
    unit, statistic = ("percent", "proportion") if rate else ("month", "median")
    out, numbers, contrasts = [], [], []
    for step, (arm, value) in enumerate(zip(arms, values, strict=True), 1):
        numbers.append(f"{name}-value-{step}")
        out.append(
            f'{numbers[-1]} a her2gc:ArmValue ; rdfs:label "{label}, arm {step}"@en ; her2gc:ofArm {arm} ;'
            f" her2gc:value {value} ; {stands} ."
        )
    ratios, p_values = trial.ratios.get(measure, []), trial.p_values.get(measure, [])
    for step in range(max(len(ratios), len(p_values))):
        contrasts.append(f"{name}-contrast-{step + 1}")
        facts = [f"her2gc:firstGroup {arms[step]}", f"her2gc:secondGroup {arms[-1]}"]
        facts += [f"her2gc:hazardRatio {ratios[step]}"] if ratios else []
        if p_values:
            facts += [f"her2gc:pValue {p_values[step]}", 'her2gc:pComparator "="']
            facts += ["her2gc:pSidedness kg:sidedness-not-stated"]
        told = " ; ".join(facts)
        out.append(
            f'{contrasts[-1]} a her2gc:Contrast ; rdfs:label "{label}, arm {step + 1} against control"@en ;'
            f" {told} ; {stands} ."
        )
    facts = [f"her2gc:armValue {' , '.join(numbers)}"]
    facts += [f"her2gc:contrast {' , '.join(contrasts)}"] if contrasts else []
    told = " ; ".join(facts)
    return (
        f'{name} a her2gc:Result ; rdfs:label "{label}"@en ; her2gc:ofTrial {node} ; her2gc:measure kg:{measure} ;'
        f" her2gc:statistic kg:{statistic} ; her2gc:unit kg:{unit} ; her2gc:unitBasis kg:stated ;"
        f" her2gc:hasAnalysisKind kg:main-analysis ; her2gc:inPopulation {node}-population ; {told} ; {stands} .\n"
    ) + "\n".join(out)


def _table(trial: Trial, node: str, text: str) -> str:
    return f"""{node}-table a her2gc:ReviewTable ; rdfs:label "{trial.name} table"@en ; her2gc:inReview kg:random-report ;
    her2gc:ordinal 1 ; her2gc:heading "Outcome" ; her2gc:opensWith "Table" .
{node}-row a her2gc:TableRow ; rdfs:label "{trial.name}"@en ; her2gc:inTable {node}-table ; her2gc:ordinal 1 .
{node}-column a her2gc:TableColumn ; rdfs:label "outcome"@en ; her2gc:inTable {node}-table ; her2gc:ordinal 1 .
{node}-cell a her2gc:TableCell ; rdfs:label "{trial.name} table, outcome"@en ; her2gc:inRow {node}-row ;
    her2gc:inColumn {node}-column ; her2gc:printedText "{text}" ."""
