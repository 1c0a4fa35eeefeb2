"""Works out every figure of a council's report.json again, from its signed answers and the framework's own files.

    python replay.py report.json FOLDER-WITH-THE-YAML-FILES-OF-THE-FRAMEWORK

Needs Python 3.11 and PyYAML, and nothing of Cairn. Each figure that differs is printed with its place, and the exit
status is 1. docs/replay.md says what this does, and what no single council's file can show.
"""

import json
import sys
from collections.abc import Iterator
from fractions import Fraction
from hashlib import sha256
from math import floor
from pathlib import Path
from random import Random
from typing import Any

import yaml

Row = dict[str, Any]  # names that begin with "_" are for the sums alone, and stand in no report
DRAWS = 1000


def replay(report: Row, folder: Path) -> Row:
    """What the report should say, of all that can be worked out again."""
    files = sorted(folder.glob("*.yaml"))
    content = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in files}
    frame, signed = content["framework"], report["snapshot"]["data"]
    checksum = sha256(b"".join(path.name.encode() + b"\0" + path.read_bytes() + b"\0" for path in files)).hexdigest()
    canonical = json.dumps(signed, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    parts = [content[slug] for lens in frame["lenses"] for slug in lens["dimensions"]]
    count, dice = sum(len(part["questions"]) for part in parts), Random(int(report["snapshot"]["sha256"], 16)).random
    # In this order: each draw's moves, then each draw's weights, then each draw's weights of dimensions in a lens.
    moves, weights, within = ([[dice() for _ in range(n)] for _ in range(DRAWS)] for n in (count, count, len(parts)))
    found: dict[str, list[Row]] = {"claimed": [], "evidenced": []}
    for kind, scored in found.items():
        first = 0
        for number, part in enumerate(parts):
            rows = [question(asked, signed, frame["scoring"], kind == "evidenced") for asked in part["questions"]]
            draws = [draw(rows, moves[n][first:], weights[n][first:]) for n in range(DRAWS)]
            scored.append(dimension(rows, frame["scoring"]) | {"_draws": draws, "_within": [w[number] for w in within]})
            first += len(rows)
    rows = [row for part in found["claimed"] for row in part["_questions"]]
    needing = [row for row in rows if (row["level"] or 0) > frame["scoring"]["unevidenced_cap"]]
    return {
        "framework": {name: str(frame["framework"][name]) for name in ("slug", "version")} | {"sha256": checksum},
        "snapshot": {"sha256": sha256(canonical).hexdigest(), "data": {"framework": {"checksum": checksum}}},
        **{name: signed[name] for name in ("made_up", "council", "round", "signed")},
        "took_part": {row["role"]: row["people"] for row in signed["took_part"]},
        "evidence": {
            "named": sum(bool(row["_evidence"]) for row in needing),
            "needed": len(needing),
            "checked": sum(row["checked"] for row in rows),
        },
        "dimensions": [
            {name: part["dimension"][name] for name in ("code", "title", "lens")}
            | {"claimed": claimed, "evidenced": evidenced, "held_back_by": claimed["_held"]}
            | {"questions": claimed["_questions"], "change": said["change"] and {"now": claimed["score"]}}
            | beside(said, claimed, evidenced)
            for said, part, claimed, evidenced in zip(report["dimensions"], parts, *found.values(), strict=True)
        ],
        "lenses": [
            {"slug": each["slug"], "name": each["name"], "claimed": claimed["score"], "evidenced": evidenced["score"]}
            | {"scored": claimed["_scored"], "of": len(each["dimensions"]), "at_level_3": claimed["_high"]}
            | beside(said, claimed, evidenced)
            for said, each in zip(report["lenses"], frame["lenses"], strict=True)
            for claimed, evidenced in [[lens(each["slug"], parts, scored) for scored in found.values()]]
        ],
    }


def question(asked: Row, signed: Row, rules: Row, evidenced: bool) -> Row:
    """One answer, as it was given and as it counts."""
    limits, kinds = asked.get("applies_to", {}), {"types": "authority_type", "nations": "nation"}
    applies = all(not limits.get(limit) or signed["council"][fact] in limits[limit] for limit, fact in kinds.items())
    given: Row = next((row for row in signed["answers"] if row["question"] == asked["code"] and applies), {})
    level, shows, signs = given.get("level"), given.get("evidence", []), given.get("warnings", [])
    points = {row["level"]: Fraction(str(row.get("points", row["level"]))) for row in asked["levels"]}
    shares = {step: value / max(points.values()) for step, value in sorted(points.items())}
    caps = [rules["warning_cap"]] * bool(signs) + [rules["unevidenced_cap"]] * (evidenced and not shows)
    effective = None if level is None else min(level, *caps, max(points))
    return {
        "code": asked["code"],
        "element": asked["element"],
        "state": given.get("state", "unanswered" if applies else "not_applicable"),
        "level": level,
        "effective": effective,
        "share": None if effective is None else shares[effective],
        "weight": Fraction(str(asked.get("weight", 1))),
        "warning_signs": [asked["warning_signs"][number - 1] for number in signs],
        **{name: given.get(name, nothing) for name, nothing in (("reason", ""), ("note", ""), ("checked", False))},
        "_evidence": shows,
        "_shares": shares,
        "_doubtful": not evidenced and not shows and (effective or 0) > rules["unevidenced_cap"],
    }


def mean(pairs: list[Any]) -> Any:
    """Of weights and values; None of nothing."""
    return sum(weight * value for weight, value in pairs) / sum(weight for weight, _ in pairs) if pairs else None


def dimension(rows: list[Row], rules: Row) -> Row:
    asked = [row for row in rows if row["state"] != "not_applicable"]
    value = mean([(row["weight"], 100 * row["share"]) for row in asked if row["share"] is not None])
    coverage = mean([(row["weight"], Fraction(row["share"] is not None)) for row in asked])
    partial = coverage is not None and coverage < Fraction(str(rules["coverage_needed"]))
    low = min((row["effective"] or 0 for row in asked), default=None)
    held = [row["code"] for row in asked if (row["effective"] or 0) == low < max(row["_shares"])]
    level, whole = None if partial else low, value is not None and not partial
    scored = {"score": figure(value), "coverage": coverage, "level": level, "partial": partial}
    return scored | {"_value": value if whole else None, "_held": held, "_questions": rows}


def lens(slug: str, parts: list[Row], scored: list[Row]) -> Row:
    mine = [row for part, row in zip(parts, scored, strict=True) if part["dimension"]["lens"] == slug]
    whole = [row for row in mine if row["_value"] is not None]
    value = mean([(1, row["_value"]) for row in whole])
    draws = [mean([(0.5 + row["_within"][n], row["_draws"][n]) for row in whole]) for n in range(DRAWS)]
    counts = {"_scored": len(whole), "_high": sum((row["level"] or 0) >= 3 for row in mine)}
    return {"score": figure(value), "_value": value, "_draws": draws} | counts


def draw(rows: list[Row], moves: list[float], weights: list[float]) -> Any:
    """The score once more: doubtful answers a level lower, the same or higher; each weight times 0.5 to 1.5."""
    pairs = []
    for row, move, weight in zip(rows, moves, weights, strict=False):
        if row["share"] is not None:
            steps = list(row["_shares"])
            step = ((move >= 2 / 3) - (move < 1 / 3)) * row["_doubtful"]
            level = steps[min(max(steps.index(row["effective"]) + step, 0), len(steps) - 1)]
            pairs.append((float(row["weight"]) * (0.5 + weight), 100 * float(row["_shares"][level])))
    return mean(pairs)


def beside(said: Row, claimed: Row, evidenced: Row) -> Row:
    return {
        "range": reach(claimed),
        "evidenced_range": reach(evidenced),
        "peers": standing(said["peers"], claimed["_value"]),
        "peers_evidenced": standing(said["peers_evidenced"], evidenced["_value"]),
    }


def reach(found: Row) -> Row | None:
    """Nine in ten of the draws, and always the score as signed."""
    if found["_value"] is None:
        return None
    middle = sorted(round(value, 9) for value in found["_draws"])[DRAWS // 20 : -DRAWS // 20]
    own = float(found["_value"])
    return {"lower": shown(min(own, middle[0])), "upper": shown(max(own, middle[-1]))}


def standing(said: Row, own: Fraction | None) -> Row:
    """The position that follows from the quartiles: the scores behind these are other councils' secret."""
    low, high = said["lower_quartile"], said["upper_quartile"]
    if own is None or low is None:
        return {"position": None, "place": None}
    score = round(float(own), 9)
    position = "above" if score > high else "below" if score < low else "same"
    return {"position": position, "place": said["place"] and {"of": said["councils"] + 1}}


def shown(value: Fraction | float) -> str:
    return str(floor(Fraction(value) + Fraction(1, 2)))


def figure(value: Fraction | None) -> Row | None:
    return None if value is None else {"exact": value, "shown": shown(value)}


def differences(said: Any, again: Any, place: str = "") -> Iterator[str]:
    if isinstance(again, dict) and isinstance(said, dict):
        for name in (name for name in again if not name.startswith("_")):
            yield from differences(said.get(name), again[name], f"{place}.{name}")
    elif isinstance(again, list) and isinstance(said, list) and len(again) == len(said):
        for number, (one, other) in enumerate(zip(said, again, strict=True)):
            name = other.get("code", other.get("slug", number)) if isinstance(other, dict) else number
            yield from differences(one, other, f"{place}.{name}")
    elif said != (str(again) if isinstance(again, Fraction) else again):
        yield f"{place[1:]}: the file says {said!r}; worked out again it is {again!s}"


def main() -> int:
    report = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    faults = list(differences(report, replay(report, Path(sys.argv[2]))))
    print(*faults or ["Every figure that can be worked out again is the same."], sep="\n")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
