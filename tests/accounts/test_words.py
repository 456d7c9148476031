"""Everything that the journal can name has a name that people read."""

import ast
from collections.abc import Iterator
from pathlib import Path

import desktop_app
from db.base import Base
from desktop_app.accounts.field_words import FIELD_NAMES, is_silent
from desktop_app.accounts.record_words import ACTION_NAMES, TABLE_NAMES, TECHNICAL_TABLES
from desktop_app.accounts.value_words import VALUE_NAMES
from desktop_app.reference.differences import Fate
from desktop_app.rosters.imports import RowBecame

NOTES = ("note", "note_given")


def noted_actions() -> Iterator[str]:
    """The actions that the program writes to the journal by name."""
    sources = (file.read_text(encoding="utf-8") for file in Path(desktop_app.__path__[0]).rglob("*.py"))
    for source in sources:
        if not any(f"{name}(" in source or f"({name}" in source for name in NOTES):
            continue
        for call in ast.walk(ast.parse(source)):
            if isinstance(call, ast.Call) and getattr(call.func, "attr", getattr(call.func, "id", "")) in NOTES:
                yield from (each.value for each in call.args if isinstance(each, ast.Constant) and each.value)


def test_every_table_has_a_name_or_is_nobodys_business() -> None:
    assert set(Base.metadata.tables) - TABLE_NAMES.keys() - TECHNICAL_TABLES == set()


def test_every_column_has_a_name_or_says_nothing_to_people() -> None:
    telling = {
        column.name
        for table in Base.metadata.tables.values()
        if table.name not in TECHNICAL_TABLES
        for column in table.columns
        if not is_silent(table.name, column.name)
    }
    assert telling - FIELD_NAMES.keys() == set()


def test_the_document_of_a_person_is_told_and_the_drawing_of_a_template_is_not() -> None:
    told = [("person", "document"), ("absence", "document"), ("disclosure", "content")]
    assert not any(is_silent(*each) for each in told)
    assert is_silent("certificate_template", "document")
    assert is_silent("template_file", "content")


def test_every_action_has_a_name() -> None:
    found = set(noted_actions())
    assert "print" in found
    assert {each for each in found if isinstance(each, str)} - ACTION_NAMES.keys() == set()


def noted_facts() -> Iterator[str]:
    """What the entries of the journal tell by names that stand in the sources where they are written."""
    for file in Path(desktop_app.__path__[0]).rglob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        named = {
            each.targets[0].id: each.value
            for each in ast.walk(tree)
            if isinstance(each, ast.Assign) and isinstance(each.targets[0], ast.Name)
        }
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and getattr(call.func, "attr", getattr(call.func, "id", "")) in NOTES:
                for told in (each.value for each in call.keywords if each.arg == "facts"):
                    facts = named.get(told.id) if isinstance(told, ast.Name) else told
                    keys = facts.keys if isinstance(facts, ast.Dict) else ()
                    yield from (str(each.value) for each in keys if isinstance(each, ast.Constant))


def test_every_fact_of_an_entry_has_a_name() -> None:
    found = set(noted_facts())
    assert {"file", "people"} <= found
    counted = {each.value for each in (*RowBecame, *Fate)}
    assert (found | counted) - FIELD_NAMES.keys() == set()


def test_every_state_and_kind_that_a_table_keeps_by_a_code_has_a_word() -> None:
    kept = {
        (table.name, column.name): set(column.type.enum_class)
        for table in Base.metadata.tables.values()
        if table.name not in TECHNICAL_TABLES
        for column in table.columns
        if getattr(column.type, "enum_class", None) is not None and not is_silent(table.name, column.name)
    }
    assert len(kept) > 20
    assert {place: {code.value for code in codes} for place, codes in kept.items()} == {
        place: set(words) for place, words in VALUE_NAMES.items()
    }
