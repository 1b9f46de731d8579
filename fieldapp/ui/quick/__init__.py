"""Captures on one screen: a meeting, an incident, feedback, a look at a step of a work.

Each shows a `FormState` and gives one back, so that it opens the draft of the form with all
questions, and the other way round.
"""
