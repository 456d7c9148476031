"""The window on the page: zoomed, walked with Tab, moved and sized with the mouse and with the arrows alike."""

from collections.abc import Collection

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QPixmapCache,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsView, QWidget

from desktop_app.certificate_templates.editing import Box, box_of, page_box
from desktop_app.certificate_templates.model import Template, TextElement
from desktop_app.certificate_templates.snapping import GRID, Lines, lines_of
from ui.pages.templates.drags import EDGES, NO_GUIDES, Moving, Pull, Sizing
from ui.pages.templates.rulers import RULER, Ruler
from ui.pages.templates.scene import CHOSEN, PAPER, PageScene, rect_of
from ui.pages.templates.trial import Trial

ORNAMENTS_KB = 96 * 1024
HANDLE_PX, SNAP_PX, DRAG_PX = 8, 6, 4
LEAST_ZOOM, MOST_ZOOM, ZOOM_STEP = 0.8, 40.0, 1.2  # pixels a millimetre
STEP, FINE_STEP = 1.0, 0.1  # mm of an arrow key
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_CURSORS = {
    "left top": Qt.CursorShape.SizeFDiagCursor,
    "right bottom": Qt.CursorShape.SizeFDiagCursor,
    "right top": Qt.CursorShape.SizeBDiagCursor,
    "left bottom": Qt.CursorShape.SizeBDiagCursor,
    "left": Qt.CursorShape.SizeHorCursor,
    "right": Qt.CursorShape.SizeHorCursor,
    "top": Qt.CursorShape.SizeVerCursor,
    "bottom": Qt.CursorShape.SizeVerCursor,
}


