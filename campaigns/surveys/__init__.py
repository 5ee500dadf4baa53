"""Surveys: asking, taking the answers, and what they say together."""
