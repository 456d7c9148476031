"""The page under the designer's hand: a sheet of paper, and on it every element as the layout places it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QGraphicsScene, QStyleOptionGraphicsItem, QWidget

from desktop_app.certificate_templates.editing import Box, box_of, page_box, placed
from desktop_app.certificate_templates.layout import Placed
from desktop_app.certificate_templates.model import AnyElement, OrnamentElement, Template
from desktop_app.certificate_templates.snapping import GRID
from ui.pages.templates.painting import paint
from ui.pages.templates.trial import Trial

MARGIN = 6.0  # mm of the desk round the paper
INK = 3.0  # mm that letters and lines may stand out of their box
_HAIR = 0.01
DESK = QColor("#8796a1")
PAPER = QColor("#ffffff")
GRID_INK = QColor("#dfe7ec")
CHOSEN, GUIDE, ABSENT = QColor("#1b6680"), QColor("#c2410c"), QColor("#8a97a3")
"""The paper is white in every theme, and so are the inks of what lies over it."""


class ElementItem(QGraphicsItem):
    """One element; what the paper has nothing of is an empty dashed box."""

    def __init__(self, element: AnyElement, trial: Trial) -> None:
        super().__init__()
        self.element = element
        self.trial = trial
        self.seen: Placed | None = trial.seen(element)
        self.is_left_out = False
        if isinstance(element, OrnamentElement):
            # Thousands of strokes: drawn once for each zoom.
            self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)

    def show_as(self, element: AnyElement, trial: Trial, *, is_left_out: bool) -> None:
        if element == self.element and trial is self.trial and is_left_out == self.is_left_out:
            return
        self.prepareGeometryChange()
        self.element, self.trial, self.is_left_out = element, trial, is_left_out
        self.seen = trial.seen(element)
        self.update()

    def boundingRect(self) -> QRectF:
        return rect_of(box_of(self.element)).adjusted(-INK, -INK, INK, INK)

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        if self.seen is not None and not self.is_left_out:
            painter.save()
            paint(painter, self.seen, self.trial.files)
            painter.restore()
            return
        pen = QPen(ABSENT, 0, Qt.PenStyle.DotLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect_of(box_of(self.element)))


class PageScene(QGraphicsScene):
    """One side of a template, its unit a millimetre. It is shown anew by what differs from before."""

    def __init__(self) -> None:
        super().__init__()
        self.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self.template: Template | None = None
        self.side = 0
        self.chosen: tuple[str, ...] = ()
        self.has_grid = True
        self.guides: tuple[tuple[float, ...], tuple[float, ...]] = ((), ())
        self._items: dict[str, ElementItem] = {}
        self._trial = Trial({}, "uz_Latn")
        self._is_on_blank = False

    @property
    def page(self) -> Box:
        assert self.template is not None
        return page_box(self.template)

    @property
    def elements(self) -> Sequence[AnyElement]:
        """Those of the side that is seen, as they are shown just now, from the lowest to the uppermost."""
        assert self.template is not None
        return [self._items[element.id].element for element in self.template.sides[self.side].elements]

    def boxes(self, ids: Collection[str]) -> dict[str, Box]:
        return {element.id: box_of(element) for element in self.elements if element.id in ids}

    def seen(self, element_id: str) -> Placed | None:
        return self._items[element_id].seen

    def show_template(self, template: Template, side: int, trial: Trial, *, is_on_blank: bool) -> None:
        """``is_on_blank``: without what the blank has printed already."""
        self.template, self.side, self._trial, self._is_on_blank = template, side, trial, is_on_blank
        elements = template.sides[side].elements
        wanted = {element.id for element in elements}
        for name in [name for name in self._items if name not in wanted]:
            self.removeItem(self._items.pop(name))
        for height, element in enumerate(elements):
            self._show(element).setZValue(height)
        rect = rect_of(self.page)
        self.setSceneRect(rect.adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN))
        self.update()

    def choose(self, chosen: tuple[str, ...]) -> None:
        self.chosen = chosen
        self.update()

    def try_boxes(self, boxes: Mapping[str, Box]) -> None:
        """Show these elements elsewhere, as long as they are dragged."""
        for name, box in boxes.items():
            element = self._items[name].element
            self._show(replace(element, place=placed(element.place, box)))
        self.update()

    def put_back(self) -> None:
        """Show everything where it was before it was dragged."""
        assert self.template is not None
        for element in self.template.sides[self.side].elements:
            self._show(element)

    def _show(self, element: AnyElement) -> ElementItem:
        item = self._items.get(element.id)
        if item is None or type(item.element) is not type(element):
            if item is not None:
                self.removeItem(item)
            item = self._items[element.id] = ElementItem(element, self._trial)
            self.addItem(item)
        item.show_as(element, self._trial, is_left_out=self._is_on_blank and element.is_background)
        return item

    def element_at(self, point: QPointF, reach: float) -> AnyElement | None:
        """The uppermost that is not locked; ``reach`` is in mm, so that a flat line can be hit."""
        around = QRectF(point.x() - reach, point.y() - reach, 2 * reach, 2 * reach)
        under = (
            element
            for element in reversed(self.elements)
            if not element.is_locked and _with_body(rect_of(box_of(element))).intersects(around)
        )
        return next(under, None)

    def elements_in(self, rect: QRectF) -> list[AnyElement]:
        """Those that lie wholly within it and are not locked."""
        return [
            element for element in self.elements if not element.is_locked and rect.contains(rect_of(box_of(element)))
        ]

    def drawBackground(self, painter: QPainter, rect: QRectF) -> None:
        painter.fillRect(rect, DESK)
        if self.template is None:
            return
        page = rect_of(self.page)
        painter.fillRect(page, PAPER)
        if self.has_grid:
            painter.setPen(QPen(GRID_INK, 0))
            painter.drawLines(list(_grid(page)))

    def drawForeground(self, painter: QPainter, _rect: QRectF) -> None:
        if self.template is None:
            return
        page = rect_of(self.page)
        painter.setPen(QPen(GUIDE, 0))
        across, down = self.guides
        painter.drawLines([QLineF(x, page.top() - MARGIN, x, page.bottom() + MARGIN) for x in across])
        painter.drawLines([QLineF(page.left() - MARGIN, y, page.right() + MARGIN, y) for y in down])
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for name, box in self.boxes(self.chosen).items():
            style = Qt.PenStyle.DashLine if self._items[name].element.is_locked else Qt.PenStyle.SolidLine
            painter.setPen(QPen(CHOSEN, 0, style))
            painter.drawRect(rect_of(box))


def rect_of(box: Box) -> QRectF:
    return QRectF(box.left, box.top, box.width, box.height)


def _with_body(rect: QRectF) -> QRectF:
    """A rectangle without width or height meets nothing, to Qt."""
    return rect.adjusted(-_HAIR, -_HAIR, _HAIR, _HAIR)


def _grid(page: QRectF) -> Iterable[QLineF]:
    for step in range(1, int(page.width() / GRID) + 1):
        yield QLineF(step * GRID, page.top(), step * GRID, page.bottom())
    for step in range(1, int(page.height() / GRID) + 1):
        yield QLineF(page.left(), step * GRID, page.right(), step * GRID)
