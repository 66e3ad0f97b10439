"""duckdb_job.py SQL_FILE"""
import sys

import duckdb

with open(sys.argv[1], encoding="utf-8") as sql:
    duckdb.connect().execute(sql.read())
