"""Abbreviations."""

from __future__ import annotations

from tests.reports.checks.planting import Ground, plant


@plant("text.abbreviations_differ", "“Testing Advisory Group”, and is spelt out as “Technical Advisory Group”")
def spelt_out_otherwise(ground: Ground) -> None:
    ground.text("website", "<p>Papers of the Technical Advisory Group (TAG) are read most.</p>")


@plant("text.abbreviations_unexplained", "QRZ is not in the glossary")
def unexplained(ground: Ground) -> None:
    ground.text("website", "<p>Pages about the QRZ are read most.</p>")
