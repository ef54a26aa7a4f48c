"""An RO-Crate: the dump with its description, for archives."""

import json
import os
import tempfile
from datetime import UTC, datetime

from her2gc import __version__
from her2gc.export import dataset, nquads
from her2gc.export.need import need
from her2gc.export.request import Export
from her2gc.store.graph import LocalGraph

_METADATA = "ro-crate-metadata.json"
_ABOUT = (
    "One review article on HER2-positive gastric cancer as a knowledge graph: what the review says, where it says it, "
    "and, apart from it, doubts, mappings and what rules infer."
)


def write(graph: LocalGraph) -> dict[str, bytes]:
    """Return the crate's files: the dump, its description in VoID and DCAT, and the crate's metadata.

    The date is that of ``SOURCE_DATE_EPOCH``, or the present.
    """
    stamp = os.environ.get("SOURCE_DATE_EPOCH", "")
    when = datetime.fromtimestamp(int(stamp), UTC) if stamp.isdecimal() else datetime.now(UTC)
    files = {dataset.DUMP: nquads.write(Export(graph)), "void.ttl": dataset.describe(graph)}
    with tempfile.TemporaryDirectory() as folder:
        crate = need("rocrate.rocrate").ROCrate(version="1.1")
        crate.name, crate.description = dataset.TITLE, _ABOUT
        crate.datePublished = when
        crate.root_dataset["version"] = __version__
        licence = {"@type": "CreativeWork", "name": "CC BY 4.0"}
        entity = need("rocrate.model.contextentity").ContextEntity(crate, dataset.LICENCE, properties=licence)
        crate.license = crate.add(entity)
        for name, kind in ((dataset.DUMP, "application/n-quads"), ("void.ttl", "text/turtle")):
            path = os.path.join(folder, name)
            with open(path, "wb") as file:
                file.write(files[name])
            told = {"name": name, "encodingFormat": kind, "contentSize": str(len(files[name]))}
            crate.add_file(path, name, properties=told)
        target = os.path.join(folder, "crate")
        crate.write(target)
        with open(os.path.join(target, _METADATA), encoding="utf-8") as file:
            metadata = json.load(file)
    metadata["@graph"].sort(key=lambda each: (each["@id"] != _METADATA, each["@id"] != "./", each["@id"]))
    return {**files, _METADATA: (json.dumps(metadata, indent=1, ensure_ascii=False) + "\n").encode()}
