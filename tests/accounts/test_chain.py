"""The journal's chain: whatever is done to the file past the program is found, and what the program does is not."""

import json
import random
from collections.abc import Callable

import pytest
from sqlalchemy import Connection

from db import chain
from db.chain import NO_MAC, Head
from db.unit_of_work import UnitOfWork, writing
from desktop_app.accounts.chain import (
    Break,
    KnownHead,
    Verified,
    journal_head,
    printed_head,
    read_head,
    seal_journal,
    verify,
)
from desktop_app.centre import Centre
from desktop_app.people.erasure import erase_person
from desktop_app.people.records import PersonDraft
from desktop_app.people.service import save_person
from tests import factories
from tests.conftest import NOW

pytestmark = pytest.mark.of_a_file
KEY = b"the centre's own key of 32 bytes"
ENTRIES = 40
TRIES = 20
COLUMNS = "at, actor_id, actor_name, host, batch, action, entity, entity_id, before, after, salt, commitment, mac"

Tamper = Callable[[Connection, random.Random], object]


@pytest.fixture(scope="module")
def chance() -> random.Random:
    return random.Random(18)


@pytest.fixture
def kept(centre: Centre) -> Centre:
    """A centre whose journal was sealed with its own key, and has some forty entries."""
    unseal(centre)
    centre.journal_key = KEY
    seal_journal(centre)
    while int(centre.read(journal_head).partition("-")[0]) < ENTRIES:
        centre.write(lambda unit: unit.session.add(factories.person()))
    return centre


def head(centre: Centre) -> Head:
    return centre.read(lambda unit: chain.head_of(unit.session.connection()))


def unseal(centre: Centre) -> None:
    """The journal as programs before the chain wrote it."""
    with writing(centre.engine, actor=centre.actor, now=centre.clock.now(), today=centre.clock.today()) as unit:
        connection = unlocked(unit)
        connection.exec_driver_sql("DELETE FROM journal WHERE action = 'seal'")
        connection.exec_driver_sql("UPDATE journal SET salt = NULL, commitment = NULL, mac = NULL")


def unlocked(unit: UnitOfWork) -> Connection:
    """As another program opens the file: without what keeps the journal append-only."""
    connection = unit.session.connection()
    for trigger in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars().all():
        connection.exec_driver_sql(f"DROP TRIGGER {trigger}")
    return connection


def after(centre: Centre, tamper: Tamper, chance: random.Random, *, known: Head) -> Verified:
    """What verifying finds once the file was tampered with; the file is as it was afterwards."""
    heads = [KnownHead(known.seq, known.mac.hex(), "the last backup")]
    with writing(centre.engine, actor=centre.actor, now=centre.clock.now(), today=centre.clock.today()) as unit:
        tamper(unlocked(unit), chance)
        found = verify(unit, key=KEY, known_heads=heads)
        unit.session.rollback()
    return found


def any_seq(chance: random.Random) -> int:
    """Never the first: it told of the sealing, and is gone."""
    return chance.randint(2, ENTRIES - 2)


def edit(connection: Connection, chance: random.Random) -> None:
    column, value = chance.choice(
        [("actor_name", "Boshqa"), ("at", "2020-01-01 00:00:00.000000"), ("entity_id", "999"), ("host", "x"),
         ("before", '{"a": 1}'), ("after", '{"erased": true}'), ("action", "see"), ("batch", "0")]
    )  # fmt: skip
    connection.exec_driver_sql(f"UPDATE journal SET {column} = ? WHERE seq = ?", (value, any_seq(chance)))


def take_words_out(connection: Connection, chance: random.Random) -> None:
    """As an erasure does, but without an act that names the entry."""
    connection.exec_driver_sql("UPDATE journal SET after = '{}', salt = NULL WHERE seq = ?", (any_seq(chance),))


def delete_one(connection: Connection, chance: random.Random) -> None:
    seq = any_seq(chance)
    connection.exec_driver_sql("DELETE FROM journal WHERE seq = ?", (seq,))
    if chance.random() < 0.5:
        connection.exec_driver_sql("UPDATE journal SET seq = seq - 1 WHERE seq > ?", (seq,))


def delete_tail(connection: Connection, chance: random.Random) -> None:
    connection.exec_driver_sql("DELETE FROM journal WHERE seq > ?", (any_seq(chance),))


def reorder(connection: Connection, chance: random.Random) -> None:
    first = any_seq(chance)
    second = chance.randint(first + 1, ENTRIES)
    for old, new in ((first, -1), (second, first), (-1, second)):
        connection.exec_driver_sql("UPDATE journal SET seq = ? WHERE seq = ?", (new, old))


def put_in(connection: Connection, chance: random.Random) -> None:
    seq = any_seq(chance)
    connection.exec_driver_sql("UPDATE journal SET seq = -seq - 1 WHERE seq > ?", (seq,))
    connection.exec_driver_sql("UPDATE journal SET seq = -seq WHERE seq < 0")
    values = f"INSERT INTO journal (seq, {COLUMNS}) SELECT ?, {COLUMNS} FROM journal WHERE seq = ?"
    connection.exec_driver_sql(values, (seq + 1, chance.randint(2, seq)))


def edit_and_chain_anew(connection: Connection, chance: random.Random) -> None:
    """All the seals made again, by somebody who has the program but not the key."""
    edit(connection, chance)
    bare = [link._replace(mac=None) for link in chain.links(connection)]
    chain.seal(connection, bare, after=Head(0, NO_MAC), key=chance.randbytes(32))


def edit_and_chain_with_the_key(connection: Connection, chance: random.Random) -> None:
    """Only a head known from outside tells."""
    edit(connection, chance)
    bare = [link._replace(mac=None) for link in chain.links(connection)]
    chain.seal(connection, bare, after=Head(0, NO_MAC), key=KEY)


