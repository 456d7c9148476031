"""A centre for a command that may begin in an empty folder."""

from desktop_app.bootstrap import create_centre
from desktop_app.centre import Centre
from desktop_app.paths import CentrePaths
from desktop_app.reference.records import NewCentre

DEMONSTRATION = NewCentre(
    name="Toshkent viloyati pedagogik mahorat markazi",
    region_code="1727",
    director="Karimova Dilnoza Anvarovna",
    address="Toshkent viloyati, Chirchiq shahri, Namuna koʻchasi, 1-uy",
    email="markaz@example.uz",
    return_address="hisobot@example.uz",
    code="TV",
    staff_name="Saidova Nodira Rustam qizi",
    staff_title="Metodist",
    is_demonstration=True,
)


def make_centre(paths: CentrePaths) -> Centre:
    """A made-up one to try the program with."""
    return create_centre(paths, DEMONSTRATION)
