import os

# Kivy would read pytest's command line as its own.
os.environ.setdefault("KIVY_NO_ARGS", "1")

pytest_plugins = ("tests.requirements_plugin", "tests.pcscd_plugin", "pytester")
