"""A SPARQL 1.1 server with Apache Jena as its store, which keeps all in memory: run by the Python of ``.venv-readers``.

Usage: jena_server.py LIBJVM PORT; query, update and the Graph Store Protocol at /query, /update and /store. Debian
carries Jena's engine and stores (libapache-jena-java) without Fuseki, its server, so this one takes Fuseki's part.
Where the variables STORE_USER and STORE_PASSWORD are set, it writes for them only.
"""

import base64
import os
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any
from urllib.parse import parse_qs, urlsplit
from zipfile import ZipFile

import jpype
import jpype.imports

ARCHIVES = Path("/usr/share/java")
NEEDED = """
    jena-arq jena-base jena-core jena-iri jena-tdb2 jena-dboe-base jena-dboe-index jena-dboe-storage
    jena-dboe-trans-data jena-dboe-transaction commons-cli commons-codec commons-compress commons-io
    commons-lang3 dexx.collection gson guava jackson-annotations jackson-core jackson-databind
    jakarta.json-api jsonld-java protobuf slf4j-api slf4j-nop thrift titanium-json-ld xercesImpl
""".split()  # noqa: SIM905
WRONG, RIGHT = (
    "org/apache/jena/ext/xerces/",
    "xerces/",
)  # where Debian has the parser's messages, where it looks


class Handler(BaseHTTPRequestHandler):
    """Answers one request; what writes is one transaction, taken whole or not at all."""

    store: Any = None
    lock = Lock()

    def do_GET(self) -> None:
        asked = parse_qs(urlsplit(self.path).query).get("query")
        if asked:
            self._query(asked[0])
        else:
            self._answer(200, b"here")

    def do_POST(self) -> None:
        body = self._body().decode()
        if self.path.startswith("/update"):
            self._write(lambda: self._updated(body))
        elif self.headers["Content-Type"].startswith("application/x-www-form-urlencoded"):
            self._query(parse_qs(body)["query"][0])
        else:
            self._query(body)

    def do_PUT(self) -> None:
        body = self._body()
        name = parse_qs(urlsplit(self.path).query)["graph"][0]
        self._write(lambda: self._replaced(name, body))

    def _body(self) -> bytes:
        length = int(self.headers["Content-Length"])
        body = self.rfile.read(length)
        if len(body) < length:
            raise ConnectionError("the client hung up")
        return body

    def _query(self, text: str) -> None:
        from java.io import ByteArrayOutputStream
        from org.apache.jena.query import QueryExecutionFactory, QueryFactory, ReadWrite, ResultSetFormatter

        out = ByteArrayOutputStream()
        with self.lock:
            self.store.begin(ReadWrite.READ)
            try:
                query = QueryFactory.create(text)
                run = QueryExecutionFactory.create(query, self.store)
                found = run.execAsk() if query.isAskType() else run.execSelect()
                ResultSetFormatter.outputAsJSON(out, found)
            except jpype.JException as error:
                return self._answer(400, str(error).encode())
            finally:
                self.store.end()
        return self._answer(200, bytes(out.toByteArray()), "application/sparql-results+json")

    def _write(self, do: Any) -> None:
        from org.apache.jena.query import ReadWrite

        if not self._known():
            return self._answer(401, b"who is there?")
        with self.lock:
            self.store.begin(ReadWrite.WRITE)
            try:
                do()
                self.store.commit()
            except jpype.JException as error:
                self.store.abort()
                return self._answer(400, str(error).encode())
            finally:
                self.store.end()
        return self._answer(204, b"")

    def _known(self) -> bool:
        user = os.environ.get("STORE_USER")
        pair = f"{user}:{os.environ.get('STORE_PASSWORD')}".encode()
        return user is None or self.headers["Authorization"] == f"Basic {base64.b64encode(pair).decode()}"

    def _updated(self, text: str) -> None:
        from org.apache.jena.update import UpdateAction

        UpdateAction.parseExecute(text, self.store)

    def _replaced(self, name: str, body: bytes) -> None:
        from java.io import ByteArrayInputStream
        from org.apache.jena.graph import NodeFactory
        from org.apache.jena.riot import Lang, RDFDataMgr

        graph = NodeFactory.createURI(name)
        self.store.asDatasetGraph().removeGraph(graph)
        RDFDataMgr.read(self.store.getNamedModel(name), ByteArrayInputStream(body), Lang.NTRIPLES)

    def _answer(self, status: int, body: bytes, kind: str = "text/plain; charset=utf-8") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


def messages(folder: str) -> str:
    """Put the messages of Jena's XML parser where it looks for them; return the folder."""
    with ZipFile(ARCHIVES / "jena-core.jar") as archive:
        for name in archive.namelist():
            if name.startswith(WRONG) and name.endswith(".properties"):
                path = Path(folder, RIGHT, name.removeprefix(WRONG))
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(archive.read(name))
    return folder


def main(libjvm: str, port: str) -> None:
    """Start Java, make a store whose queries see the union of its named graphs, and serve."""
    with TemporaryDirectory() as folder:
        classes = [messages(folder), *(str(ARCHIVES / f"{each}.jar") for each in NEEDED)]
        options = ("--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
        jpype.startJVM(libjvm, *options, classpath=classes, convertStrings=True)
        serve(int(port))


def serve(port: int) -> None:
    """Serve until killed."""
    from java.lang import Boolean
    from org.apache.jena.sys import JenaSystem

    JenaSystem.init()  # before any of its classes is looked at
    from org.apache.jena.tdb2 import TDB2, TDB2Factory

    Handler.store = TDB2Factory.createDataset()
    Handler.store.getContext().set(TDB2.symUnionDefaultGraph, Boolean.TRUE)
    ThreadingHTTPServer(("127.0.0.1", port), Handler).serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:])
