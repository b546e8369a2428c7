"""Tables kept between processes: what one has worked out, the next one looks up.

``layout`` says what such a file holds, ``writer`` and ``reader`` make it and read it, and
``files`` knows where it is, and whether it is to be trusted.
"""
