// node polars_job.cjs FILE overall|grouped OUT; POLARS_MAX_THREADS is the number of threads. Answers as categories, one
// groupBy per practice.
const fs = require('fs');
const pl = require('nodejs-polars');

const [source, job, out] = process.argv.slice(2);
const IDEAL = ['1', '2', '3', '4', 'N/A', ''], ACTUAL = ['a', 'b', 'c', 'd', 'N/A', ''];
const NAMES = { 'N/A': 'na', '': 'blank' };

const opened = fs.openSync(source), block = Buffer.alloc(1 << 16);
const header = block.toString('utf8', 0, fs.readSync(opened, block)).split('\n')[0].replace(/["\r]/g, '').split(',');
const practices = header.filter(name => name.endsWith('_ideal')).map(name => name.slice(0, -'_ideal'.length));
const key = job === 'grouped' ? ['partnership'] : [];
const needed = [...key, ...practices.flatMap(practice => [practice + '_ideal', practice + '_actual'])];
const schema = Object.fromEntries(header.map(name => [name, needed.includes(name) ? pl.Categorical : pl.Utf8]));
const answers = pl.readCSV(source, { columns: needed, schema, inferSchemaLength: 0 });

const table = new Map();  // group -> practice -> 36 counts
for (const practice of practices) {
  const by = [...key, practice + '_ideal', practice + '_actual'];
  const counted = answers.select(...by).groupBy(by).agg(pl.len().alias('n'));
  const [groups, ideals, actuals, n] = [...(key.length ? [] : [[]]), ...counted.columns.map(name => counted.getColumn(name).toArray())];
  for (let i = 0; i < n.length; ++i) {
    const group = groups[i] ?? '';
    if (!table.has(group)) table.set(group, new Map());
    const of = table.get(group);
    if (!of.has(practice)) of.set(practice, new Float64Array(36));
    of.get(practice)[IDEAL.indexOf(ideals[i] ?? '') * 6 + ACTUAL.indexOf(actuals[i] ?? '')] += Number(n[i]);
  }
}

const quoted = text => (/[",\r\n]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text);
const lines = [[...key, 'practice', ...IDEAL.flatMap(i => ACTUAL.map(a => `n_${NAMES[i] ?? i}_${NAMES[a] ?? a}`)), 'ideal_mean', 'actual_mean', 'gap_mean'].join()];
for (const [group, of] of table)
  for (const [practice, counts] of of) {
    let n = 0, ideal = 0, actual = 0;
    for (let i = 0; i < 4; ++i)
      for (let a = 0; a < 4; ++a) {
        n += counts[i * 6 + a];
        ideal += counts[i * 6 + a] * (i + 1);
        actual += counts[i * 6 + a] * (a + 1);
      }
    lines.push([...(key.length ? [quoted(group)] : []), practice, counts.join(), ...(n ? [ideal / n, actual / n, (ideal - actual) / n] : ['', '', ''])].join());
  }
fs.writeFileSync(out, lines.join('\n') + '\n');
process.exit(0);
