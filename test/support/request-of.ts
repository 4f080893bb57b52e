import fc, { type Arbitrary } from 'fast-check';
import type { OperationSpec } from '../../apps/api/src/http/operation';
import { nearly } from '../../libs/contract/src/schema-values.testkit';

/** Something to ask, valid or nearly so. */
export interface Asked {
  readonly method: OperationSpec['method'];
  readonly path: string;
  readonly body: unknown;
}

/** What can stand in an address and is trouble somewhere: what breaks texts, times, numbers, statements, paths. */
const TROUBLE = [
  ...[
    '',
    '\0',
    '%',
    '%zz',
    '%c3%28',
    '\u{1F600}',
    "'",
    '";--',
    '\\',
    '..',
    '../..',
    '/',
    '?',
    '#',
    ' ',
    '\n',
    '$1',
    '{}',
    '[]',
  ],
  ...['-1', '0', '1e99', '9223372036854775808', 'NaN', 'true', 'null', 'undefined', '[object Object]', 'x'.repeat(300)],
  ...['infinity', '2026-02-30', '2026-02-30T00:00:00Z', '294277-01-01', '0000-01-01T00:00:00Z', '2026-01-01T00:00:00Z'],
  ...['["2026-01-01T00:00:00Z","a"]', '["a"]', '[1]', '[1e300]', '[-1]', '[null,null]', '[1,2,3]', '{}', '[[]]'].map(
    (text) => Buffer.from(text).toString('base64url'),
  ),
];
const trouble = fc.constantFrom(...TROUBLE);

/**
 * @param known ids that there are, by the name of the parameter that they stand for
 */
export function requestOf(spec: OperationSpec, known: Readonly<Record<string, readonly string[]>>): Arbitrary<Asked> {
  // Nothing, and dots, make an address another one.
  const ids = (name: string): Arbitrary<string> =>
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...(known[name] ?? ['none'])) },
      { weight: 1, arbitrary: trouble.filter((text) => !/^\.*$/.test(text)) },
    );
  const names = [...spec.path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
  const path = fc
    .tuple(...names.map(ids))
    .map((values) =>
      names.reduce((text, name, i) => text.replace(`:${name}`, encoded(values[i] ?? '')), `/${spec.path}`),
    );
  const query = fc.tuple(
    ...Object.entries(spec.query?.properties ?? {}).map(([name, schema]) => parameter(name, schema)),
  );
  const body = spec.body === undefined ? fc.constant(undefined) : nearly(spec.body);
  return fc.tuple(path, query, body).map(([to, pairs, content]) => ({
    method: spec.method,
    path: `${to}${pairs.some((pair) => pair !== '') ? `?${pairs.filter((pair) => pair !== '').join('&')}` : ''}`,
    body: spec.method === 'GET' ? undefined : (content ?? null),
  }));
}

/** Mostly left out, else as the schema has it, once or several times, or trouble. */
function parameter(name: string, schema: object): Arbitrary<string> {
  const value = fc.oneof(
    { weight: 3, arbitrary: nearly(schema as Readonly<Record<string, unknown>>) },
    { weight: 1, arbitrary: trouble },
  );
  const given = value.map((one) =>
    [one]
      .flat()
      .map((item) => `${name}=${encoded(asText(item))}`)
      .join('&'),
  );
  return fc.oneof({ weight: 4, arbitrary: fc.constant('') }, { weight: 1, arbitrary: given });
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));

/** Lone halves of a character have no encoding; some trouble goes out as it is, for it is the encoding that is wrong. */
function encoded(text: string): string {
  if (/^%(zz|c3%28)?$/.test(text)) return text;
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD')).replace(/^\.\.?$/, '%2e');
}
