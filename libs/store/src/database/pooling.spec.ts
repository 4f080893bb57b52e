import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..', '..', '..');
/** Migrations are run by an owner, once each, in a transaction; some of them have landed and stay as they are. */
const LEFT_OUT = /node_modules|dist|dashboard|migrations|spec\.ts$|testkit\.ts$/;

/** What would stay with a session of the server, which a pooler gives to somebody else after each transaction. */
const OF_A_SESSION: readonly [string, RegExp][] = [
  ['a lock of the session', /pg_(try_)?advisory_(lock|unlock)/],
  ['a setting of the session', /[`'"]\s*SET (?!LOCAL\b|TRANSACTION\b)[a-z_]+ ?(=|TO )/],
  ['a setting of the session', /set_config\([^)]*,\s*false\)/],
  ['a temporary table', /\b(TEMP|TEMPORARY)\s+(TABLE|VIEW|SEQUENCE)/],
  ['a statement with a name', /\bPREPARE\s+\w+\s+(AS|\()|\.query\(\{[^}]*\bname:/],
  ['a cursor past its transaction', /\bWITH HOLD\b/],
  ['listening', /\bLISTEN\s+[\w$]/],
];
/** On a connection of its own, past any pooler. */
const DIRECT = ['libs/log/src/log-bell.ts'];

const files = ['apps', 'libs'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => join(folder, path))
    .filter((path) => path.endsWith('.ts') && !LEFT_OUT.test(path)),
);

describe('what is asked of the database', () => {
  it.each(OF_A_SESSION)('needs no session: not %s (%s)', (_what, pattern) => {
    const found = files
      .filter((path) => !DIRECT.includes(path))
      .flatMap((path) =>
        readFileSync(join(ROOT, path), 'utf8')
          .split('\n')
          .filter((line) => pattern.test(line) && !/^\s*(\*|\/\/|\/\*)/.test(line))
          .map((line) => `${path}: ${line.trim()}`),
      );
    expect(found).toEqual([]);
  });

  it('is looked for where it is asked', () => {
    expect(files.length).toBeGreaterThan(200);
    const shown = (text: string) => OF_A_SESSION.some(([, pattern]) => pattern.test(text));
    expect(
      [
        `sql.query('SELECT pg_advisory_lock(1)')`,
        'q(`SET search_path = x`)',
        `q("SELECT set_config('a', 'b', false)")`,
        'q(`CREATE TEMPORARY TABLE a ()`)',
        `client.query({ name: 'a', text: 'b' })`,
        'q(`LISTEN ${CHANNEL}`)',
      ].filter((text) => !shown(text)),
    ).toEqual([]);
    expect(
      ["q('SELECT pg_advisory_xact_lock(1)')", "q(`SET LOCAL lock_timeout = '1s'`)", 'q(`UPDATE a SET b = 1`)'].filter(
        shown,
      ),
    ).toEqual([]);
  });
});
