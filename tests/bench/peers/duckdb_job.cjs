// node duckdb_job.cjs SQL_FILE
const fs = require('fs');
const { DuckDBInstance } = require('@duckdb/node-api');

(async () => {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  for (const statement of fs.readFileSync(process.argv[2], 'utf8').split(';\n')) if (statement.trim()) await connection.run(statement);
  process.exit(0);
})().catch(error => { console.error(error); process.exit(1); });
