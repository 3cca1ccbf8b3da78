"""Exporters shipped with Innovate Model, found through the entry point group `innovate_model.exporters`."""
