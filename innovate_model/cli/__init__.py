"""The command line: arguments, printing, files and exit codes. Nothing else in the house does any of these."""
