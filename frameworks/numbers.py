"""From exact numbers to the ones people read."""

import math
from decimal import Decimal
from fractions import Fraction


def rounded(value: Fraction, places: int = 0) -> Decimal:
    """Round once, half up, for display: 62.5 is 63."""
    whole = math.floor(value * 10**places + Fraction(1, 2))
    return Decimal(whole).scaleb(-places)
