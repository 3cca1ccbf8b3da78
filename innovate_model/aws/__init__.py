"""The boundary to AWS: what AWS answered, how it is asked, what it means, and an emulator to try all of it on.

`collect` -> `snapshot` -> `observe`, and `emulator`, `sandbox`. boto3 is imported inside the functions that need it.
"""
