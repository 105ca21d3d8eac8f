"""The face check: a live face beside the portrait of a chip."""

from kiosk.identity.face.base import FaceChecker, FaceDecision, FaceStep, Hint, Stage, Verdict

__all__ = ["FaceChecker", "FaceDecision", "FaceStep", "Hint", "Stage", "Verdict"]
