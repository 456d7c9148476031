"""The weights of a programme's modules, in a real database."""

import pytest

from db.models.programmes import Module
from desktop_app.centre import Centre
from desktop_app.errors import Conflict, Invalid
from desktop_app.programmes.matrix import save_weights
from desktop_app.programmes.service import programme
from tests import factories


@pytest.fixture
def module_id(centre: Centre) -> int:
    made = factories.write(
        centre,
        factories.programme(modules=[Module(place=1, title="Baholash", hours=36, competences={"B2": 3})], hours=36),
    )
    return centre.read(programme, programme_id=made.id).modules[0].id


def weights(centre: Centre) -> dict[str, int]:
    return dict(centre.read(programme, programme_id=1).modules[0].competences)


def test_a_weight_of_nought_is_not_kept(centre: Centre, module_id: int) -> None:
    centre.write(save_weights, before={module_id: {"B2": 3}}, after={module_id: {"B2": 0, "B5": 5}})
    assert weights(centre) == {"B5": 5}


def test_a_weight_beyond_five_is_refused(centre: Centre, module_id: int) -> None:
    with pytest.raises(Invalid):
        centre.write(save_weights, before={module_id: {"B2": 3}}, after={module_id: {"B2": 6}})


def test_what_somebody_else_changed_since_is_not_written_over(centre: Centre, module_id: int) -> None:
    centre.write(save_weights, before={module_id: {"B2": 3}}, after={module_id: {"B2": 1}})
    with pytest.raises(Conflict):
        centre.write(save_weights, before={module_id: {"B2": 3}}, after={module_id: {"B2": 5}})
    assert weights(centre) == {"B2": 1}
