"""What goes on paper: slips for the thermal printer, sheets for A4.

This terminal is no second platform (CH-01). A receipt, notice or decision that the platform issues as a file
is printed as it is, after its digests were checked (``as_issued``). The sheets made here are for what the
platform gives only as data (``case_papers``), and for guides, checklists and forms to fill in (``guides``).
"""
