"""Measure validity and speed."""
