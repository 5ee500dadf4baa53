"""Stores as officers see them: the list, the form, what many rows get at once, and the facts beside the form."""
