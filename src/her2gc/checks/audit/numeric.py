"""Figures held against each other: what is impossible for a two-sided test at the printed size is flagged.

Nothing here asks the text: it recomputes from the figures that the graph records.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import log

from rdflib import URIRef

from her2gc.checks.audit import formulas as f
from her2gc.checks.audit.limits import FEW_EVENTS
from her2gc.checks.audit.record import KG, Record

GROSS_Z = 1.0
"""Distance in z between a printed and a recomputed p-value from which they disagree grossly."""
SEARCHED = 1000
"""Greatest denominator tried when a proportion is printed with an interval but without one."""


@dataclass(frozen=True)
class Check:
    """One comparison.

    Attributes
    ----------
    kind
        ``events``, ``direction``, ``rates``, ``interval``, ``proportion`` or ``ratio interval``.
    node, label, file
        Node whose figures were compared, with file and line.
    verdict
        ``flag``, ``plausible`` or ``not checked``.
    message
        What was computed, in a sentence.
    computed
        The numbers behind it.
    """

    kind: str
    node: str
    label: str
    file: str
    verdict: str
    message: str
    computed: dict[str, float]


@dataclass(frozen=True)
class Comparison:
    """One contrast of a result with what belongs to it.

    Attributes
    ----------
    node
        The contrast.
    values
        Value nodes of its first and second group, where both are recorded.
    size
        Patients in the trial, as printed.
    first_share
        Share of the patients allotted to the first group.
    allotted
        How that share is known.
    """

    node: URIRef
    result: URIRef
    values: tuple[URIRef, URIRef] | None
    size: int | None
    sizes: tuple[float, float] | None
    first_share: float
    allotted: str


def check(record: Record) -> list[Check]:
    """Run every numeric check that the recorded figures allow, in order of node."""
    found: list[Check] = []
    for comparison in _comparisons(record):
        found += _ratio(record, comparison)
        found += _rates(record, comparison)
    for node in _with(record, "lowerBound"):
        found += _interval(record, node)
    for node in _with(record, "numerator"):
        found += _proportion(record, node)
    return sorted(found, key=lambda item: (item.file, item.label, item.kind))


def _with(record: Record, prop: str) -> list[URIRef]:
    nodes = set(record.graph.subjects(record.term(prop)))
    return sorted(node for node in nodes if isinstance(node, URIRef) and node.startswith(KG))


def _comparisons(record: Record) -> Iterator[Comparison]:
    for result in record.of_class("Result"):
        for node in record.many(result, "contrast"):
            groups = [record.one(node, "firstGroup"), record.one(node, "secondGroup")]
            by_group = {
                record.one(value, "ofArm") or record.one(value, "ofGroup"): value
                for prop in ("armValue", "groupValue", "hasValue")
                for value in record.many(result, prop)
            }
            values = [by_group[group] for group in groups if group in by_group]
            # the printed enrolment counts the arms together; a subgroup's size is not printed with it
            whole = record.one(node, "firstGroup") in by_group and any(
                record.one(value, "ofArm") for value in values
            )
            trial = record.one(result, "ofTrial")
            main = record.one(result, "hasAnalysisKind") in {None, KG["main-analysis"]}
            size = record.text(trial, "enrolment") if trial is not None and whole and main else None
            share, allotted = _allocation(record, groups)
            sizes = _sizes(record, groups, int(size) if size else None, share)
            yield Comparison(
                node,
                result,
                (values[0], values[1]) if len(values) == len(groups) else None,
                int(size) if size else None,
                sizes,
                share,
                allotted,
            )


def _allocation(record: Record, groups: list[URIRef | None]) -> tuple[float, str]:
    shares = [record.text(group, "allocationShare") if group else None for group in groups]
    if shares[0] and shares[1]:
        first, second = float(shares[0]), float(shares[1])
        return first / (first + second), f"allocation {shares[0]}:{shares[1]} as printed"
    return 0.5, "equal arms assumed, no allocation is printed"


def _sizes(
    record: Record, groups: list[URIRef | None], size: int | None, share: float
) -> tuple[float, float] | None:
    printed = [
        (record.text(group, "armSize") or record.text(group, "populationSize")) if group else None
        for group in groups
    ]
    if printed[0] and printed[1]:
        return float(printed[0]), float(printed[1])
    return (size * share, size * (1 - share)) if size else None


def _check(record: Record, kind: str, node: URIRef, verdict: str, message: str, **computed: float) -> Check:
    rounded = {name: round(value, 6) for name, value in computed.items()}
    return Check(kind, str(node), record.label(node), record.file(node), verdict, message, rounded)


def _ratio(record: Record, comparison: Comparison) -> Iterator[Check]:
    """Check a hazard ratio against its p-value, its interval and the medians."""
    node = comparison.node
    ratio = record.text(node, "hazardRatio")
    if not ratio:
        return
    p_value, sign = record.text(node, "pValue"), record.text(node, "pComparator") or "="
    if p_value and sign == "=" and 0 < float(p_value) < 1 and float(ratio) != 1:
        yield _events(record, comparison, ratio, p_value)
    if record.text(node, "lowerBound") and record.text(node, "upperBound"):
        yield _ratio_interval(record, node, ratio, p_value, sign)
    if comparison.values and record.one(comparison.result, "statistic") == KG.median:
        yield _direction(record, comparison, ratio)


def _events(record: Record, comparison: Comparison, ratio: str, p_value: str) -> Check:
    z = f.z_two_sided(float(p_value))
    error = f.standard_error(float(ratio), z)
    low, high = f.ratio_interval(float(ratio), error)
    implied = f.events(error, comparison.first_share)
    least, most = f.events_range(ratio, p_value, comparison.first_share)
    one_sided = f.events(
        f.standard_error(float(ratio), abs(f.NORMAL.inv_cdf(float(p_value))) or 1e-9),
        comparison.first_share,
    )
    text = (
        f"HR {ratio} with P = {p_value}, two-sided: z {z:.2f}, standard error of log HR {error:.3f}, "
        f"95% interval {low:.2f} to {high:.2f}, about {implied:.0f} events"
    )
    numbers = {
        "z": z, "standard_error": error, "lower": low, "upper": high,
        "events": implied, "events_least": least, "events_most": most, "events_one_sided": one_sided,
    }  # fmt: skip
    size = comparison.size
    if size is None:
        return _check(record, "events", comparison.node, "not checked", f"{text}; no N printed", **numbers)
    text += f" ({least:.0f} to {most:.0f} for rounded figures; {comparison.allotted}), N {size}"
    numbers["n"] = size
    if least > size:
        verdict, text = "flag", f"{text}: more events than patients, impossible for a two-sided test"
    elif comparison.values and most < FEW_EVENTS * size:
        verdict, text = "flag", f"{text}: far too few events for a trial with a median in both arms"
    else:
        verdict = "plausible"
    if verdict == "flag" and FEW_EVENTS * size < one_sided <= size:
        text += f"; read as one-sided, the P implies {one_sided:.0f} events"
    return _check(record, "events", comparison.node, verdict, text, **numbers)


def _direction(record: Record, comparison: Comparison, ratio: str) -> Check:
    first, second = (record.text(value, "value") or "0" for value in comparison.values or ())
    longer = float(first) - float(second)
    text = f"medians {first} and {second}, HR {ratio}"
    if longer * log(float(ratio)) > 0:
        text += ": the arm with the longer median has the greater hazard"
        return _check(record, "direction", comparison.node, "flag", text)
    return _check(record, "direction", comparison.node, "plausible", f"{text}: same direction")


def _ratio_interval(record: Record, node: URIRef, ratio: str, p_value: str | None, sign: str) -> Check:
    lower, upper = record.text(node, "lowerBound") or "", record.text(node, "upperBound") or ""
    level = float(record.text(node, "confidenceLevel") or 95) / 100
    error = f.error_from_interval(float(lower), float(upper), level)
    z = abs(log(float(ratio))) / error
    computed = f.p_two_sided(z)
    # bounds of the centre from the bounds' own rounding, on the logarithmic scale
    least = (f.rounding(lower)[0] * f.rounding(upper)[0]) ** 0.5
    most = (f.rounding(lower)[1] * f.rounding(upper)[1]) ** 0.5
    centred = least <= f.rounding(ratio)[1] and most >= f.rounding(ratio)[0]
    agrees = True
    if p_value:
        far = abs(z - f.z_two_sided(float(p_value)))
        agrees = computed < float(p_value) if sign == "<" else far <= GROSS_Z
    text = (
        f"HR {ratio}, interval {lower} to {upper}: standard error {error:.3f}, two-sided P {computed:.2g}"
        + (f", printed P {sign} {p_value}" if p_value else "")
        + ("" if centred else "; the ratio is not in the middle of its interval")
    )
    verdict = "plausible" if centred and agrees else "flag"
    return _check(record, "ratio interval", node, verdict, text, standard_error=error, p=computed)


def _rates(record: Record, comparison: Comparison) -> Iterator[Check]:
    """Check the p-value of two response rates."""
    node, values = comparison.node, comparison.values
    p_value, sign = record.text(node, "pValue"), record.text(node, "pComparator") or "="
    if not p_value or not values or record.one(comparison.result, "unit") != KG.percent:
        return
    printed = [record.text(value, "value") for value in values]
    if not printed[0] or not printed[1]:
        return
    text = f"rates {printed[0]}% and {printed[1]}%, P {sign} {p_value}"
    if comparison.sizes is None:
        yield _check(record, "rates", node, "not checked", f"{text}; no N printed for this comparison")
        return
    n_first, n_second = comparison.sizes
    first, second = float(printed[0]) / 100, float(printed[1]) / 100
    approximate = f.two_rates(first, n_first, second, n_second)
    a, b = round(n_first + 0.01), round(n_second - 0.01)
    exact = f.fisher(round(first * a), a, round(second * b), b)
    text += (
        f": recomputed {approximate:.2g} (chi-square), {exact:.2g} (Fisher) with arms of {a} and {b} "
        f"({comparison.allotted})"
    )
    if sign == "<":
        wrong = min(approximate, exact) >= float(p_value)
    else:
        known = f.z_two_sided(min(float(p_value), 1.0))
        wrong = min(abs(known - f.z_two_sided(p)) for p in (approximate, exact)) > GROSS_Z
    verdict = "flag" if wrong else "plausible"
    yield _check(record, "rates", node, verdict, text, chi_square=approximate, fisher=exact)


def _interval(record: Record, node: URIRef) -> Iterator[Check]:
    """Check a value against its interval, and a proportion's interval against its denominator."""
    value, lower, upper = (record.text(node, name) for name in ("value", "lowerBound", "upperBound"))
    if not value or not lower or not upper:
        return
    within = float(lower) <= float(value) <= float(upper)
    level = float(record.text(node, "confidenceLevel") or 95) / 100
    results = sorted(
        node_
        for prop in ("armValue", "groupValue", "hasValue")
        for node_ in record.graph.subjects(record.term(prop), node)
        if isinstance(node_, URIRef)
    )
    unit = record.one(node, "unit") or next((record.one(result, "unit") for result in results), None)
    text = f"{value} ({lower} to {upper})"
    if unit != KG.percent:
        verdict = "plausible" if within else "flag"
        note = "the value lies in its interval" if within else "the value lies outside its interval"
        yield _check(record, "interval", node, verdict, f"{text}: {note}")
        return
    size = _denominator(record, node, results)
    tried = [size] if size else list(range(5, SEARCHED + 1))
    for method, formula in (("Clopper-Pearson", f.clopper_pearson), ("Wilson", f.wilson)):
        for n in tried:
            x = round(float(value) * n / 100)
            if not 0 <= x <= n or not f.fits(100 * x / n, value):
                continue
            low, high = formula(x, n, level)
            if f.fits(100 * low, lower) and f.fits(100 * high, upper):
                known = f"of {n}" if size else f"no N printed; the smallest that fits is {n}"
                note = f"{text}: {method} interval of {x}/{n} ({known})"
                yield _check(record, "interval", node, "plausible", note, n=n, x=x)
                return
    if size is None:
        note = f"{text}: no denominator up to {SEARCHED} gives this interval by Clopper-Pearson or Wilson"
        yield _check(record, "interval", node, "flag", note + _nearly(value, lower, upper, level))
        return
    x = round(float(value) * size / 100)
    low, high = (100 * bound for bound in f.clopper_pearson(x, size, level))
    gross = max(abs(low - float(lower)), abs(high - float(upper))) > 1
    note = f"{text}: {x}/{size} has the Clopper-Pearson interval {low:.1f} to {high:.1f}"
    yield _check(record, "interval", node, "flag" if gross else "plausible", note, n=size, x=x)


