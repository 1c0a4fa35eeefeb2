"""veraPDF, the independent checker, passes what render_pdf makes and finds what is wrong with other files."""

import pytest
import weasyprint

from reports.pdf import render_pdf
from tests.reports.standin import TEMPLATES, context
from tests.verapdf import JAVA, NO_JAVA, CheckError, check

pytestmark = pytest.mark.skipif(JAVA is None, reason=NO_JAVA)


def test_our_pdf_passes_and_a_bad_one_does_not(settings, tmp_path):
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [*settings.TEMPLATES[0]["DIRS"], TEMPLATES]}]
    good, bad = tmp_path / "good.pdf", tmp_path / "bad.pdf"
    good.write_bytes(render_pdf("stand_in.html", context(made_up=True, words="Tŷ Hywel, Ynys Môn")))
    weasyprint.HTML(string="<html lang=en><h1>One</h1><h3>Three</h3>").write_pdf(bad, pdf_variant="pdf/ua-1")
    findings = check([good, bad])
    assert {finding.path for finding in findings} == {bad}, "\n".join(map(str, findings))
    # No title, and a heading level skipped.
    assert {(finding.clause, finding.test) for finding in findings} == {("7.1", 9), ("7.4.2", 1)}


def test_a_file_that_is_no_pdf_is_an_error_of_the_check(tmp_path):
    path = tmp_path / "no.pdf"
    path.write_text("no PDF at all")
    with pytest.raises(CheckError):
        check([path])
