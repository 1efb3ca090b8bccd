"""Measures imports and queries beside the tools that a user would pick: DuckDB for the tables, Python for the bodies.

usage: measure.py ARCHIVE_BINARY REPLAY_FOLDER WORK_FOLDER [--only growth|import|bodies] [--feeds N]

REPLAY_FOLDER holds files of captures (`*.jsonl.xz`, one page each, as `archive import` reads them). Needs duckdb and
feedparser. Times are wall and CPU seconds, memory is the peak resident set of the process.
"""

import argparse
import json
import lzma
import os
import pathlib
import shutil
import subprocess
import sys
import time

GROWTH = [1, 4, 16]


def run(command, **options):
    """Runs a command; returns its wall and CPU seconds and its peak memory as text."""
    begin = time.monotonic()
    process = subprocess.Popen(command, **options)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{command}: status {status}")
    wall = time.monotonic() - begin
    return f"{wall:.1f} s ({usage.ru_utime + usage.ru_stime:.1f} s of CPU), peak {usage.ru_maxrss / 1024:.0f} MB"


def size(folder):
    """The bytes of the Parquet files, their number, and the bytes that they take on the disk, as text."""
    stats = [path.stat() for path in pathlib.Path(folder).rglob("*.parquet")]
    own, disk = sum(stat.st_size for stat in stats) / 1e6, sum(stat.st_blocks * 512 for stat in stats) / 1e6
    return f"{own:.1f} MB in {len(stats)} files ({disk:.1f} MB on the disk)"


def captures(replay):
    """All captures of the replay with the name of their file, in the order of time."""
    lines = []
    for path in sorted(pathlib.Path(replay).glob("*.jsonl.xz")):
        with lzma.open(path, "rt") as file:
            for line in file:
                capture = json.loads(line)
                lines.append((capture["fetched_at"], path.name.split(".")[0], capture["body"]))
    lines.sort()
    return lines


def write_repeated(path, lines, times):
    """One file with each capture under so many names of pages; returns its length in MB."""
    with open(path, "w") as file:
        for fetched_at, page, body in lines:
            for copy in range(times):
                capture = {"page": f"{page}-{copy:02}", "fetched_at": fetched_at, "body": body}
                file.write(json.dumps(capture, ensure_ascii=False) + "\n")
    return os.path.getsize(path) / 1e6


DUCKDB_IMPORT = """
import sys, duckdb
source, out = sys.argv[1:]
duckdb.sql("SET preserve_insertion_order = false")
duckdb.sql(f'''
    CREATE TEMP TABLE document AS
    SELECT page, fetched_at, body, CASE WHEN json_valid(body) THEN from_json(body, '{{
        "page": {{"id": "VARCHAR", "name": "VARCHAR", "updated_at": "TIMESTAMPTZ"}},
        "status": {{"indicator": "VARCHAR", "description": "VARCHAR"}},
        "components": [{{"id": "VARCHAR", "name": "VARCHAR", "status": "VARCHAR", "group_id": "VARCHAR",
            "position": "BIGINT", "updated_at": "TIMESTAMPTZ"}}],
        "incidents": [{{"id": "VARCHAR", "name": "VARCHAR", "status": "VARCHAR", "impact": "VARCHAR",
            "created_at": "TIMESTAMPTZ", "started_at": "TIMESTAMPTZ", "resolved_at": "TIMESTAMPTZ",
            "updated_at": "TIMESTAMPTZ", "incident_updates": [{{"id": "VARCHAR", "status": "VARCHAR", "body": "VARCHAR",
                "display_at": "TIMESTAMPTZ", "created_at": "TIMESTAMPTZ"}}]}}]
    }}') END AS d
    FROM read_json('{source}', format = 'newline_delimited', maximum_object_size = 67108864,
        columns = {{page: 'VARCHAR', fetched_at: 'TIMESTAMPTZ', body: 'VARCHAR'}})
''')
tables = {
    "captures": "SELECT page, fetched_at, body FROM document",
    "snapshots": "SELECT page, fetched_at, d.page.updated_at AS as_of, d.page.name AS vendor, d.status.indicator AS health FROM document",
    "components": "SELECT page, fetched_at, unnest(d.components, recursive := true) FROM document",
    "incidents": '''SELECT page, fetched_at, i.id, i.name AS title, i.status, i.impact, i.created_at, i.started_at, i.resolved_at,
        i.updated_at FROM (SELECT page, fetched_at, unnest(d.incidents) AS i FROM document)''',
    "updates": '''SELECT page, fetched_at, incident, u.* FROM (SELECT page, fetched_at, i.id AS incident,
        unnest(i.incident_updates) AS u FROM (SELECT page, fetched_at, unnest(d.incidents) AS i FROM document))''',
}
for name, query in tables.items():
    duckdb.sql(f"COPY ({query}) TO '{out}/{name}.parquet' (FORMAT parquet, COMPRESSION zstd)")
"""

