"""Broadsheet: a keyboard-driven reader for several accounts of one story."""

__version__ = "0.1.0"
