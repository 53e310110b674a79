"""Figures of the portal against its peers, each one command: make figure ID=P3. docs/figures.md explains them.

The parent process imports nothing of Django; what is measured runs in processes of its own.
"""
