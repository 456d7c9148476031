"""Rules of the house that no linter knows; each test plants an example to show that its rule can fire."""

import ast
import io
import re
import tokenize
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
PRODUCT = ("desktop_app", "ui", "db")
KEPT_FOLDERS = (*PRODUCT, "resources", "tests", ".ci")
# The borders to the shell, to the worker and to Qt.
CATCH_ALL_LIMIT = 3
MODULE_LINES_LIMIT = 400
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "stuff", "misc", "info"}
TIME_ASKING = {
    *("datetime.now", "datetime.today", "datetime.utcnow", "date.today"),
    *("time.time", "time.time_ns", "time.localtime", "time.gmtime", "time.strftime"),
    *("func.now", "func.current_date", "func.current_timestamp"),
}
SILENCED = re.compile(r"#\s*noqa(?!:\s*[A-Z])|#\s*type:\s*ignore(?!\[)")
# Written in two parts: this file obeys the rules that it tells.
INDEX_HOSTS = re.compile("|".join(("pypi" + r"\.org", "python" + "hosted", "npm" + "js", r"deb\." + "debian")))
MACHINE_PATHS = re.compile(r"(?<![\w./])/(?:work|root)" + r"/|[A-Za-z]:\\{1,2}" + "Users")

Rule = Callable[[str], Iterator[int]]


@lru_cache(maxsize=1)
def _nodes(source: str) -> dict[type[ast.AST], list[Any]]:
    """The module itself and everything in it, by kind: all rules read a file before the next one is parsed."""
    found: dict[type[ast.AST], list[Any]] = defaultdict(list)
    for node in ast.walk(ast.parse(source)):
        found[type(node)].append(node)
    return found


@lru_cache(maxsize=1)
def calls_in(source: str) -> tuple[tuple[ast.Call, str], ...]:
    """Every call with the dotted name of what is called."""
    return tuple((node, _dotted(node.func)) for node in _nodes(source)[ast.Call])


@lru_cache(maxsize=1)
def imports_of(source: str) -> list[tuple[int, str]]:
    """The line and the full name of everything imported."""
    plain, taken_from = (_nodes(source)[kind] for kind in (ast.Import, ast.ImportFrom))
    return [(node.lineno, alias.name) for node in plain for alias in node.names] + [
        (node.lineno, f"{node.module}.{alias.name}") for node in taken_from for alias in node.names
    ]


def standard_sqlite(source: str) -> Iterator[int]:
    return (line for line, name in imports_of(source) if name.split(".")[0] == "sqlite3")


def qt_sql(source: str) -> Iterator[int]:
    return (line for line, name in imports_of(source) if "QtSql" in name)


def thread_subclasses(source: str) -> Iterator[int]:
    for node in _nodes(source)[ast.ClassDef]:
        if any("QThread" in ast.unparse(base) for base in node.bases):
            yield node.lineno


def forced_events(source: str) -> Iterator[int]:
    return (call.lineno for call, name in calls_in(source) if name.endswith("processEvents"))


def walked_focus_chains(source: str) -> Iterator[int]:
    """PySide takes what these give for a child of the widget asked, and for gone when that one goes: it crashed."""
    return (call.lineno for call, name in calls_in(source) if name.endswith("InFocusChain"))


def guessed_waits(source: str) -> Iterator[int]:
    return (call.lineno for call, name in calls_in(source) if name.endswith("singleShot"))


def style_sheets(source: str) -> Iterator[int]:
    return (call.lineno for call, name in calls_in(source) if name.endswith("setStyleSheet"))


def asked_time(source: str) -> Iterator[int]:
    """Calls that ask the machine for the time; ``perf_counter`` and ``monotonic`` measure, and may."""
    for call, name in calls_in(source):
        if ".".join(name.split(".")[-2:]) in TIME_ASKING:
            yield call.lineno
    for line, name in imports_of(source):
        if name in TIME_ASKING:
            yield line


def tables_without_migration(source: str) -> Iterator[int]:
    return (call.lineno for call, name in calls_in(source) if name.endswith("create_all"))


def catch_alls(source: str) -> Iterator[int]:
    """Handlers of everything that do not end by raising it again."""
    for node in _nodes(source)[ast.ExceptHandler]:
        caught = "Exception" if node.type is None else ast.unparse(node.type)
        if caught in {"Exception", "BaseException"} and not _raises_again(node):
            yield node.lineno


def texts_made_at_run_time(source: str) -> Iterator[int]:
    """Texts that the catalogue cannot know: f-strings, sums and formatted strings given to the translator."""
    for call, name in calls_in(source):
        if name.split(".")[-1] in {"_", "_n", "N_"}:
            texts = call.args[:2] if name.endswith("_n") else call.args[:1]
            if any(isinstance(text, ast.JoinedStr | ast.BinOp | ast.Call) for text in texts):
                yield call.lineno