def empty(connection: Connection, chance: random.Random) -> None:
    connection.exec_driver_sql("DELETE FROM journal")


def put_an_older_file_in_place(connection: Connection, chance: random.Random) -> None:
    """And go on working in it, past the head that is known."""
    delete_tail(connection, chance)
    head = chain.head_of(connection)
    entry = dict.fromkeys(("actor_name", "host", "batch", "action", "entity", "entity_id"), "x")
    more = [{**entry, "at": NOW, "actor_id": None, "before": {}, "after": {}}] * (ENTRIES + 5 - head.seq)
    chain.append(connection, more, after=head, key=KEY)


TAMPERINGS = (
    edit, take_words_out, delete_one, delete_tail, reorder, put_in, edit_and_chain_anew, edit_and_chain_with_the_key,
    empty, put_an_older_file_in_place,
)  # fmt: skip


@pytest.mark.parametrize("tamper", TAMPERINGS, ids=lambda tamper: tamper.__name__)
def test_whatever_is_done_to_the_journal_past_the_program_is_found(
    kept: Centre, tamper: Tamper, chance: random.Random
) -> None:
    known = head(kept)
    found = [after(kept, tamper, chance, known=known) for _ in range(TRIES)]
    assert [verified.ok for verified in found] == [False] * TRIES
    assert all(verified.first_broken and verified.what for verified in found)
    assert kept.read(verify, key=KEY).ok, "the file is as it was"


def test_a_whole_journal_is_told_to_be_whole(kept: Centre) -> None:
    printed = read_head(printed_head(kept.read(journal_head)), source="the register")
    assert printed is not None
    assert kept.read(verify, key=KEY, known_heads=[printed]) == Verified(entries=printed.seq - 1, heads=1)


def test_the_first_broken_entry_is_named(kept: Centre, chance: random.Random) -> None:
    def alter(connection: Connection, _chance: random.Random) -> None:
        connection.exec_driver_sql("UPDATE journal SET actor_name = 'Boshqa' WHERE seq IN (17, 23)")

    found = after(kept, alter, chance, known=head(kept))
    assert (found.first_broken, found.why) == (17, Break.ALTERED)


def test_another_key_opens_no_chain(kept: Centre) -> None:
    assert kept.read(verify, key=b"another").first_broken == 1


def test_an_older_journal_is_sealed_once_and_what_is_put_in_later_is_not(centre: Centre) -> None:
    unseal(centre)
    centre.journal_key = KEY
    assert centre.read(verify, key=KEY).why is Break.UNSEALED
    seal_journal(centre)
    assert centre.read(verify, key=KEY).ok
    seal_journal(centre)
    bare = f"INSERT INTO journal ({COLUMNS}) SELECT {COLUMNS.replace('salt, commitment, mac', 'NULL, NULL, NULL')}"
    with writing(centre.engine, actor=centre.actor, now=centre.clock.now(), today=centre.clock.today()) as unit:
        unit.session.connection().exec_driver_sql(f"{bare} FROM journal WHERE seq = 2")
    seal_journal(centre)
    assert centre.read(verify, key=KEY).why is Break.UNSEALED


def test_sealing_goes_on_where_a_kill_stopped_it(centre: Centre, monkeypatch: pytest.MonkeyPatch) -> None:
    unseal(centre)
    centre.journal_key = KEY
    monkeypatch.setattr("desktop_app.accounts.chain.SEALED_AT_ONCE", 2)
    with writing(
        centre.engine, actor=centre.actor, now=centre.clock.now(), today=centre.clock.today(), journal_key=KEY
    ) as unit:
        connection = unit.session.connection()
        chain.seal(connection, list(chain.links(connection, limit=3)), after=Head(0, NO_MAC), key=KEY)
    seal_journal(centre)
    assert centre.read(verify, key=KEY).ok


def test_the_file_itself_lets_nobody_alter_or_delete_entries(centre: Centre) -> None:
    for statement in ("DELETE FROM journal WHERE seq = 3", "UPDATE journal SET host = 'x' WHERE seq = 3"):
        with (
            pytest.raises(Exception, match="only added to"),
            writing(centre.engine, actor=centre.actor, now=NOW, today=centre.clock.today()) as unit,
        ):
            unit.session.connection().exec_driver_sql(statement)


def test_an_erasure_takes_words_out_and_the_chain_holds(kept: Centre) -> None:
    person_id = kept.write(save_person, PersonDraft(surname="Qodirova", given_name="Zulfiya")).value
    erase_person(kept, person_id=person_id, reason="Oʻz arizasi")
    assert kept.read(verify, key=KEY).ok
    said = kept.read(lambda unit: [f"{link.before}{link.after}" for link in chain.links(unit.session.connection())])
    assert "Qodirova" not in "".join(said)


def test_what_an_erasure_leaves_of_an_entry_is_sealed_by_its_act(kept: Centre, chance: random.Random) -> None:
    person_id = kept.write(save_person, PersonDraft(surname="Qodirova", given_name="Zulfiya")).value
    erase_person(kept, person_id=person_id, reason="Oʻz arizasi")
    entries = kept.read(lambda unit: list(chain.links(unit.session.connection())))
    seq = next(link.seq for link in entries if link.salt is None)

    def say_something_else(connection: Connection, _chance: random.Random) -> None:
        connection.exec_driver_sql("UPDATE journal SET after = ? WHERE seq = ?", (json.dumps({"sex": "male"}), seq))

    found = after(kept, say_something_else, chance, known=head(kept))
    assert (found.why, found.first_broken) == (Break.ERASED, seq)
