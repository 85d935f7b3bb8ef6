"""Opens the exports of examples/ with readers in Python: PyArrow, NetworkX, rdflib, icalendar, bibtexparser. Run by .ci/run.

Usage: exports.py FOLDER, where FOLDER holds what `readout export` wrote: record.json, parquet/, contacts.graphml, record.schema-org.jsonld,
dates.ics, reports.bib. Ends with an error at the first reader that disagrees with record.json.
"""

import json
import sys
from pathlib import Path

import bibtexparser
import icalendar
import networkx
import pyarrow.parquet
import rdflib

folder = Path(sys.argv[1])
record = json.loads((folder / "record.json").read_text(encoding="utf-8"))
texts = {d["id"]: d["text"] for d in record["documents"]}


def parquet():
    for name in ["documents", "events", "statements", "commitments", "discrepancies", "actors"]:
        rows = pyarrow.parquet.read_table(folder / "parquet" / f"{name}.parquet").to_pylist()
        assert [r["id"] for r in rows] == [e["id"] for e in record[name]], name
        for r in rows:
            if "quote" in r:
                assert texts[r["document"]][r["start"] : r["end"]] == r["quote"], r


def graphml():
    graph = networkx.read_graphml(folder / "contacts.graphml")
    assert set(graph.nodes) == {a["id"] for a in record["actors"]}
    for _, _, edge in graph.edges(data=True):
        assert texts[edge["document"]][edge["start"] : edge["end"]] == edge["quote"], edge
    assert graph.number_of_edges() > 0


def schema_org():
    # The address of the context is on the network; its mapping of every term is the vocabulary's own.
    document = json.loads((folder / "record.schema-org.jsonld").read_text(encoding="utf-8"))
    document["@context"] = {"@vocab": "https://schema.org/"}
    graph = rdflib.Graph().parse(data=json.dumps(document), format="json-ld")
    schema = rdflib.Namespace("https://schema.org/")
    assert len(set(graph.subjects(rdflib.RDF.type, schema.NewsArticle))) == len(record["documents"])
    assert len(set(graph.subjects(rdflib.RDF.type, schema.Event))) == len(record["events"])


def calendar():
    read = icalendar.Calendar.from_ical((folder / "dates.ics").read_bytes())
    ids = {f"{e['id']}@readout" for e in record["commitments"] + record["events"]}
    entries = read.walk("VEVENT")
    assert entries
    for entry in entries:
        assert str(entry["UID"]) in ids
        assert entry["DTSTART"].dt < entry["DTEND"].dt


def bibtex():
    read = bibtexparser.parse_file(str(folder / "reports.bib")) if hasattr(bibtexparser, "parse_file") else None
    entries = read.entries if read else bibtexparser.loads((folder / "reports.bib").read_text(encoding="utf-8")).entries
    keys = [e.key if read else e["ID"] for e in entries]
    assert keys == [d["id"] for d in record["documents"]]


for check in [parquet, graphml, schema_org, calendar, bibtex]:
    check()
    print(f"{check.__name__}: read")
