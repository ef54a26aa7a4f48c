"""The plan of a trial as its record has it: identity, status, design, arms, planned endpoints, publications."""

from collections.abc import Iterable

import pyoxigraph as ox

from her2gc.sources.blocks import Block
from her2gc.sources.registry.leaves import Part
from her2gc.sources.registry.nodes import KG, OWN, Nodes, fold, link, number, say

_STATUSES = (
    "ACTIVE_NOT_RECRUITING", "COMPLETED", "ENROLLING_BY_INVITATION", "NOT_YET_RECRUITING", "RECRUITING", "SUSPENDED",
    "TERMINATED", "WITHDRAWN", "AVAILABLE", "NO_LONGER_AVAILABLE", "TEMPORARILY_NOT_AVAILABLE",
    "APPROVED_FOR_MARKETING", "WITHHELD", "UNKNOWN",
)  # fmt: skip


def plan(nodes: Nodes, digest: str, trials: Iterable[tuple[str, str]]) -> Block:
    """Make the record's own block and those of its plan; return the former."""
    protocol = nodes.leaves.part("protocolSection")
    record = nodes.node("", "RegistryRecord", _title(protocol))
    _identity(nodes, record, protocol, digest)
    _joined(record, trials)
    _status(nodes, record, protocol.part("statusModule"))
    _design(nodes, record, protocol)
    _arms(nodes, record, protocol.part("armsInterventionsModule"))
    _endpoints(nodes, record, protocol.part("outcomesModule"))
    _references(nodes, record, protocol.part("referencesModule"))
    return record


def _title(protocol: Part) -> str:
    return protocol.part("identificationModule").text("briefTitle") or "record without a title"


def _joined(record: Block, trials: Iterable[tuple[str, str]]) -> None:
    found = list(trials)
    for trial, join in found:
        link(record, "recordOf", trial)
        link(record, "hasJoin", KG + join)
    if not found:
        link(record, "hasJoin", KG + "not-joined")


def _identity(nodes: Nodes, record: Block, protocol: Part, digest: str) -> None:
    module = protocol.part("identificationModule")
    say(record, "registryNumber", module.text("nctId"))
    say(record, "recordSha256", digest)
    status = protocol.part("statusModule")
    say(record, "recordVersion", status.part("lastUpdatePostDateStruct").text("date"))
    say(
        record,
        "registryDataDate",
        nodes.leaves.part("derivedSection", "miscInfoModule").text("versionHolder"),
    )
    say(record, "sponsorNumber", module.part("orgStudyIdInfo").text("id"))
    for other in module.parts("secondaryIdInfos"):
        say(record, "sponsorNumber", other.text("id"))
    say(record, "acronym", module.text("acronym"))
    say(record, "officialTitle", module.text("officialTitle"))
    sponsors = protocol.part("sponsorCollaboratorsModule")
    say(record, "leadSponsor", sponsors.part("leadSponsor").text("name"))
    for other in sponsors.parts("collaborators"):
        say(record, "collaborator", other.text("name"))


def _status(nodes: Nodes, record: Block, module: Part) -> None:
    if (
        module.value.get("overallStatus") is None
    ):  # a search page can leave it out; the status is then not known
        link(record, "hasRegistryStatus", KG + "registry-status-not-given")
    for prop, name in (("hasRegistryStatus", "overallStatus"), ("hasLastKnownStatus", "lastKnownStatus")):
        status = module.text(name)
        if status is not None:
            if status not in _STATUSES:
                raise nodes.leaves.wrong(
                    (*module.path, name), f"'{status[:40]}' is no status of the register"
                )
            link(record, prop, f"{KG}registry-{status.lower().replace('_', '-')}")
    say(record, "statusReason", module.text("whyStopped"))
    say(record, "statusVerifiedOn", module.text("statusVerifiedDate"))
    for prop, name in (
        ("startedOn", "startDateStruct"),
        ("primaryCompletionOn", "primaryCompletionDateStruct"),
        ("completionOn", "completionDateStruct"),
    ):
        date = module.part(name)
        say(record, prop, date.text("date"))
        say(record, f"{prop}Kind", date.text("type"))
    say(record, "firstSubmittedOn", module.text("studyFirstSubmitDate"))
    say(record, "resultsFirstPostedOn", module.part("resultsFirstPostDateStruct").text("date"))