COMPARE = """
import sys, duckdb
ours, theirs = sys.argv[1:]
for table, key, values in [
    ("snapshots", "page, fetched_at", ["health"]),
    ("components", "page, fetched_at, id", ["status"]),
    ("incidents", "page, fetched_at, id", ["title", "status", "impact", "started_at", "resolved_at"]),
]:
    mine = f"(SELECT * FROM read_parquet('{ours}/{table}/**/*.parquet'))"
    other = f"(SELECT * FROM read_parquet('{theirs}/{table}.parquet'))"
    differ = ", ".join(f"count(*) FILTER (WHERE a.{v}::VARCHAR IS DISTINCT FROM b.{v}::VARCHAR AND a.page IS NOT NULL AND b.page IS NOT NULL)" for v in values)
    row = duckdb.sql(f"SELECT count(a.page), count(b.page), count(*) FILTER (WHERE b.page IS NULL), count(*) FILTER (WHERE a.page IS NULL), {differ} FROM {mine} a FULL JOIN {other} b USING ({key})").fetchall()[0]
    names = ["archive", "duckdb", "only archive", "only duckdb"] + [f"other {v}" for v in values]
    print(f"  {table}: " + ", ".join(f"{name} {value}" for name, value in zip(names, row)))
"""

PYTHON_JSON = """
import collections, json, sys
count = collections.defaultdict(set)
for line in open(sys.argv[1]):
    capture = json.loads(line)
    try:
        body = json.loads(capture["body"])
    except ValueError:
        continue
    for incident in body.get("incidents", []):
        count[incident["impact"]].add((capture["page"], incident["id"]))
print("  python json:", {impact: len(ids) for impact, ids in sorted(count.items())})
"""

PYTHON_FEEDS = """
import json, sys, feedparser
entries = set()
for line in open(sys.argv[1]):
    capture = json.loads(line)
    for entry in feedparser.parse(capture["body"]).entries:
        entries.add((capture["page"], entry.link.rsplit("/", 1)[1]))
print("  feedparser:", len(entries), "incidents")
"""

QUERY = """
SELECT incident['impact'] AS impact, count(DISTINCT page || incident['id']) AS incidents
FROM (SELECT page, unnest(parse_status(body, url, fetched_at)['incidents']) AS incident FROM captures)
WHERE incident['kind'] = 'incident' GROUP BY 1 ORDER BY 1
"""


def archive_of(arguments, source, name):
    out = pathlib.Path(arguments.work, name)
    shutil.rmtree(out, ignore_errors=True)
    spent = run([arguments.binary, "import", str(source), "--out", str(out)], stderr=subprocess.DEVNULL)
    return out, spent


def measure_growth(arguments, work, lines):
    print("growth: every fourth capture, repeated under other names", flush=True)
    for times in GROWTH:
        megabytes = write_repeated(work / "growth.jsonl", lines[::4], times)
        out, spent = archive_of(arguments, work / "growth.jsonl", "growth")
        print(f"  {times:2} x: {megabytes:.0f} MB in {spent}, {size(out)}", flush=True)


def measure_import(arguments, work, lines):
    megabytes = write_repeated(work / "whole.jsonl", lines, 4)
    print(f"import of {megabytes:.0f} MB of JSON lines, each capture four times, beside duckdb", flush=True)
    out, spent = archive_of(arguments, work / "whole.jsonl", "whole")
    print(f"  archive: {spent}, {size(out)}", flush=True)
    other = work / "duckdb"
    shutil.rmtree(other, ignore_errors=True)
    other.mkdir()
    spent = run([sys.executable, "-c", DUCKDB_IMPORT, str(work / "whole.jsonl"), str(other)])
    print(f"  duckdb: {spent}, {size(other)}", flush=True)
    run([sys.executable, "-c", COMPARE, str(out), str(other)])


def measure_bodies(arguments, work, lines):
    print("a query over raw bodies, beside Python", flush=True)
    summaries = [line for line in lines if line[2].lstrip().startswith("{")]
    feeds = [line for line in lines if line[2].lstrip().startswith("<")]
    feeds = feeds[:: max(1, len(feeds) // arguments.feeds)]
    for name, bodies, python in [("json", summaries, PYTHON_JSON), ("feeds", feeds, PYTHON_FEEDS)]:
        megabytes = write_repeated(work / f"{name}.jsonl", bodies, 1)
        out, _ = archive_of(arguments, work / f"{name}.jsonl", name)
        spent = run([arguments.binary, "sql", QUERY, "--archive", str(out)])
        print(f"  archive sql: {megabytes:.0f} MB of {name} in {spent}", flush=True)
        spent = run([sys.executable, "-c", python, str(work / f"{name}.jsonl")])
        print(f"  python: {megabytes:.0f} MB of {name} in {spent}", flush=True)


MEASURES = {"growth": measure_growth, "import": measure_import, "bodies": measure_bodies}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("binary")
    parser.add_argument("replay")
    parser.add_argument("work")
    parser.add_argument("--only", choices=MEASURES, help="one of the measures")
    parser.add_argument("--feeds", type=int, default=200, help="captures of feeds for feedparser, which is slow")
    arguments = parser.parse_args()
    work = pathlib.Path(arguments.work)
    work.mkdir(parents=True, exist_ok=True)
    lines = captures(arguments.replay)
    for name, measure in MEASURES.items():
        if arguments.only in (None, name):
            measure(arguments, work, lines)


if __name__ == "__main__":
    main()
