"""Measures imports and queries beside the tools that a user would pick: DuckDB for the tables, Python for the bodies.

usage: measure.py ARCHIVE_BINARY REPLAY_FOLDER WORK_FOLDER [--only growth|import|bodies]

REPLAY_FOLDER holds files of captures (`*.jsonl.xz`, one page each, as `archive import` reads them). Needs duckdb and
feedparser. Times are wall and CPU seconds, memory is the peak resident set of the process.
"""

import argparse
import heapq
import itertools
import json
import lzma
import os
import pathlib
import shutil
import subprocess
import sys
import time

GROWTH = [1, 4, 16]


# Runs a command from a process that holds little: a process begins with the peak of the one that starts it.
LAUNCHER = """
import json, os, subprocess, sys, time
begin = time.monotonic()
process = subprocess.Popen(sys.argv[2:])
_, status, usage = os.wait4(process.pid, 0)
if status == 0:
    os.write(int(sys.argv[1]), json.dumps([time.monotonic() - begin, usage.ru_utime + usage.ru_stime, usage.ru_maxrss]).encode())
"""


def run(command, **options):
    """Runs a command; returns its wall and CPU seconds and its peak memory as text."""
    read, write = os.pipe()
    launcher = subprocess.Popen([sys.executable, "-c", LAUNCHER, str(write), *command], pass_fds=[write], **options)
    os.close(write)
    with os.fdopen(read) as pipe:
        spent = pipe.read()
    launcher.wait()
    if not spent:
        sys.exit(f"{command[:3]} failed")
    wall, cpu, peak = json.loads(spent)
    return f"{cpu:.1f} s of CPU ({wall:.1f} s), peak {peak / 1024:.0f} MB"


def size(folder):
    """The bytes of the Parquet files, their number, and the bytes that they take on the disk, as text."""
    stats = [path.stat() for path in pathlib.Path(folder).rglob("*.parquet")]
    own, disk = sum(stat.st_size for stat in stats) / 1e6, sum(stat.st_blocks * 512 for stat in stats) / 1e6
    return f"{own:.1f} MB in {len(stats)} files ({disk:.1f} MB on the disk)"


def captures_of(path):
    """The captures of a file, each with the file's name."""
    with lzma.open(path, "rt") as file:
        for line in file:
            capture = json.loads(line)
            yield capture["fetched_at"], path.name.split(".")[0], capture["body"]


def captures(replay):
    """All captures of the replay, in the order of time."""
    return heapq.merge(*map(captures_of, sorted(pathlib.Path(replay).glob("*.jsonl.xz"))))


def write_repeated(path, captures, times):
    """One file with each capture under so many names of pages; returns its length in MB."""
    with open(path, "w") as file:
        for fetched_at, page, body in captures:
            for copy in range(times):
                capture = {"page": f"{page}-{copy:02}", "fetched_at": fetched_at, "body": body}
                file.write(json.dumps(capture, ensure_ascii=False) + "\n")
    return os.path.getsize(path) / 1e6


DUCKDB_IMPORT = """
import sys, duckdb
source, out, by_day = sys.argv[1], sys.argv[2], len(sys.argv) > 3
duckdb.sql("SET preserve_insertion_order = false; SET TimeZone = 'UTC'; SET enable_progress_bar = false")
incident = '''[{"id": "VARCHAR", "name": "VARCHAR", "status": "VARCHAR", "impact": "VARCHAR",
    "created_at": "TIMESTAMPTZ", "started_at": "TIMESTAMPTZ", "resolved_at": "TIMESTAMPTZ", "updated_at": "TIMESTAMPTZ",
    "incident_updates": [{"id": "VARCHAR", "status": "VARCHAR", "body": "VARCHAR", "display_at": "TIMESTAMPTZ"}]}]'''
duckdb.sql(f'''
    CREATE TEMP TABLE document AS
    SELECT page, fetched_at, fetched_at::DATE AS day, body, CASE WHEN json_valid(body) THEN from_json(body, '{{
        "page": {{"id": "VARCHAR", "name": "VARCHAR", "updated_at": "TIMESTAMPTZ"}},
        "status": {{"indicator": "VARCHAR", "description": "VARCHAR"}},
        "components": [{{"id": "VARCHAR", "name": "VARCHAR", "status": "VARCHAR", "group_id": "VARCHAR",
            "position": "BIGINT", "updated_at": "TIMESTAMPTZ"}}],
        "incidents": {incident}, "scheduled_maintenances": {incident}
    }}') END AS d
    FROM read_json('{source}', format = 'newline_delimited', maximum_object_size = 67108864,
        columns = {{page: 'VARCHAR', fetched_at: 'TIMESTAMPTZ', body: 'VARCHAR'}})
''')
key = "page, fetched_at, day"
incidents = f"(SELECT {key}, unnest(list_concat(d.incidents, d.scheduled_maintenances)) AS i FROM document)"
tables = {
    "captures": f"SELECT {key}, body FROM document",
    "snapshots": f"SELECT {key}, d.page.updated_at AS as_of, d.page.name AS vendor, d.status.indicator AS health FROM document",
    "components": f"SELECT {key}, unnest(d.components, recursive := true) FROM document",
    "incidents": f'''SELECT {key}, i.id, i.name AS title, i.status, i.impact, i.created_at, i.started_at, i.resolved_at,
        i.updated_at FROM {incidents}''',
    "updates": f'''SELECT {key}, incident, u.id, u.status, u.body, u.display_at AS "at"
        FROM (SELECT {key}, i.id AS incident, unnest(i.incident_updates) AS u FROM {incidents})''',
}
for name, query in tables.items():
    if by_day:
        duckdb.sql(f"COPY ({query}) TO '{out}/{name}' (FORMAT parquet, COMPRESSION zstd, PARTITION_BY (day))")
    else:
        duckdb.sql(f"COPY ({query}) TO '{out}/{name}.parquet' (FORMAT parquet, COMPRESSION zstd)")
"""

