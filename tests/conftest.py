"""What holds for the whole suite."""

from hypothesis import settings

# A deadline measures the neighbours on a shared machine, not the code. Everything else stays as Hypothesis chose it,
# which in CI means the same examples every time.
settings.register_profile("patient", parent=settings(), deadline=None)
settings.register_profile("long", parent=settings.get_profile("patient"), print_blob=True)
settings.load_profile("patient")
