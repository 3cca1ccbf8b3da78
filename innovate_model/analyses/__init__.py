"""Questions about a model: pure functions that state facts and judge nothing."""
