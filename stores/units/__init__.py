"""Communes and wards, those of today and those of before, as the public meets them: pages, old names, counts."""
