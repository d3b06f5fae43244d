"""Frozen values, closed vocabularies and pure rules of the field."""
