"""Elements on the clipboard, so that they go from one template to another; nothing on it is taken on trust."""

import json
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from desktop_app.certificate_templates.definition import checked_definition, to_definition
from desktop_app.certificate_templates.model import AnyElement, Side, Template

MEDIA_TYPE = "application/x-mahorat-elements"


def copy_elements(template: Template, elements: Sequence[AnyElement]) -> None:
    written = to_definition(replace(template, sides=(Side(tuple(elements)),)))
    carried = QMimeData()
    carried.setData(MEDIA_TYPE, json.dumps(written, ensure_ascii=False).encode())
    QGuiApplication.clipboard().setMimeData(carried)


def copied_elements() -> tuple[AnyElement, ...]:
    """Nothing where the clipboard holds something else."""
    carried = QGuiApplication.clipboard().mimeData()
    if not carried.hasFormat(MEDIA_TYPE):
        return ()
    try:
        template, _errors = checked_definition(json.loads(bytes(carried.data(MEDIA_TYPE).data())))
    except ValueError:
        return ()
    return () if template is None else tuple(template.elements())
