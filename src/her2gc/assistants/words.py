"""Each result as a short text, for clients that show no structure: the doubt first, how to cite it last."""

from collections.abc import Iterable

from her2gc.assistants import results


def text(result: results.Told) -> str:
    """Return a result as text."""
    lines = [result.warning] if result.warning else []
    match result:
        case results.Answer():
            lines += _answer(result)
            for each in result.others:
                lines += ["", *_answer(each), f"Cite: {each.cite}"]
        case results.Found():
            lines += _found(result)
        case results.Description():
            lines += [
                result.markdown.rstrip(),
                f"Places: {result.place}. Origin: {result.origin}.",
                *_rest(result.next),
            ]
        case results.Stated():
            numbers = ", ".join(result.references) or "none"
            lines += [
                f"{result.label}: {result.place} (references: {numbers}; {result.origin})",
                *(f"- doubt: {each.label} ({each.kind}, {each.weight})" for each in result.doubts),
            ]
        case results.Table():
            lines += ["\t".join(result.variables)]
            lines += ["\t".join(row.get(name, "") for name in result.variables) for row in result.rows]
            if result.cut is not None:
                lines.append(f"cut after {result.cut} rows")
    cite = getattr(result, "cite", "")
    return "\n".join([*lines, f"Cite: {cite}"])


def _answer(result: results.Answered) -> Iterable[str]:
    yield f"{result.summary}: {result.total} row{'s' if result.total != 1 else ''}"
    for row in result.rows:
        cells = "; ".join(
            f"{name}: {cell}"
            for name, cell in row.cells.items()
            if cell not in (None, "") and name != "places"
        )
        doubts = f" | doubts: {'; '.join(each.label for each in row.doubts)}" if row.doubts else ""
        yield f"- {cells} | place: {row.place} | origin: {row.origin}{doubts}"
    if result.silence:
        yield result.silence
    yield from _rest(result.next)


def _found(result: results.Found) -> Iterable[str]:
    yield result.told
    for statement in result.statements:
        yield f"- said: {statement}"
    for each in result.offers:
        values = ", ".join(f"{name} = {value}" for name, value in each.values.items())
        left = f"; leaves out: {', '.join(each.leaves_out)}" if each.leaves_out else ""
        yield f"- {each.question}({values}): {each.summary} ({each.rows} rows{left})"
    for entity in result.entities:
        yield f"- {entity.label} ({entity.kind}): {entity.iri}"


def _rest(number: int | None) -> Iterable[str]:
    return [] if number is None else [f"Cut here: ask again with start = {number} for the rest."]
