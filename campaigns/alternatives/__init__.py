"""The finder of alternatives: what the public asks, and what editors and the home page are given of it."""
