"""Writing Chinese by its sounds: letters become words to choose from.

``pinyin``         the port: what an engine can do, and which letters it takes
``google_pinyin``  the engine of Debian's libgooglepinyin0, which learns nothing
``writing``        the letters being typed and the words offered for them, on one field
"""
