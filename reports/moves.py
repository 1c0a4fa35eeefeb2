"""Every move of every route, in the order in which they should be made."""

from reports.parts import DimensionPart
from reports.route import Move


def ranked_moves(parts: list[DimensionPart]) -> list[tuple[DimensionPart, Move]]:
    """Every move there is to make, the lowest level first, and there the fewest moves to rise first."""
    ranked = sorted(
        (part for part in parts if part.route),
        key=lambda part: (part.route.from_level, len(part.route.moves)) if part.route else (0, 0),
    )
    return [(part, move) for part in ranked if part.route for move in part.route.moves]
