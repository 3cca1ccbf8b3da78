"""The verbs: one file each, found by being there. A module imports what it needs inside its command, so that
`--help` is fast."""
