"""Bytes of many rows put together by the database."""

import pytest
from sqlalchemy import column, func, select, values

from db.joined import joined_bytes
from desktop_app.centre import Centre


@pytest.mark.of_a_file
def test_no_byte_is_lost_and_other_aggregates_keep_the_same_order(centre: Centre) -> None:
    pieces = [bytes([number, 0, 255, 128]) for number in range(256)]
    rows = values(column("at"), column("piece")).data(list(enumerate(pieces))).cte("pieces")
    statement = select(joined_bytes(rows.c.piece), func.aggregate_strings(func.hex(rows.c.piece), ","))
    whole, told = centre.read(lambda unit: unit.session.execute(statement).one())
    assert sorted(whole[at : at + 4] for at in range(0, len(whole), 4)) == pieces
    assert whole == b"".join(bytes.fromhex(each) for each in told.split(","))
