"""“Is this page useful?”: an answer of readers that staff count and read, without knowing who answered."""
