"""A paper's way through a printer and somebody's scanner, and what it loses on it."""

from __future__ import annotations

import cv2
import numpy as np

Page = np.ndarray
DPI = 300


def scanned(page: Page, rng: np.random.Generator) -> Page:
    """Medium damage: toner that spreads and wears, a page laid askew, a soft lens, noise, shadow, JPEG."""
    height, width = page.shape
    worn = cv2.erode(page, np.ones((2, 2), np.uint8)) if rng.random() < 0.5 else page
    spots = rng.random(page.shape) < 0.004
    worn = np.where(spots, rng.integers(0, 256, page.shape), worn).astype(np.uint8)
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), float(rng.uniform(-3, 3)), 1)
    askew = cv2.warpAffine(worn, turn, (width, height), borderValue=255)
    soft = cv2.GaussianBlur(askew, (0, 0), float(rng.uniform(0.8, 1.6)))
    shade = np.linspace(rng.uniform(0.7, 1), rng.uniform(0.7, 1), width)[None, :]
    dim = soft.astype(np.float64) * shade * rng.uniform(0.7, 0.95) + rng.uniform(5, 35)
    noisy = np.clip(dim + rng.normal(0, 12, page.shape), 0, 255).astype(np.uint8)
    _, packed = cv2.imencode(".jpg", noisy, [cv2.IMWRITE_JPEG_QUALITY, 55])
    again = cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE)
    assert again is not None
    return again
