"""What is new, for programs that fetch it: Atom, RSS and JSON Feed of everything, a kind, a topic or an agency."""
