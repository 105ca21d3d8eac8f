"""The words of the hall and their rules. Pure: no input or output, no clock of its own."""
