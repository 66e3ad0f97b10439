"""The SQL of a job for DuckDB. Wide files are loaded once, each cell as its first byte (which tells the answers apart),
and counted by one GROUP BY per practice: the fastest of the forms tried (CASE codes, ENUM columns, histogram(), UNPIVOT)."""
IDEAL = {"1": "49", "2": "50", "3": "51", "4": "52", "na": "78", "blank": "0"}
ACTUAL = {"a": "97", "b": "98", "c": "99", "d": "100", "na": "78", "blank": "0"}


def first_byte(column):
    return f"coalesce(ascii({column}), 0)::USMALLINT"


def duckdb_sql(source, columns, is_grouped, threads, out):
    group = "partnership, " if is_grouped else ""
    types = ", ".join(f"'{column}': 'VARCHAR'" for column in columns)
    read = (f"read_csv('{source}', header = true, auto_detect = false, delim = ',', quote = '\"', escape = '\"', nullstr = '', "
            f"columns = {{{types}}})")
    sql = [f"SET threads = {threads}"]
    if "practice" in columns:
        sql.append(f"CREATE TEMP TABLE counted AS SELECT {group}practice, ({first_byte('ideal')} * 128 + {first_byte('actual')})::INT AS code, "
                   f"count(*) AS n FROM {read} GROUP BY ALL")
    else:
        practices = [column[:-len("_ideal")] for column in columns if column.endswith("_ideal")]
        codes = ", ".join(f"({first_byte(p + '_ideal')} * 128 + {first_byte(p + '_actual')})::USMALLINT AS {p}" for p in practices)
        sql.append(f"CREATE TEMP TABLE answers AS SELECT {group}{codes} FROM {read}")
        sql.append("CREATE TEMP TABLE counted AS " + " UNION ALL ".join(
            f"SELECT {group}'{p}' AS practice, {p}::INT AS code, count(*) AS n FROM answers GROUP BY ALL" for p in practices))
    counts = ", ".join(f"coalesce(sum(n) FILTER (code = {i} * 128 + {a}), 0)::BIGINT AS n_{ideal}_{actual}"
                       for ideal, i in IDEAL.items() for actual, a in ACTUAL.items())
    pair = "code // 128 BETWEEN 49 AND 52 AND code % 128 BETWEEN 97 AND 100"
    ideal, actual = "code // 128 - 48", "code % 128 - 96"
    means = ", ".join(f"sum(n * ({value})) FILTER ({pair}) / sum(n) FILTER ({pair}) AS {name}_mean"
                      for name, value in (("ideal", ideal), ("actual", actual), ("gap", f"({ideal}) - ({actual})")))
    sql.append(f"COPY (SELECT {group}practice, {counts}, {means} FROM counted GROUP BY ALL) TO '{out}' (FORMAT csv, HEADER)")
    return ";\n".join(sql) + ";\n"
