"""The hall in a box: devices behind real wires, and a reference platform. ``kiosk`` never imports it."""
