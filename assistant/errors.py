"""The project's errors: each message says what is wrong, where, and what to do next."""


class PinpointError(Exception):
    """Base of every error an edge may show to a person, as one line."""


class CorpusError(PinpointError):
    """`corpus.toml` or a file it names is not usable."""


class IndexMissing(PinpointError):
    """No index has been built where the settings point."""


class IndexMismatch(PinpointError):
    """An index is there, but it is damaged, foreign, older, or of another corpus or model."""


class IndexBusy(PinpointError):
    """Another process holds the writer's lock."""


class SettingError(PinpointError):
    """A setting has a value that cannot be used."""


class DataError(PinpointError):
    """A file of cases, prompts or user data does not have the form it must have."""
