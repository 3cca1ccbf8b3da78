"""Innovate Model."""
