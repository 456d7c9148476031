"""The README tells of every code that ``roster --json`` may give: what it does to the row, and its sentence."""

from pathlib import Path

from desktop_app.rosters.problems import MEANINGS, ProblemCode

README = Path(__file__).parents[2] / "README.md"


def line_of(code: ProblemCode) -> str:
    meaning = MEANINGS[code]
    return f"| `{code}` | {meaning.state} | {meaning.sentence} |"


def test_every_code_is_documented_as_it_is() -> None:
    told = README.read_text(encoding="utf-8").splitlines()
    missing = [line_of(code) for code in ProblemCode if line_of(code) not in told]
    assert not missing, "\n".join(missing)


def test_no_code_is_documented_that_is_gone() -> None:
    known = {line_of(code) for code in ProblemCode}
    table = README.read_text(encoding="utf-8").partition("### Codes of a roster's problems")[2].partition("\n## ")[0]
    told = {line for line in table.splitlines() if line.startswith("| `")}
    assert told == known
