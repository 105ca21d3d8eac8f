"""Endurance: one check-in after another, with troubles at random, and a judge who counts paper."""
