"""What the walker looks for, it finds."""

import pytest

from tests.journeys.conftest import Walk

pytestmark = pytest.mark.journey

FAULTS = {
    "image-alt": "<img src='/static/img/mark.svg'>",
    "color-contrast": "<p><font color='#bbbbbb'>Grey on white</font></p>",
    "320: wider than the window": "<pre>" + "word" * 100 + "</pre>",
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_a_fault_is_found(walk: Walk, fault: str, javascript: bool):
    walker = walk(javascript=javascript)
    walker.open("/accessibility/")
    walker.page.evaluate("html => document.querySelector('main').insertAdjacentHTML('beforeend', html)", FAULTS[fault])
    with pytest.raises(AssertionError, match=fault):
        walker.look()
