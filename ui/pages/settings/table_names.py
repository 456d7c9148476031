"""What the tables are called where people meet them: in the journal and in the look at a backup."""

from desktop_app.i18n import N_, _

TABLE_NAMES = {
    "attendance_mark": N_("Marks of attendance"),
    "calendar_day": N_("Days of the calendar"),
}


def table_name(table: str) -> str:
    return _(TABLE_NAMES[table]) if table in TABLE_NAMES else table