COMPARE = """
import sys, duckdb
ours, theirs = sys.argv[1:]
duckdb.sql("SET enable_progress_bar = false")
for table, key, values in [
    ("snapshots", "page, fetched_at", ["health"]),
    ("components", "page, fetched_at, id", ["name", "status"]),
    ("incidents", "page, fetched_at, id", ["title", "status", "impact", "started_at", "resolved_at"]),
    ("updates", "page, fetched_at, incident, id", ["status", "at", "body"]),
]:
    differ = lambda v: f'count(*) FILTER (WHERE a."{v}" IS DISTINCT FROM b."{v}" AND a.page IS NOT NULL AND b.page IS NOT NULL)'
    row = duckdb.sql(f'''
        SELECT count(a.page), count(*) FILTER (WHERE b.page IS NULL), count(*) FILTER (WHERE a.page IS NULL),
            {", ".join(map(differ, values))}
        FROM read_parquet('{ours}/{table}/**/*.parquet', hive_partitioning = false) a
        FULL JOIN read_parquet('{theirs}/{table}.parquet') b USING ({key})
    ''').fetchall()[0]
    names = ["rows of archive", "not in duckdb", "only in duckdb"] + [f"other {v}" for v in values]
    print(f"  {table}: " + ", ".join(f"{value} {name}" for name, value in zip(names, row)), flush=True)
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
print("  python json:", {impact: len(ids) for impact, ids in sorted(count.items())}, flush=True)
"""

PYTHON_FEEDS = """
import json, sys, feedparser
entries = set()
for line in open(sys.argv[1]):
    capture = json.loads(line)
    for entry in feedparser.parse(capture["body"]).entries:
        entries.add((capture["page"], entry.link.rsplit("/", 1)[1]))
print("  feedparser:", len(entries), "incidents", flush=True)
"""

QUERY = """
SELECT incident['impact'] AS impact, count(DISTINCT page || incident['id']) AS incidents
FROM (SELECT page, unnest(parse_status(body, url, fetched_at)['incidents']) AS incident FROM captures)
WHERE incident['kind'] = 'incident' GROUP BY 1 ORDER BY 1
"""


def empty_folder(path):
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir()
    return path


def import_archive(arguments, source, name):
    out = empty_folder(arguments.work / name)
    spent = run([arguments.binary, "import", str(source), "--out", str(out)], stderr=subprocess.DEVNULL)
    return out, spent


def measure_growth(arguments):
    print("growth: every fourth capture, repeated under other names", flush=True)
    for times in GROWTH:
        source = arguments.work / "growth.jsonl"
        megabytes = write_repeated(source, itertools.islice(captures(arguments.replay), 0, None, 4), times)
        out, spent = import_archive(arguments, source, "growth")
        print(f"  {times:2} x: {megabytes:.0f} MB in {spent}, {size(out)}", flush=True)


def measure_import(arguments):
    source = arguments.work / "whole.jsonl"
    megabytes = write_repeated(source, captures(arguments.replay), 4)
    print(f"import of {megabytes:.0f} MB of JSON lines, each capture four times, beside duckdb", flush=True)
    out, spent = import_archive(arguments, source, "whole")
    print(f"  archive: {spent}, {size(out)}", flush=True)
    for name, more in [("duckdb", []), ("duckdb, partitioned by day", ["day"])]:
        other = empty_folder(arguments.work / ("duckdb" + "".join(more)))
        spent = run([sys.executable, "-c", DUCKDB_IMPORT, str(source), str(other), *more])
        print(f"  {name}: {spent}, {size(other)}", flush=True)
    run([sys.executable, "-c", COMPARE, str(out), str(arguments.work / "duckdb")])


def measure_bodies(arguments):
    print("a query over raw bodies, beside Python", flush=True)
    is_feed = lambda capture: capture[2].lstrip().startswith("<")
    summaries = itertools.filterfalse(is_feed, captures(arguments.replay))
    # feedparser is slow.
    feeds = itertools.islice(filter(is_feed, captures(arguments.replay)), 0, None, 10)
    for name, bodies, python in [("json", summaries, PYTHON_JSON), ("feeds", feeds, PYTHON_FEEDS)]:
        source = arguments.work / f"{name}.jsonl"
        megabytes = write_repeated(source, bodies, 1)
        out, _ = import_archive(arguments, source, name)
        spent = run([arguments.binary, "sql", QUERY, "--archive", str(out)])
        print(f"  archive sql: {megabytes:.0f} MB of {name} in {spent}", flush=True)
        spent = run([sys.executable, "-c", python, str(source)])
        print(f"  python: {megabytes:.0f} MB of {name} in {spent}", flush=True)


MEASURES = {"growth": measure_growth, "import": measure_import, "bodies": measure_bodies}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("binary")
    parser.add_argument("replay")
    parser.add_argument("work", type=pathlib.Path)
    parser.add_argument("--only", choices=MEASURES, help="one of the measures")
    arguments = parser.parse_args()
    arguments.work.mkdir(parents=True, exist_ok=True)
    for name, measure in MEASURES.items():
        if arguments.only in (None, name):
            measure(arguments)


if __name__ == "__main__":
    main()
