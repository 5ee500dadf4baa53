"""English pages that can be trusted: copied from the Vietnamese, declared finished, flagged when the source changes."""
