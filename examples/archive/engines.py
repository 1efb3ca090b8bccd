"""Incidents of each page by impact, asked of the Parquet files with DuckDB, Polars and pyarrow.

usage: engines.py ARCHIVE
"""

import sys

import duckdb
import polars
import pyarrow.compute
import pyarrow.dataset


def ask_duckdb(archive):
    return duckdb.sql(f"""
        SELECT page, impact, count(DISTINCT id)
        FROM read_parquet('{archive}/incidents/**/*.parquet', hive_partitioning = true)
        WHERE kind = 'incident'
        GROUP BY ALL ORDER BY ALL
    """).fetchall()


def ask_polars(archive):
    incidents = polars.scan_parquet(f"{archive}/incidents/**/*.parquet", hive_partitioning=True)
    grouped = incidents.filter(polars.col("kind") == "incident").group_by("page", "impact")
    return grouped.agg(polars.col("id").n_unique()).sort("page", "impact").collect().rows()


def ask_pyarrow(archive):
    incidents = pyarrow.dataset.dataset(f"{archive}/incidents", partitioning="hive").to_table(
        columns=["page", "impact", "id"], filter=pyarrow.compute.field("kind") == "incident"
    )
    # Each file has dictionaries of its own, which pyarrow groups only after they are made one.
    counted = incidents.unify_dictionaries().group_by(["page", "impact"]).aggregate([("id", "count_distinct")])
    rows = counted.select(["page", "impact", "id_count_distinct"]).to_pylist()
    return sorted(tuple(row.values()) for row in rows)


for engine, ask in [("duckdb", ask_duckdb), ("polars", ask_polars), ("pyarrow", ask_pyarrow)]:
    print(engine)
    for row in ask(sys.argv[1]):
        print(tuple(row))
