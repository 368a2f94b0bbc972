"""Tests of what the knowledge base says and of how it says it."""
