"""Proofs of who stands here, made at the terminal."""
