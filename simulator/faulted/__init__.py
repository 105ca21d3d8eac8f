"""A thousand submissions through every fault: none may be lost, none may arrive twice.

``python -m simulator.faulted`` runs the real store, courier and client as a process of its own, the reference
platform as another, and a fault line between them. One fault meets each submission, at a random step. The
count at the end is made in the platform's own database.
"""
