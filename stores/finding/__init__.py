"""Finding places: every public store as a row of bitmaps, kept in the process until something changes."""
