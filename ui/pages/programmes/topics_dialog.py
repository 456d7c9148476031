"""The topics of a module in a form of their own; their hours, once given, are the module's."""

from PySide6.QtWidgets import QWidget

from desktop_app.i18n import _
from desktop_app.language.apostrophes import tidy
from desktop_app.programmes.records import KindHours, TopicRecord
from ui.pages.programmes.kind_parts import KindParts, kind_captions
from ui.pages.programmes.lines_editor import Line, LinesEditor
from ui.widgets.form_dialog import FormDialog
from ui.widgets.text import Role, label

SIZE = (820, 480)


class TopicLine(Line[TopicRecord]):
    def __init__(self, topic: TopicRecord | None) -> None:
        super().__init__()
        self._id = topic.id if topic else 0
        self.title = self.text_part(topic.title if topic else "", _("Title of the topic"))
        self.kinds = KindParts(self, topic.by_kind if topic else KindHours())
        self.lay((self.title, *self.kinds.boxes))

    @property
    def record(self) -> TopicRecord | None:
        title, hours = tidy(self.title.text()), self.kinds.hours
        return TopicRecord(title, hours, self._id) if title or hours.total else None


class TopicsDialog(FormDialog):
    """Finishes with the topics as a tuple."""

    def __init__(self, owner: QWidget, title: str, topics: tuple[TopicRecord, ...]) -> None:
        super().__init__(
            owner,
            title=_("Topics: {module}", module=title),
            save_text=_("Take these topics"),
            intro=_("Where topics have hours, these make up the hours of the module."),
        )
        self.resize(*SIZE)
        self.topics: LinesEditor[TopicRecord] = LinesEditor(
            add_text=_("Add a topic"),
            add_key="Ctrl+N",
            make_line=TopicLine,
            captions=((_("Topic"), 0), *kind_captions()),
        )
        self._sum = label("", Role.MUTED)
        self.body.addWidget(self.topics, 1)
        self.body.addWidget(self._sum)
        self.topics.set_records(topics)
        self.topics.edited.connect(self._say_sum)
        self._say_sum()

    def values(self) -> dict[str, object]:
        return {"topics": self.topics.records}

    def submit(self) -> None:
        if any(not topic.title for topic in self.topics.records):
            self.banner.show_error(_("Every topic needs a title."))
        else:
            self.finish(self.topics.records)

    def _say_sum(self) -> None:
        hours = sum((topic.by_kind for topic in self.topics.records), KindHours())
        self._sum.setText(_("The topics have {hours} hours in all.", hours=hours.total))
