"""Arguments and options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

StoreArgument = Annotated[
    str,
    typer.Argument(metavar="STORE", help="A file, or a postgresql+psycopg:// address."),
]
ActingMember = Annotated[
    str | None,
    typer.Option("--as", metavar="HANDLE", help="Who acts; the first project leader otherwise."),
]
PortOption = Annotated[
    int | None,
    typer.Option("--port", min=1, max=65535, help="Where to listen; a free port otherwise."),
]
