"""The builders: each takes plain values or a DataFrame, asks no database, and returns a Chart."""

from reports.charts.distribution import distribution
from reports.charts.elements import elements
from reports.charts.lenses import lenses
from reports.charts.profile import profile
from reports.charts.radar import radar
from reports.charts.strip import strip
from reports.charts.trend import trend

__all__ = ["distribution", "elements", "lenses", "profile", "radar", "strip", "trend"]
