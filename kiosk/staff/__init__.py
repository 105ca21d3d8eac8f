"""For those who keep the terminal running: who may do what, their desk on the screen, their console."""
