import fc from 'fast-check';
import { envelope, eventIn, SMALLEST } from './contract.testkit.js';
import { parseEnvelope } from './parse-envelope.js';
import { sameFact, sameJson } from './same-fact.js';

const json = fc.jsonValue({ maxDepth: 4 });

/** The same value written in another order of keys. */
function reordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reordered);
  if (typeof value !== 'object' || value === null) return value;
  const copy: [string, unknown][] = Object.entries(value).reverse();
  return Object.fromEntries(copy.map(([name, field]) => [name, reordered(field)]));
}

/** One text per JSON value: the slow way to say what `sameJson` says. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`).join()}}`;
}

describe('the same JSON value', () => {
  it('is found whatever the order of keys', () => {
    fc.assert(fc.property(json, (value) => sameJson(value, reordered(value))));
  });

  it('is what has the same canonical text, for any two values', () => {
    const near = fc.oneof(
      fc.tuple(json, json),
      json.map((value) => [value, reordered(value)] as const),
    );
    fc.assert(
      fc.property(near, ([a, b]) => sameJson(a, b) === (canonical(a) === canonical(b))),
      { numRuns: 500 },
    );
    fc.assert(fc.property(json, json, (a, b) => sameJson(a, b) === sameJson(b, a)));
  });

  it.each([
    ['1', '1.0', true],
    ['0', '-0', true],
    ['1e2', '100', true],
    ['[1,2]', '[2,1]', false],
    ['[]', '{}', false],
    ['{"0":1}', '[1]', false],
    ['null', '{}', false],
    ['{"a":null}', '{}', false],
    ['{"constructor":1}', '{}', false],
    ['{}', '{"__proto__":{}}', false],
    ['{"__proto__":{"a":1}}', '{"__proto__":{"a":1}}', true],
    ['"1"', '1', false],
  ])('%s and %s: %s', (a, b, same) => {
    expect(sameJson(JSON.parse(a), JSON.parse(b))).toBe(same);
    expect(sameJson(JSON.parse(b), JSON.parse(a))).toBe(same);
  });
});

describe('the same fact', () => {
  const data = SMALLEST['relationship.closed.v1'];
  const event = (attributes: object, more: object = {}) =>
    eventIn(parseEnvelope(envelope('relationship.closed.v1', { ...data, ...more }, attributes)));
  const first = event({ time: '2026-02-01T12:00:00Z' });

  it('is told again at the same point of time, however that is written', () => {
    expect(sameFact(first, event({ time: '2026-02-01T13:00:00.0009+01:00' }))).toBe(true);
    expect(sameFact(first, event({ time: '2026-02-01T12:00:00.001Z' }))).toBe(false);
  });

  it('is told again with a field that is null where it was absent, at any depth', () => {
    const offered = (offer: object): ReturnType<typeof eventIn> =>
      eventIn(parseEnvelope(envelope('account.service-used.v1', { ...SMALLEST['account.service-used.v1'], offer })));
    const offer = offered({ service: 'CUSTODY', assetType: { class: 'OTHER' } });
    expect(
      sameFact(offer, offered({ service: 'CUSTODY', assetId: null, assetType: { class: 'OTHER', liquidity: null } })),
    ).toBe(true);
    expect(sameFact(offer, offered({ service: 'CUSTODY', assetType: null }))).toBe(false);
  });

  it('is not another type, other data, or a day in place of an instant', () => {
    expect(sameFact(first, eventIn(parseEnvelope(envelope('relationship.reopened.v1', data))))).toBe(false);
    expect(sameFact(first, event({}, { extra: 1 }))).toBe(false);
    const onDay = event({}, { effectiveAt: '2026-02-01' });
    expect(sameFact(onDay, event({}, { effectiveAt: '2026-02-01T00:00:00Z' }))).toBe(false);
    expect(sameFact(onDay, event({ time: '2027-01-01T00:00:00Z' }, { effectiveAt: '2026-02-01' }))).toBe(true);
  });
});