class Canvas(QGraphicsView):
    """Tells what a person wants; what is shown is what ``show_template`` was given last."""

    chosen = Signal(tuple)
    """The names of the elements."""
    boxes_wanted = Signal(object, bool)
    """Where elements shall be, by name; True while an arrow key goes on."""
    text_wanted = Signal()
    """The words of the chosen element are to be written."""
    zoomed = Signal()

    def __init__(self, parent: QWidget) -> None:
        # Qt forgets a drawn ornament that is larger than this, and would draw it anew at every move of the mouse.
        QPixmapCache.setCacheLimit(max(QPixmapCache.cacheLimit(), ORNAMENTS_KB))
        self.page = PageScene()
        super().__init__(self.page, parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.has_snap = True
        self.is_read_only = False
        self._is_fit = True
        self._pressed: QPointF | None = None
        self._drag: Moving | Sizing | None = None
        self._band: QRectF | None = None
        self._tried: dict[str, Box] = {}
        self.rulers = (Ruler(self, Qt.Orientation.Horizontal), Ruler(self, Qt.Orientation.Vertical))
        self.setViewportMargins(RULER, RULER, 0, 0)
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(self._update_rulers)

    def show_template(self, template: Template, side: int, trial: Trial, *, is_on_blank: bool) -> None:
        is_other = self.page.template is None or self.page.page != page_box(template)
        self.page.show_template(template, side, trial, is_on_blank=is_on_blank)
        if is_other and self._is_fit:
            self.fit()

    def choose(self, chosen: tuple[str, ...]) -> None:
        """Show what is chosen; tells nobody."""
        self.page.choose(chosen)
        boxes = self.page.boxes(chosen)
        self.setAccessibleDescription(", ".join(boxes))
        if boxes and not self._is_fit:
            self.ensureVisible(rect_of(next(iter(boxes.values()))))

    @property
    def zoom(self) -> float:
        """Pixels a millimetre."""
        return self.transform().m11()

    @property
    def real_zoom(self) -> float:
        """That at which a millimetre on the screen is one."""
        return self.screen().physicalDotsPerInch() / 25.4

    def fit(self) -> None:
        """As large as the whole page has room."""
        self._is_fit = True
        scene = self.sceneRect()
        if scene.isEmpty():
            return
        room = self.viewport().size()
        self._set_zoom(min(room.width() / scene.width(), room.height() / scene.height()))

    def zoom_to(self, zoom: float) -> None:
        self._is_fit = False
        self._set_zoom(zoom)

    def zoom_by(self, steps: float) -> None:
        self.zoom_to(self.zoom * ZOOM_STEP**steps)

    def _set_zoom(self, zoom: float) -> None:
        zoom = min(max(zoom, LEAST_ZOOM), MOST_ZOOM)
        self.resetTransform()
        self.scale(zoom, zoom)
        self._update_rulers()
        self.zoomed.emit()

    def _update_rulers(self) -> None:
        for ruler in self.rulers:
            ruler.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        across, down = self.rulers
        around = self.viewport().geometry()
        across.setGeometry(around.left(), around.top() - RULER, around.width(), RULER)
        down.setGeometry(around.left() - RULER, around.top(), RULER, around.height())
        if self._is_fit:
            self.fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(event.angleDelta().y() / 120)
            event.accept()
        else:
            super().wheelEvent(event)

    def event(self, event: QEvent) -> bool:
        """Ctrl+0 is a page of the window elsewhere, and here the whole sheet, as in every drawing program."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_fit_key(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        modifiers = event.modifiers()
        is_plain = not modifiers & ~Qt.KeyboardModifier.KeypadModifier
        if _is_fit_key(event):
            self.fit()
        elif event.key() in _ARROWS and not modifiers & Qt.KeyboardModifier.AltModifier:
            self._nudge(*_ARROWS[Qt.Key(event.key())], modifiers)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2) and is_plain and self.page.chosen:
            self.text_wanted.emit()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, is_next: bool) -> bool:
        """Tab walks the elements from the lowest to the uppermost, and then goes on to the next field."""
        if self.page.template is None:
            return super().focusNextPrevChild(is_next)
        names = [element.id for element in self.page.elements]
        known = [names.index(name) for name in self.page.chosen if name in names]
        at = known[-1] + (1 if is_next else -1) if known else 0 if is_next else len(names) - 1
        if 0 <= at < len(names):
            self.chosen.emit((names[at],))
            return True
        self.chosen.emit(())
        return super().focusNextPrevChild(is_next)

    def _nudge(self, across: int, down: int, modifiers: Qt.KeyboardModifier) -> None:
        step = FINE_STEP if modifiers & Qt.KeyboardModifier.ShiftModifier else STEP
        boxes = self._free_boxes()
        if not boxes or self.is_read_only:
            return
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            wanted = {
                name: Box(box.left, box.top, max(box.width + across * step, 0), max(box.height + down * step, 0))
                for name, box in boxes.items()
            }
        else:
            wanted = {name: box.moved(across * step, down * step) for name, box in boxes.items()}
        self.boxes_wanted.emit(wanted, True)

    def _free_boxes(self) -> dict[str, Box]:
        """Of the chosen those that are not locked."""
        locked = {element.id for element in self.page.elements if element.is_locked}
        return {name: box for name, box in self.page.boxes(self.page.chosen).items() if name not in locked}

    def give_up(self) -> None:
        """Put back what is being dragged; else choose nothing."""
        if self._drag is not None:
            self.page.put_back()
            self._end_drag()
        else:
            self.chosen.emit(())

    def _end_drag(self) -> None:
        self._pressed = self._drag = self._band = None
        self._tried = {}
        self.page.guides = NO_GUIDES
        self.page.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self.page.template is None:
            super().mousePressEvent(event)
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._pressed = point = self.mapToScene(event.position().toPoint())
        edges = self._handle_at(event.position().toPoint())
        if edges:
            [(name, box)] = self._free_boxes().items()
            self._drag = Sizing(name, box, edges, self._lines({name}))
            return
        hit = self.page.element_at(point, 2 / self.zoom)
        is_adding = bool(event.modifiers() & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier))
        if hit is None:
            self._band = QRectF(point, point)
            if not is_adding:
                self.chosen.emit(())
        elif is_adding:
            was = hit.id in self.page.chosen
            others = tuple(name for name in self.page.chosen if name != hit.id)
            self.chosen.emit(others if was else (*others, hit.id))
        elif hit.id not in self.page.chosen:
            self.chosen.emit((hit.id,))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = self.mapToScene(event.position().toPoint())
        for ruler in self.rulers:
            ruler.follow(event.position().toPoint())
        if self._pressed is None:
            over = self._handle_at(event.position().toPoint())
            self.viewport().setCursor(_CURSORS.get(over, Qt.CursorShape.ArrowCursor))
            return
        gone = point - self._pressed
        if self._band is not None:
            self._band = QRectF(self._pressed, point).normalized()
            self.viewport().update()
            return
        if self._drag is None:
            boxes = self._free_boxes()
            if self.is_read_only or not boxes or gone.manhattanLength() * self.zoom < DRAG_PX:
                return
            self._drag = Moving(boxes, self._lines(boxes))
        modifiers = event.modifiers()
        is_free = not self.has_snap or bool(modifiers & Qt.KeyboardModifier.AltModifier)
        reach = 0.0 if is_free else SNAP_PX / self.zoom
        is_straight = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        self._tried, self.page.guides = self._drag.pulled(Pull(gone.x(), gone.y(), reach, is_straight))
        self.page.try_boxes(self._tried)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        band, tried = self._band, self._tried
        self._end_drag()
        if tried:
            self.boxes_wanted.emit(tried, False)
        elif band is not None and band.width() * self.zoom > DRAG_PX:
            self.chosen.emit(tuple(element.id for element in self.page.elements_in(band)))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        hit = self.page.element_at(self.mapToScene(event.position().toPoint()), 2 / self.zoom)
        if hit is not None:
            self.chosen.emit((hit.id,))
        if isinstance(hit, TextElement):
            self.text_wanted.emit()

    def _lines(self, moved: Collection[str]) -> Lines:
        others = [box_of(element) for element in self.page.elements if element.id not in moved]
        return lines_of(self.page.page, others, grid=GRID if self.page.has_grid else 0.0)

    def _handles(self) -> dict[str, QRect]:
        """Of the one element that can be sized, by the edges that they draw, in pixels."""
        boxes = self._free_boxes() if self.page.template is not None and not self.is_read_only else {}
        if len(boxes) != 1 or len(self.page.chosen) != 1:
            return {}
        [box] = boxes.values()
        half = QPoint(HANDLE_PX // 2, HANDLE_PX // 2)
        found = {}
        for edges, (across, down) in EDGES.items():
            at = self.mapFromScene(box.left + box.width * across, box.top + box.height * down)
            found[edges] = QRect(at - half, at + half)
        return found

    def _handle_at(self, at: QPoint) -> str:
        return next((edges for edges, rect in self._handles().items() if rect.adjusted(-2, -2, 2, 2).contains(at)), "")

    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:
        super().drawForeground(painter, rect)
        painter.save()
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(CHOSEN, 1))
        painter.setBrush(PAPER)
        for handle in self._handles().values():
            painter.drawRect(handle)
        if self._band is not None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.mapFromScene(self._band).boundingRect())
        painter.restore()


def _is_fit_key(event: QKeyEvent) -> bool:
    is_control = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.ControlModifier
    return event.key() == Qt.Key.Key_0 and is_control
