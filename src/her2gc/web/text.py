"""Pages as Markdown, for readers without a browser: the same data as the HTML, in the same order."""

from her2gc.web.page import Page
from her2gc.web.tables import Table


def markdown(page: Page) -> str:
    """Return the page of an entity as Markdown."""
    data = page.data
    entity = data["entity"]
    lines = [f"# {page.title}", "", f"{', '.join(entity.kinds[:3])} · <{data['iri']}>"]
    if data["also"]:
        lines.append(f"Also: {', '.join(data['also'])}")
    if data["doubts"]:
        lines += ["", "## Doubts about it", *(f"- {label}" for label, _ in data["doubts"])]
    for chapter in data["chapters"]:
        lines += ["", f"## {chapter['question'].summary}", "", table(chapter["table"])]
    if data["statements"]:
        lines += ["", "## Everything else said of it"]
        for prop, _, told in data["statements"]:
            values = "; ".join(f"{label} ({home})" if home else label for label, _, home in told)
            lines.append(f"- {prop}: {values}")
    if data["pointing"]:
        lines += ["", "## What points to it"]
        for group in data["pointing"]:
            listed = "; ".join(
                f"{label} ({home})" if home else label for label, _, home in group["listed"][:10]
            )
            lines.append(f"- {group['property']} ({group['count']}): {listed}")
    return "\n".join(lines) + "\n"


def table(shown: Table) -> str:
    """Return an answer as a Markdown table, places beside the rows and doubts below."""
    heads = [*shown.heads, "places"]
    lines = [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    for line in shown.lines:
        cells = [cell.text for cell in line.cells]
        if line.marks and cells:
            cells[0] += f" [{','.join(map(str, line.marks))}]"
        lines.append(
            f"| {' | '.join(each.replace('|', '/').replace(chr(10), ' ') for each in [*cells, line.short])} |"
        )
    lines += ["", shown.total, *(f"[{number}] {doubt}" for number, (doubt, _) in enumerate(shown.doubts, 1))]
    return "\n".join([*lines, *shown.notes])