def _nearly(value: str, lower: str, upper: str, level: float) -> str:
    """Tell which proportion gives the value and one of the bounds, and comes nearest to the other."""
    found: list[tuple[float, str]] = []
    for n in range(5, SEARCHED + 1):
        x = round(float(value) * n / 100)
        if not 0 <= x <= n or not f.fits(100 * x / n, value):
            continue
        low, high = (100 * bound for bound in f.clopper_pearson(x, n, level))
        if f.fits(low, lower) or f.fits(high, upper):
            off = abs(low - float(lower)) + abs(high - float(upper))
            found.append((off, f"; {x}/{n} comes nearest with {low:.2f} to {high:.2f}"))
    return min(found)[1] if found else ""


def _denominator(record: Record, node: URIRef, results: list[URIRef]) -> int | None:
    printed = record.text(node, "denominator")
    for link, prop in (
        ("ofArm", "armSize"),
        ("ofGroup", "populationSize"),
        ("inPopulation", "populationSize"),
    ):
        for owner in (node, *results):
            target = record.one(owner, link)
            printed = printed or (record.text(target, prop) if target else None)
    return int(printed) if printed else None


def _proportion(record: Record, node: URIRef) -> Iterator[Check]:
    """Check a percentage against its numerator and denominator."""
    hits, of, value = (record.text(node, name) for name in ("numerator", "denominator", "value"))
    if not hits or not of or not value:
        return
    share = 100 * int(hits) / int(of)
    verdict = "plausible" if f.fits(share, value) else "flag"
    yield _check(
        record, "proportion", node, verdict, f"{hits}/{of} = {share:.1f}%, printed {value}%", share=share
    )
