"""What goes on paper: slips for the thermal printer."""
