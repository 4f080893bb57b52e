import fc from 'fast-check';
import { structured } from '#contract';
import { identityHash, type StoredMessage } from '#log/codec';
import { decode, deduplicateAgainst, type Decoded } from './decode.js';
import type { RawRecord } from './raw-record.js';

interface Said {
  readonly id: string;
  readonly country: string;
}

/** The `n`th message: a client moves to a country, or what no parser can read. */
const message = (said: Said | 'rubbish', n: number): RawRecord => ({
  topic: 'account',
  partition: 0,
  offset: BigInt(n),
  key: null,
  ...(said === 'rubbish'
    ? { value: Buffer.from('{'), headers: {} }
    : encoded({ id: said.id, data: { clientId: 'c', country: said.country } })),
});

function encoded({ id, data }: { id: string; data: object }): Pick<RawRecord, 'value' | 'headers'> {
  const type = 'io.scopewatch.client.moved.v1';
  const { value, headers } = structured({
    specversion: '1.0',
    source: 's',
    type,
    time: '2026-01-01T00:00:00Z',
    id,
    data,
  });
  return { value, headers: { 'content-type': Buffer.from(headers['content-type'] ?? '') } };
}

const stored = ({ raw, identity }: Decoded): StoredMessage => ({
  position: Number(raw.offset) + 1,
  identity,
  recordedAt: new Date(0),
  key: raw.key,
  headers: null,
  value: raw.value ?? Buffer.alloc(0),
});

interface Outcome {
  readonly taken: readonly bigint[];
  readonly refused: readonly bigint[];
  readonly duplicates: number;
}

/** Batches of a size, each settled against what those before it left on file. */
function told(all: readonly RawRecord[], size: number): Outcome {
  const onFile: Decoded[] = [];
  const refused: bigint[] = [];
  let duplicates = 0;
  for (let from = 0; from < all.length; from += size) {
    const batch = deduplicateAgainst(decode(all.slice(from, from + size)), onFile.map(stored));
    onFile.push(...batch.events);
    refused.push(...batch.refused.map(({ raw }) => raw.offset));
    duplicates += batch.duplicates;
  }
  return { taken: onFile.map(({ raw }) => raw.offset), refused, duplicates };
}

const said = fc.oneof(
  { weight: 9, arbitrary: fc.record({ id: fc.constantFrom('1', '2'), country: fc.constantFrom('DE', 'FR', 'IT') }) },
  { weight: 1, arbitrary: fc.constant('rubbish' as const) },
);

describe('a batch', () => {
  it('refuses what says the same as another that is itself in conflict with the log', () => {
    const [first, ...later] = [
      { id: '1', country: 'DE' },
      { id: '1', country: 'FR' },
      { id: '1', country: 'FR' },
      { id: '1', country: 'DE' },
    ].map(message);
    const onFile = decode(first === undefined ? [] : [first]).events.map(stored);
    const { events, refused, duplicates } = deduplicateAgainst(decode(later), onFile);
    expect(events).toEqual([]);
    expect(refused.map(({ raw, reason }) => [Number(raw.offset), reason])).toEqual([
      [1, 'CONFLICT'],
      [2, 'CONFLICT'],
    ]);
    expect(duplicates).toBe(1);
  });

  it('comes out as its messages do one by one, in the same order', () => {
    fc.assert(
      fc.property(fc.array(said, { maxLength: 12 }), fc.integer({ min: 2, max: 12 }), (all, size) => {
        const messages = all.map(message);
        expect(told(messages, size)).toEqual(told(messages, 1));
      }),
    );
  });

  it('takes nothing under the identity of what was erased', () => {
    const batch = decode([message({ id: '1', country: 'DE' }, 0)]);
    const erased = { ...stored(batch.events[0] as Decoded), value: Buffer.alloc(0) };
    expect(identityHash({ source: 's', id: '1' })).toEqual(erased.identity);
    expect(deduplicateAgainst(batch, [erased])).toMatchObject({ events: [], refused: [], duplicates: 1 });
  });
});
