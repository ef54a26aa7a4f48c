"""One server for all tests of the web face, asked in this process."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from her2gc.sparql import described
from her2gc.sparql.pool import Pool
from her2gc.store.graph import open_graph
from her2gc.web.context import Context
from her2gc.web.server import app
from web.served import WAIT


@pytest.fixture(scope="package")
def context() -> Context:
    return Context(open_graph(memory=True, quiet=True))


@pytest.fixture(scope="package")
def client(context: Context) -> Iterator[TestClient]:
    pool = Pool(*described.pool(context.graph), seconds=WAIT, size=2)
    with TestClient(app(context, pool, []), base_url="http://127.0.0.1") as found:
        yield found