def _design(nodes: Nodes, record: Block, protocol: Part) -> None:
    module = protocol.part("designModule")
    say(record, "studyTypePrinted", module.text("studyType"))
    for phase in module.texts("phases"):
        say(record, "phasePrinted", phase)
    info = module.part("designInfo")
    for prop, name in (
        ("allocationPrinted", "allocation"),
        ("interventionModelPrinted", "interventionModel"),
        ("purposePrinted", "primaryPurpose"),
        ("observationModelPrinted", "observationalModel"),
        ("timePerspectivePrinted", "timePerspective"),
    ):
        say(record, prop, info.text(name))
    masking = info.part("maskingInfo")
    say(record, "maskingPrinted", masking.text("masking"))
    for party in masking.texts("whoMasked"):
        say(record, "maskedParty", party)
    enrolment = module.part("enrollmentInfo")
    number(record, "enrolmentCount", enrolment.count("count"))
    say(record, "enrolmentCountKind", enrolment.text("type"))
    for condition in protocol.part("conditionsModule").texts("conditions"):
        say(record, "conditionPrinted", condition)
    posted = nodes.leaves.part().flag("hasResults")
    if posted is not None:
        record.told.append((OWN + "hasPostedResults", ox.Literal(posted)))


def _arms(nodes: Nodes, record: Block, module: Part) -> None:
    for place, arm in enumerate(module.parts("armGroups"), 1):
        label = arm.text("label") or f"arm {place}"
        block = nodes.node(f"arm-{place}", "RegistryArm", label)
        nodes.arms.setdefault(fold(label), []).append(block.node)
        say(block, "armTypePrinted", arm.text("type"))
        say(block, "registryText", arm.text("description"))
        for name in arm.texts("interventionNames"):
            say(block, "interventionNamePrinted", name)
        link(record, "listsArm", block.node)
    by_label = {label: nodes for label, nodes in nodes.arms.items() if len(nodes) == 1}
    blocks = {block.node: block for block in nodes.made}
    for place, given in enumerate(module.parts("interventions"), 1):
        block = nodes.node(
            f"intervention-{place}", "RegistryIntervention", given.text("name") or f"intervention {place}"
        )
        say(block, "interventionTypePrinted", given.text("type"))
        say(block, "registryText", given.text("description"))
        for other in given.texts("otherNames"):
            say(block, "otherName", other)
        link(record, "listsIntervention", block.node)
        for label in given.texts("armGroupLabels"):
            for arm_node in by_label.get(fold(label), ()):
                link(blocks[arm_node], "listsIntervention", block.node)


def _endpoints(nodes: Nodes, record: Block, plans: Part) -> None:
    for role in ("primary", "secondary", "other"):
        for place, planned in enumerate(plans.parts(f"{role}Outcomes"), 1):
            block = nodes.node(f"planned-{role}-{place}", "PlannedEndpoint", planned.text("measure") or role)
            say(block, "rolePrinted", role.upper())
            say(block, "timeFrame", planned.text("timeFrame"))
            say(block, "registryText", planned.text("description"))
            link(record, "plansEndpoint", block.node)


def _references(nodes: Nodes, record: Block, module: Part) -> None:
    for place, given in enumerate(module.parts("references"), 1):
        block = nodes.node(f"reference-{place}", "RegistryReference", f"publication {place}")
        say(block, "pubmedNumber", given.text("pmid"))
        say(block, "referenceTypePrinted", given.text("type"))
        say(block, "citationPrinted", given.text("citation"))
        link(record, "citesPublication", block.node)
        for order, notice in enumerate(given.parts("retractions"), 1):
            told = nodes.node(
                f"reference-{place}-retraction-{order}",
                "Retraction",
                f"retraction of publication {place}",
            )
            say(told, "pubmedNumber", notice.text("pmid"))
            say(told, "retractionSource", notice.text("source"))
            link(block, "wasRetractedBy", told.node)
