"""What axe finds on a page, in words that say where and what to do."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
CONTRAST = "color-contrast"
# Style sheets and films need not be fetched again: none of these rules reads them.
QUICKLY = {"resultTypes": ["violations"], "preload": False}
ALL_BUT_CONTRAST = QUICKLY | {
    "runOnly": {"type": "tag", "values": RULES},
    "rules": {CONTRAST: {"enabled": False}},
}
# Contrast takes nine tenths of axe's time, so of parts that look the same it is measured in the first alone.
REPEATED = [
    [".cairn-book__dimension ~ .cairn-book__dimension"],
    [".report-dimension ~ .report-dimension"],
    [".cairn-heat tbody tr:nth-child(n+6)"],
]
CONTRAST_ALONE = QUICKLY | {"runOnly": {"type": "rule", "values": [CONTRAST]}}


def faults(page: Page) -> list[str]:
    """One text a rule that is broken, naming at most five of the places."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate(
        "async ([exclude, all, contrast]) => [await axe.run(all), await axe.run({exclude}, contrast)]",
        [REPEATED, ALL_BUT_CONTRAST, CONTRAST_ALONE],
    )
    return [_in_words(violation) for run in found for violation in run["violations"]]


def _in_words(violation: dict[str, Any]) -> str:
    nodes = violation["nodes"]
    lines = [f"{violation['id']} ({violation['impact']}, {len(nodes)} times): {violation['help']}"]
    for node in nodes[:5]:
        why = "; ".join(check["message"] for kind in ("any", "all", "none") for check in node[kind])
        lines.append(f"    {' '.join(map(str, node['target']))}\n      {node['html'][:200]}\n      {why}")
    return "\n".join(lines)
