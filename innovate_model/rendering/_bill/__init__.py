"""A bill as text that programs read: one format, one file."""
