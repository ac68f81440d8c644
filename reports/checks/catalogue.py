"""The page in docs/ with every check, made from the checks themselves."""

from __future__ import annotations

from reports.checks.registry import CLASSES, Check, registered

OPENING = """# The reconciliation book: every check

Made from the program by `manage.py checks_docs --write`. {number} checks: an error keeps a report from being published;
a warning asks for a written reason, which stays with the report. What a check names beside its class are the other
classes of error that it finds too.
"""


def page() -> str:
    checks = registered()
    parts = [OPENING.format(number=len(checks))]
    for number, name in CLASSES.items():
        own = [check for check in checks if check.classes[0] == number]
        parts += [f"## {number}. {name}\n", *_table(own), ""]
    return "\n".join(parts)


def _table(checks: list[Check]) -> list[str]:
    rows = ["| Check | Kind | Holds to | Besides |", "| --- | --- | --- | --- |"]
    for check in checks:
        besides = ", ".join(str(number) for number in check.classes[1:])
        rows.append(f"| `{check.id}` | {check.severity} | **{check.title}.** {check.explains} | {besides} |")
    return rows
