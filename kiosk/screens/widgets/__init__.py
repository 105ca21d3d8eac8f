"""What screens are made of. Each function yields parts in logical pixels; none keeps state.

``words``    a line or two of text, in one or both languages
``buttons``  primary, secondary and quiet buttons
``tiles``    the hero tile, tiles, option rows
``inputs``   boxes that are typed into
``keypad``   number pad, letters, alphabet
``chinese_keys``  letters for pinyin, capitals, digits and signs
``candidates``    the words offered for pinyin
``written``       the two above each other
``cards``    information cards and chips, which are never pressed
``lattice``  the window lattice behind a look zone
``zones``    look zone and press zone, with the title block
``steps``    dots and step bar
``ticket``   the shape of a queue ticket
``dialog``   a question over everything
``pager``    上一页 · 1/3 页 · 下一页
"""
