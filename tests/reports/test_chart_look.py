"""What all charts share: colours that survive a printer, bands that are whole, labels that fit."""

from itertools import pairwise

from reports.charts import look, words


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_levels_colours_survive_greyscale_and_their_numbers_can_be_read():
    lights = [luminance(colour) for colour in look.RAMP]
    assert all(lighter > 1.3 * darker for lighter, darker in pairwise(lights))
    for paper, ink in zip(look.RAMP, look.ON_RAMP, strict=True):
        low, high = sorted((luminance(paper), luminance(ink)))
        assert (high + 0.05) / (low + 0.05) >= 4.5


def test_a_band_needs_both_quartiles_and_the_median():
    assert words.band(50.0, 25.0, 75.0) == (25.0, 75.0)
    assert {words.band(None, 25.0, 75.0), words.band(50.0, None, 75.0), words.band(50.0, 25.0, None)} == {None}


def test_labels_are_broken_and_cut_and_never_markup():
    assert look.wrapped("Information management", characters=12) == "Information<br>management"
    assert look.wrapped("one two three four", characters=8, lines=1).endswith("…")
    assert look.wrapped("R&D <b>") == "R&amp;D &lt;b>"
