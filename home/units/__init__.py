"""The history of administrative units: loading it, and finding today's unit for a name from any time."""
