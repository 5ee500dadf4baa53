"""Share cards: the picture that other sites show when somebody passes on one of our addresses."""

from .card import HEIGHT, WIDTH, Card, card_for

__all__ = ["HEIGHT", "WIDTH", "Card", "card_for"]
