"""For those who keep the terminal running: who may do what, and the desk where they do it."""