def unnamed_exemptions(source: str) -> Iterator[int]:
    """Silenced checks that do not say which one."""
    if not SILENCED.search(source):
        return
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT and SILENCED.search(token.string):
            yield token.start[0]


def missing_module_sentence(source: str) -> Iterator[int]:
    (module,) = _nodes(source)[ast.Module]
    return iter([1] if module.body and ast.get_docstring(module) is None else [])


def overlong_module(source: str) -> Iterator[int]:
    return iter([MODULE_LINES_LIMIT + 1] if source.count("\n") > MODULE_LINES_LIMIT else [])


def steps_at_once(source: str) -> Iterator[int]:
    return (call.lineno for call, name in calls_in(source) if name.endswith(".joinpath") and len(call.args) > 1)


RULES = (
    *(standard_sqlite, qt_sql, thread_subclasses, forced_events, walked_focus_chains, guessed_waits),
    *(style_sheets, asked_time),
    *(tables_without_migration, catch_alls, texts_made_at_run_time, unnamed_exemptions, missing_module_sentence),
    *(overlong_module, steps_at_once),
)


def index_hosts(text: str) -> Iterator[int]:
    return _lines_with(INDEX_HOSTS, text)


def machine_paths(text: str) -> Iterator[int]:
    return _lines_with(MACHINE_PATHS, text)


def is_vague(path: Path) -> bool:
    """Whether a module or folder has a name that could hold anything."""
    return any(VAGUE_NAMES & set(Path(part).stem.strip("_").split("_")) for part in path.parts)


def broken(rule: Rule, *folders: str, but: str = "nothing") -> list[str]:
    """Where the rule is broken in the modules of these folders, as path:line; ``but`` begins exempt paths."""
    inside = tuple(f"{folder}/" for folder in folders)
    return [place for place in found()[rule] if place.startswith(inside) and not place.startswith(but)]


@cache
def found() -> dict[Rule, list[str]]:
    """Where each rule is broken in any module: every file is read and parsed once for all of them."""
    places: dict[Rule, list[str]] = {rule: [] for rule in RULES}
    for path in (path for folder in (*PRODUCT, "tests") for path in sorted((ROOT / folder).rglob("*.py"))):
        name, source = path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")
        for rule, broken_in in places.items():
            broken_in.extend(f"{name}:{line}" for line in rule(source))
    return places


def broken_in_any_text(rule: Rule) -> list[str]:
    """Where the rule is broken in any text file of the project."""
    return [f"{path}:{line}" for path, text in project_texts() for line in rule(text)]


def project_files() -> list[Path]:
    """Every file that belongs to the project, not those that tools leave beside them."""
    inside = (path for folder in KEPT_FOLDERS for path in (ROOT / folder).rglob("*"))
    files = (path for path in [*ROOT.iterdir(), *inside] if path.is_file() and path.suffix != ".pyc")
    return [path.relative_to(ROOT) for path in files]


def project_texts() -> Iterator[tuple[Path, str]]:
    for path in project_files():
        content = (ROOT / path).read_bytes()
        if b"\0" not in content:
            yield path, content.decode("utf-8", errors="replace")


def test_the_standard_sqlite_module_is_never_imported() -> None:
    assert list(standard_sqlite("import sqlite3")) == [1]
    assert list(standard_sqlite("from sqlite3 import connect")) == [1]
    assert broken(standard_sqlite, *PRODUCT, "tests") == []


def test_qt_never_opens_a_database() -> None:
    assert list(qt_sql("from PySide6.QtSql import QSqlDatabase")) == [1]
    assert list(qt_sql("from PySide6 import QtSql")) == [1]
    assert broken(qt_sql, *PRODUCT, "tests") == []


def test_no_thread_is_made_by_subclassing_qthread() -> None:
    assert list(thread_subclasses("class Worker(QtCore.QThread): ...")) == [1]
    assert broken(thread_subclasses, *PRODUCT) == []


def test_the_program_never_forces_events() -> None:
    assert list(forced_events("QApplication.processEvents()")) == [1]
    assert broken(forced_events, *PRODUCT) == []


def test_the_chain_of_the_focus_is_never_walked() -> None:
    assert list(walked_focus_chains("place = place.nextInFocusChain()")) == [1]
    assert broken(walked_focus_chains, *PRODUCT, "tests") == []


def test_no_test_guesses_when_a_dialog_will_be_there() -> None:
    # On a slow machine it is not there yet, nobody answers it, and the test waits for ever: when_asked of looks.py.
    assert list(guessed_waits("QTimer.singleShot(50, act)")) == [1]
    assert broken(guessed_waits, "tests", but="tests/benchmarks/") == []


