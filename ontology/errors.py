"""Everything that can go wrong by a user's doing, as one tree.

XianzhiError
├── InputError          a file or folder cannot be read, or is not what it should be
│   ├── EncodingError   the bytes are in no encoding that we read
│   └── RecordError     a line is no extraction record
├── GraphError          a graph folder is missing, damaged or in use
├── QueryError          a query is wrong, refused, or ran into its limit
│   └── LimitError      a query ran into its limit of time or memory
├── NotFoundError       no entity has that name
└── MissingExtraError   an optional part is not installed

The command line prints the message of any of these as one line and exits with 2.
"""

from __future__ import annotations


class XianzhiError(Exception):
    """Root of the errors that a user can act on; the message says what is wrong and what to do."""


class InputError(XianzhiError):
    """A file or folder cannot be read, or is not what it should be."""


class EncodingError(InputError):
    """The bytes of a file are in no encoding that we read."""


class RecordError(InputError):
    """A line is not an extraction record."""


class GraphError(XianzhiError):
    """A graph folder is missing, damaged or in use by another build."""


class QueryError(XianzhiError):
    """A query is wrong, is refused, or ran into its limit of time or rows."""


class LimitError(QueryError):
    """A query ran into its limit of time or memory, or died of it."""


class NotFoundError(XianzhiError):
    """No entity has that name; the message lists the nearest ones."""


class MissingExtraError(XianzhiError):
    """An optional part is not installed; the message holds the install command."""
