"""The hatch: through it the console asks the running terminal for what only that can do."""
