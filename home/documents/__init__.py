"""Printed matter: data and a template of `templates/documents/` become a tagged PDF."""

from .typesetting import picture_of, render

__all__ = ["picture_of", "render"]
