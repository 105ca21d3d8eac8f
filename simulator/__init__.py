"""The hall in a box: devices behind real wires and a reference central platform. ``kiosk`` never imports it."""