def test_only_the_theme_sets_style_sheets() -> None:
    assert list(style_sheets("label.setStyleSheet('color: red')")) == [1]
    assert broken(style_sheets, *PRODUCT, but="ui/theme.py") == []


@pytest.mark.parametrize(
    "planted",
    [
        "x = datetime.now(UTC)",
        "x = datetime.date.today()",
        "x = time.time()",
        "from time import time",
        "func.now()",
    ],
)
def test_a_module_that_asks_the_time_is_noticed(planted: str) -> None:
    assert list(asked_time(planted)) == [1]


def test_only_the_clock_asks_the_time() -> None:
    assert list(asked_time("x = clock.now() - time.perf_counter()")) == []
    assert broken(asked_time, *PRODUCT, but="desktop_app/clock.py") == []


def test_tables_are_made_by_migrations_only() -> None:
    assert list(tables_without_migration("Base.metadata.create_all(engine)")) == [1]
    assert broken(tables_without_migration, *PRODUCT) == []


def test_everything_is_caught_at_the_three_borders_alone() -> None:
    assert list(catch_alls("try: f()\nexcept Exception: g()")) == [2]
    assert list(catch_alls("try: f()\nexcept: g()")) == [2]
    assert list(catch_alls("try: f()\nexcept BaseException:\n    tidy()\n    raise")) == []
    places = broken(catch_alls, *PRODUCT)
    assert len(places) <= CATCH_ALL_LIMIT, places


@pytest.mark.parametrize("planted", ['_(f"{n} rows")', 'N_("a" + b)', '_("%s" % x)', '_n("a", f"{n}", n)', "_(f(x))"])
def test_a_text_that_the_catalogue_cannot_know_is_noticed(planted: str) -> None:
    assert list(texts_made_at_run_time(planted)) == [1]


def test_texts_for_people_are_whole_and_known_before_the_program_runs() -> None:
    assert list(texts_made_at_run_time('_("Row {row}", row=f(x))')) == []
    assert broken(texts_made_at_run_time, *PRODUCT) == []


def test_resources_are_reached_one_step_at_a_time() -> None:
    # Python 3.11 takes a single step from a folder of resources; 3.12 and later take several.
    assert list(steps_at_once('files("resources").joinpath("fonts", "a.ttf")')) == [1]
    assert broken(steps_at_once, *PRODUCT) == []


def test_no_file_names_the_host_of_a_package_index() -> None:
    assert list(index_hosts("https://files.python" + "hosted.org/x")) == [1]
    assert broken_in_any_text(index_hosts) == []


def test_no_file_holds_a_path_of_one_machine() -> None:
    assert list(machine_paths("open('/work" + "/main/x')")) == [1]
    assert list(machine_paths("C:\\" + "Users\\me")) == [1]
    assert list(machine_paths("build/work/main and docs/root/")) == []
    assert broken_in_any_text(machine_paths) == []


def test_a_silenced_check_names_itself() -> None:
    assert list(unnamed_exemptions("x = 1  # no" + "qa")) == [1]
    assert list(unnamed_exemptions("x = 1  # type: " + "ignore")) == [1]
    assert list(unnamed_exemptions("x = 1  # type: ignore[attr-defined]")) == []
    assert broken(unnamed_exemptions, *PRODUCT, "tests") == []


def test_modules_are_named_after_what_they_hold() -> None:
    assert is_vague(Path("desktop_app/utils.py"))
    assert is_vague(Path("ui/_table_helpers.py"))
    assert not is_vague(Path("desktop_app/language/keys.py"))
    assert [path for path in project_files() if path.suffix == ".py" and is_vague(path)] == []


def test_every_module_says_in_a_sentence_what_it_is() -> None:
    assert list(missing_module_sentence("x = 1")) == [1]
    assert list(missing_module_sentence("")) == []
    assert broken(missing_module_sentence, *PRODUCT, "tests") == []


def test_no_module_outgrows_a_reader() -> None:
    assert list(overlong_module("x = 1\n" * (MODULE_LINES_LIMIT + 1))) == [MODULE_LINES_LIMIT + 1]
    # A migration is a record of one day, read once and never grown.
    assert broken(overlong_module, *PRODUCT, "tests", but="db/migrations/versions/") == []


def _dotted(called: ast.expr) -> str:
    """``a.b.c`` of the names in sight; what is itself the result of something stands as ``…``."""
    if isinstance(called, ast.Name):
        return called.id
    return f"{_dotted(called.value)}.{called.attr}" if isinstance(called, ast.Attribute) else "…"


def _raises_again(handler: ast.ExceptHandler) -> bool:
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def _lines_with(pattern: re.Pattern[str], text: str) -> Iterator[int]:
    return (number for number, line in enumerate(text.splitlines(), 1) if pattern.search(line))
