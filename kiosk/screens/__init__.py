"""The Kivy front end: it draws the view that is up and answers with what was pressed.

A *screen* is a function of a view and a look: it yields *parts* (frozen values: a box, words, an icon, a
target) in logical pixels. A *sheet* keeps one group of canvas instructions a part and repaints only the parts
that changed. No part knows Kivy; ``painter`` alone turns parts into Kivy's instructions.

To add a screen: subclass ``screen.Screen`` in a module of its own, yield parts from ``widgets``, and enter it
in ``registry.SCREENS`` under the view's name. A view without a screen is drawn by ``generic``.

Import nothing from here before ``environment.prepare`` has run.
"""
