"""Long JSON, written and read in parts, is the JSON that the standard module writes and reads."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import long_json

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(VALUES, st.integers(min_value=1, max_value=3))
def test_it_writes_and_reads_what_the_standard_module_does(value: object, at_once: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(long_json, "PIECES_AT_ONCE", at_once)
        patch.setattr(long_json, "LONG_TEXT", 0)
        text = long_json.dumps(value)
        assert text == json.dumps(value)
        assert long_json.loads(text) == value
        assert long_json.loads(json.dumps(value, indent=1)) == value


def test_a_long_list_of_rows_comes_back_with_its_days_as_text() -> None:
    rows = [[number, date(2026, 11, 21)] for number in range(10_000)]
    text = long_json.dumps(rows, default=date.isoformat)
    assert len(text) > long_json.LONG_TEXT
    assert long_json.loads(text)[-1] == [9_999, "2026-11-21"]


@pytest.mark.parametrize("text", ["[1, 2", '{"a": 1', '{"a"}', "[1 x]"])
def test_a_text_that_is_cut_off_is_refused(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(long_json, "LONG_TEXT", 0)
        with pytest.raises(ValueError, match=r"."):
            long_json.loads(text)
