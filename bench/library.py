"""Write a library of reviews: N reviews made from ours, each under names of its own, with figures that differ.

What a review says of its own (trials, arms, results, verdicts, claims, passages, cells) is renamed in each; what the
world shares (agents, genes, diseases, terms, criteria of assays) is not, so that the reviews meet there. Figures keep
their order and their side of 1 or of 0.05 and stay where a figure of their kind may lie; a table's cell is printed
anew with them. Most trials test the agents that ours test, some an agent that no other review knows. The last review
holds ``PLANTED`` errors where they are asked for, and no other. The same number and seed give the same bytes.
"""

import argparse
import gzip
import os
import random
import re
import sys
import zlib
from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

import pyoxigraph as ox

from her2gc.sources import homes
from her2gc.sources.prefixes import PREFIXES
from her2gc.sources.turtle import read_bytes
from her2gc.store.build import quads

H, KG = PREFIXES["her2gc"], PREFIXES["kg"]
TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
OWN = frozenset(
    word
    for line in (
        "AdverseEventReport Alteration Approval Arm ArmValue Association Citation Claim Comparison",
        "CompositeCriterion Contrast Endpoint EndpointVerdict Finding GroupValue Mechanism MetaAnalysis",
        "MolecularClassification MorphologicalClassification Observation ObservationalStudy Paragraph Passage",
        "Population PreclinicalStudy PriorExposure QuantifiedStatement Recommendation Regimen RegimenComponent",
        "ResistanceMechanism Result Review ReviewTable Section Study Subtype SubtypeFeature TableCell TableColumn",
        "TableRow Trial Verdict",
    )
    for word in line.split()
)  # the classes of what a review says of its own
AGENTS = frozenset(
    ("Agent", "Antibody", "AntibodyDrugConjugate", "BispecificAntibody", "TyrosineKinaseInhibitor")
)
NEW_AGENT = 0.1  # the share of our agents that a review has one of its own in place of
NAMES = tuple(PREFIXES[short] + name for short, name in (("rdfs", "label"), ("skos", "altLabel")))
BOUNDS = ("lowerBound", "upperBound")
PARTS = ("armValue", "groupValue")
CALCULATED = ("numerator", "difference")  # what holds one of them keeps its figures
SUMS = ("share-of-tumours",)  # so do figures that add up to 100 with others
PRINTED = ("printedText", "printedAs", "snippet", "paraphrase")
OF_OURS = ("statedIn", "cites")  # where a new agent has only its own review's
LEFT_OUT = ("LOGiC-finding-PFS",)  # our review contradicts its own figure there
FEW = 4  # a sample of a few patients stays as it is
REGISTERED = re.compile(r"NCT[0-9]{8}")
FIGURE = re.compile(r"(?<![0-9.,])[0-9]+(?:[.,][0-9]+)?(?![0-9]|[.,][0-9])")


class Planted(NamedTuple):
    """One error: at which node of the review, in which property, and what stands there."""

    node: str
    prop: str
    value: str
    datatype: str | None


PLANTED = (
    Planted("GATSBY-OS-contrast", "pValue", "1.7", "decimal"),
    Planted("LOGiC-OS-contrast", "hazardRatio", "-0.9", "decimal"),
    Planted("T-ACT-ORR-trastuzumab", "value", "133.0", "decimal"),
    Planted("GATSBY", "enrolment", "0", "integer"),
    Planted("TyTAN-OS-contrast", "pComparator", "about", None),
)


