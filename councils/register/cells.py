"""The cells of one line of a register file, read as what they should be."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

GSS_CODE = r"[EWSN]\d{8}"


class Cells:
    """Reads cells by column. What is wrong is collected in `faults`, so that one run shows all of it."""

    def __init__(self, cells: dict[str, str]) -> None:
        self.cells = {column: cell.strip() for column, cell in cells.items()}
        self.faults: list[str] = []

    def _fault(self, column: str, wanted: str) -> None:
        value = self.cells[column]
        self.faults.append(f"{column} {value!r} is not {wanted}" if value else f"{column} is missing")

    def text(self, column: str, longest: int, *, blank: bool = False) -> str:
        value = self.cells[column]
        if len(value) > longest or not (value or blank):
            self._fault(column, f"at most {longest} characters")
        return value

    def like(self, column: str, pattern: str, example: str, *, blank: bool = False) -> str:
        value = self.cells[column]
        if not re.fullmatch(pattern, value) and (value or not blank):
            self._fault(column, f"like {example}")
        return value

    def choice(self, column: str, choices: Sequence[str]) -> str:
        value = self.cells[column]
        if value not in choices:
            self._fault(column, f"one of {', '.join(choices)}")
        return value

    def whole(self, column: str, least: int, most: int) -> int:
        value = self.cells[column]
        if re.fullmatch(r"[0-9]{1,9}", value) and least <= int(value) <= most:
            return int(value)
        self._fault(column, f"a whole number from {least} to {most}")
        return least

    def number(self, column: str, least: Decimal, most: Decimal, places: int) -> Decimal:
        try:
            value = Decimal(self.cells[column])
            if least <= value <= most and round(value, places) == value:
                return value
        except InvalidOperation:  # not a number at all, or NaN
            pass
        self._fault(column, f"a number from {least} to {most} with at most {places} decimal places")
        return least

    def day(self, column: str) -> date:
        try:
            return date.fromisoformat(self.cells[column])
        except ValueError:
            self._fault(column, "a date like 2027-04-01")
            return date.min
