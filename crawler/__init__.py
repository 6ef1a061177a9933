"""Gathers what a site shows into a snapshot, and has no opinion."""