class Review:
    """Our review's own statements, and how a copy of them is made."""

    def __init__(self) -> None:
        sources = [source for source in homes.builtin() if source.graph == homes.REVIEW]
        contents = [read_bytes(source.path) for source in sources]
        triples = [quad.triple for quad in quads(sources, contents)]
        self.classes: dict[object, set[str]] = {}
        for t in triples:
            if t.predicate == TYPE:
                self.classes.setdefault(t.subject, set()).add(_local(t.object))
        self.own = {node for node in self._of(OWN) if _local(node) not in LEFT_OUT}
        self.triples = [t for t in triples if t.subject in self.own]
        while unused := self._of({"Passage"}) & self.own - {t.object for t in self.triples}:
            self.own -= unused  # what only the shared things are stated in
            self.triples = [t for t in self.triples if t.subject in self.own]
        self.triples = [
            t
            for t in self.triples
            if t.object in self.own or t.object not in self.classes or not self.classes[t.object] & OWN
        ]
        told = {t.subject for t in triples if _local(t.predicate) == "statedIn" and t.object in self.own}
        self.agents = sorted(self._of(AGENTS) & told, key=_local)
        self.of_agents = [t for t in triples if t.subject in set(self.agents)]
        self.named = self._named(triples)
        unit = self._values("unit")
        parts: dict[object, object] = {
            t.object: unit[t.subject]
            for t in self.triples
            if _local(t.predicate) in PARTS and t.subject in unit
        }
        self.units = {node: _local(told) for node, told in {**unit, **parts}.items()}
        self.calculated = {
            t.subject for t in self.triples if _local(t.predicate) in CALCULATED or _local(t.object) in SUMS
        }
        self.sizes = {told.value for node, told in self._values("populationSize").items()}  # type: ignore[attr-defined]
        self.spelled = {node: told.value for node, told in self._values("printedAs").items()}  # type: ignore[attr-defined]
        self.places: dict[object, list[object]] = {}
        in_cell = self._values("inCell")
        for t in self.triples:
            if _local(t.predicate) == "statedIn":
                found = [t.object, in_cell.get(t.object)]
                self.places.setdefault(t.subject, []).extend(each for each in found if each is not None)
        self.cell_of = in_cell

    def _of(self, classes: set[str] | frozenset[str]) -> set[object]:
        return {node for node, found in self.classes.items() if found & classes}

    def _values(self, prop: str) -> dict[object, object]:
        return {t.subject: t.object for t in self.triples if _local(t.predicate) == prop}

    def _named(self, triples: list[ox.Triple]) -> dict[str, object]:
        """Return the agents and trials by what the review calls them."""
        things = {*self.agents, *self._of({"Trial"})}
        return {
            t.object.value.lower(): t.subject
            for t in triples
            if t.subject in things and t.predicate.value in NAMES and isinstance(t.object, ox.Literal)
        }

    def copy(self, number: int, seed: int, planted: tuple[Planted, ...] = ()) -> list[ox.Triple]:
        """Return the statements of one review."""
        chance = random.Random(f"{seed} {number}")  # noqa: S311 (a library for measurements)
        tag = f"R{number:04}"
        fresh = {node for node in self.agents if chance.random() < NEW_AGENT}
        replaced = {node: ox.NamedNode(f"{KG}{tag}-{_local(node)}") for node in (*self.own, *fresh)}
        figures, printed = self._figures(chance)
        wrong = {(KG + each.node, H + each.prop): each for each in planted}
        names = "|".join(re.escape(name) for name in sorted(self.named, key=len, reverse=True))
        name = re.compile(
            rf"(?<![\w-])(?:{names})(?!\w|-(?!bispecific|containing|based|free))", re.IGNORECASE
        )

        def register(found: str) -> str:
            return f"NCT{zlib.crc32(f'{tag} {found}'.encode()) % 10**8:08}"

        def text(t: ox.Triple) -> ox.Literal:
            """Return a text with this review's names and figures."""
            told: ox.Literal = t.object  # type: ignore[assignment]
            if REGISTERED.fullmatch(told.value) and _local(t.predicate) == "registryId":
                return ox.Literal(register(told.value))
            if told.datatype.value != PREFIXES["xsd"] + "string" and told.language is None:
                return told
            said = name.sub(
                lambda found: f"{found[0]}-{tag}" if self.named[found[0].lower()] in replaced else found[0],
                told.value,
            )
            said = REGISTERED.sub(lambda found: register(found[0]), said)
            if t.predicate.value == NAMES[0] and self.named.get(told.value.lower()) not in replaced:
                said = f"{tag} {said}"
            elif _local(t.predicate) in PRINTED:
                new = printed.get(t.subject, {})
                said = FIGURE.sub(lambda found: new.get(found[0], found[0]), said)
            return ox.Literal(said, language=told.language)

        made = []
        for place, t in enumerate((*self.triples, *self.of_agents)):
            if t.subject not in replaced or (
                t.subject in fresh and t.object not in replaced and _local(t.predicate) in OF_OURS
            ):
                continue
            told: object = replaced.get(t.object, t.object)
            if isinstance(t.object, ox.Literal):
                error = wrong.get((t.subject.value, t.predicate.value))  # type: ignore[union-attr]
                told = _literal(error.value, error.datatype) if error else figures.get(place) or text(t)
            made.append(ox.Triple(replaced[t.subject], t.predicate, told))  # type: ignore[arg-type]
        return made

    def _figures(self, chance: random.Random) -> tuple[dict[int, ox.Literal], dict[object, dict[str, str]]]:
        """Return the new figures by the place of their statement, and what becomes of figures printed at a node."""
        bent, months, share = chance.uniform(0.8, 1.2), chance.uniform(0.7, 1.4), chance.uniform(0.75, 1.0)
        enrolled = chance.uniform(0.5, 3.0)
        by_unit: dict[str, Callable[[float], float]] = {
            "month": lambda x: x * months,
            "percent": lambda x: x * share,
        }
        by_name: dict[str, Callable[[float], float]] = {
            "hazardRatio": lambda x: x**bent,
            "pValue": lambda x: x if x > 0.05 else 0.05 * (x / 0.05) ** bent,
            "enrolment": lambda x: x * enrolled if x > FEW else x,
        }
        figures: dict[int, ox.Literal] = {}
        printed: dict[object, dict[str, str]] = {}
        for place, t in enumerate(self.triples):
            name, unit = _local(t.predicate), self.units.get(t.subject, "")
            if not isinstance(t.object, ox.Literal) or t.subject in self.calculated:
                continue
            change = (
                by_unit.get(unit)
                if name == "value" or (name in BOUNDS and unit)
                else by_name.get("hazardRatio" if name in BOUNDS else name)
            )
            if change is None or (name == "enrolment" and t.object.value in self.sizes):
                continue
            old = t.object.value
            new = _rounded(change(float(old)), old)
            figures[place] = ox.Literal(new, datatype=t.object.datatype)
            for where in (t.subject, *self.places.get(t.subject, ())):
                told = printed.setdefault(where, {})
                told[old] = new
                for written in FIGURE.findall(self.spelled.get(t.subject, "")):
                    if written.replace(",", ".") == old:
                        told[written] = new.replace(".", ",")
        for passage, cell in self.cell_of.items():
            printed[passage] = {**printed.get(cell, {}), **printed.get(passage, {})}
        return figures, printed


