import ts from 'typescript';
import { sources, type SourceFile } from './source';

/** Where statements stand. What `verify` says over again it says on purpose: its repetitions are its independence. */
const ROOMS = /^libs\/(store|log)\/|\.queries\.ts$|^apps\/cli\/src\/verify\//;

/** Written in capitals, as all statements are. A sentence that tells people to select something is none. */
const STATEMENTS: readonly RegExp[] = [
  /\bSELECT\s+(?!['"`.,;])/,
  /\bINSERT\s+INTO\b/,
  /\bUPDATE\s+\S+\s+SET\b/,
  /\bDELETE\s+FROM\b/,
  /\bWITH\s+(RECURSIVE\s+)?\w+[^;]*\bAS\s+(NOT\s+)?(MATERIALIZED\s+)?\(/,
  /\b(LOCK|TRUNCATE|ALTER|CREATE|DROP)\s+(TABLE|DATABASE|ROLE|INDEX)\b/,
  /^[`\s]*(BEGIN|COMMIT|ROLLBACK|SAVEPOINT)\b/,
  /\bSET\s+(LOCAL|TRANSACTION)\b/,
  /\b(ORDER|GROUP)\s+BY\b|\bLIMIT\s+\$|\b(IS\s+NOT|IS)\s+NULL\b|=\s*ANY\s*\(/,
  /\bpg_\w+\s*\(/,
];

/** Every string and template of a file, each as it is written, with what is put into it. */
function textsIn({ path, text }: SourceFile): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) found.push(node.text);
    if (ts.isTemplateExpression(node)) found.push(text.slice(node.pos, node.end));
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest));
  return found;
}

/** A file without any of these words need not be read closely. */
const WORDS =
  /\b(SELECT|INSERT|UPDATE|DELETE|WITH|TABLE|DATABASE|ROLE|INDEX|BEGIN|COMMIT|ROLLBACK|SAVEPOINT|SET|BY|LIMIT|NULL|ANY)\b|\bpg_/;

const holdsSql = (file: SourceFile): boolean =>
  WORDS.test(file.text) && textsIn(file).some((text) => STATEMENTS.some((statement) => statement.test(text)));

describe('SQL', () => {
  const elsewhere = sources.filter(({ path }) => !ROOMS.test(path));

  it('stands in libs/store, in libs/log and in files that are named after their queries', () => {
    expect(elsewhere.filter(holdsSql).map(({ path }) => path)).toEqual([]);
  });

  it('is put together there as well', () => {
    const builders = elsewhere.filter(({ text }) => /\bnew Where\(|\.(and|ifGiven|always)\(\s*['"`]/.test(text));
    expect(builders.map(({ path }) => path)).toEqual([]);
  });

  it('stands by itself: what is made of rows, kept for a while or refused is elsewhere', () => {
    const queries = sources.filter(({ path }) => path.endsWith('.queries.ts'));
    const mixed = queries.filter(({ text }) =>
      /^(export )?class \w|StaleWhileRevalidate|\.shapes\.js'|new Problem\(/m.test(text),
    );
    expect(mixed.map(({ path }) => path)).toEqual([]);
  });

  it.each([
    'SELECT 1',
    'SELECT count(*)\n FROM alert',
    "INSERT INTO alert VALUES ('a')",
    'UPDATE alert SET work = 1',
    'DELETE FROM alert',
    'WITH a AS (VALUES (1)) TABLE a',
    'LOCK TABLE alert IN SHARE MODE',
    'BEGIN ISOLATION LEVEL REPEATABLE READ',
    'ROLLBACK',
    'x.entity_id = ANY($1)',
    'CALL pg_notify($1)',
  ])('is seen: %s', (statement) => {
    const quoted = JSON.stringify(statement);
    expect(holdsSql({ path: 'a.ts', text: `sql.query(${quoted})` })).toBe(true);
    expect(holdsSql({ path: 'a.ts', text: `sql.query(\`${statement} \${more}\`)` })).toBe(true);
    expect(holdsSql({ path: 'a.ts', text: `// ${quoted}` })).toBe(false);
  });
});
