"""The ground of everything on paper: fonts, pages, tables, charts and codes."""