def _rounded(value: float, like: str) -> str:
    """Return a figure with as many decimals as another, and never nothing where the other was something."""
    decimals = len(like.partition(".")[2])
    least = Decimal(1).scaleb(-decimals)
    return str(max(Decimal(value).quantize(least, ROUND_HALF_UP), least if float(like) else Decimal(0)))


def _literal(value: str, datatype: str | None) -> ox.Literal:
    return (
        ox.Literal(value, datatype=ox.NamedNode(PREFIXES["xsd"] + datatype))
        if datatype
        else ox.Literal(value)
    )


def _local(node: object) -> str:
    value: str = getattr(node, "value", "")
    return value.rpartition("#")[2].rpartition("/")[2]


def write(folder: str, count: int, *, seed: int = 1, errors: bool = False) -> list[str]:
    """Write so many reviews, each a packed N-Triples file, and return their paths."""
    os.makedirs(folder, exist_ok=True)
    return list(_written(folder, count, seed, errors=errors))


def _written(folder: str, count: int, seed: int, *, errors: bool) -> Iterator[str]:
    review = Review()
    for number in range(1, count + 1):
        triples = review.copy(number, seed, PLANTED if errors and number == count else ())
        path = os.path.join(folder, f"review-{number:04}.nt.gz")
        body = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
        with open(path, "wb") as file:
            file.write(gzip.compress(body, 6, mtime=0))
        yield path


def main() -> int:
    """Write a library into a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, help="so many reviews")
    parser.add_argument("folder", help="where they go")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--errors", action="store_true", help="plant errors into the last one")
    args = parser.parse_args()
    paths = write(args.folder, args.count, seed=args.seed, errors=args.errors)
    print(f"{len(paths)} reviews, {sum(map(os.path.getsize, paths)) / 1e6:.1f} MB, in {args.folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
