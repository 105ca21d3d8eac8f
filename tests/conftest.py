import os

# Kivy would read pytest's command line as its own.
os.environ.setdefault("KIVY_NO_ARGS", "1")
# Several workers share two cores: libraries that would each start a thread a core only get in their way.
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "OPENCV_FOR_THREADS_NUM"):
    os.environ.setdefault(name, "1")

pytest_plugins = ("tests.requirements_plugin", "tests.pcscd_plugin", "pytester")
