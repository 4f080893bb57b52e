import { binary, parseMessage, structured, TYPE_PREFIX, type CloudEvent } from '#contract';
import { EVENT_TYPES } from '#domain';
import { SMALLEST } from '../../contract/src/contract.testkit.js';
import { readStored, storedHeaders } from '#log/codec';

const bytesOf = (headers: Readonly<Record<string, string>>): Record<string, Buffer> =>
  Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, Buffer.from(text)]));

describe('an event read back from the log', () => {
  const modes = { structured, binary };
  const headersOf = {
    'as they were': (headers: Record<string, Buffer>) => headers,
    'without any': () => ({}),
    'with another beside': (headers: Record<string, Buffer>) => ({ ...headers, traceparent: Buffer.from('00-1') }),
  };

  for (const type of EVENT_TYPES) {
    for (const mode of ['structured', 'binary'] as const) {
      it.each(mode === 'binary' ? (['as they were'] as const) : (Object.keys(headersOf) as (keyof typeof headersOf)[]))(
        `is what the parser made of it: ${type}, ${mode}, headers %s`,
        (kept) => {
          const event: CloudEvent = {
            specversion: '1.0',
            id: '1',
            source: 's',
            type: `${TYPE_PREFIX}${type}`,
            time: '2026-01-01T00:00:00+01:00',
            data: SMALLEST[type],
          };
          const { value, headers: sent } = modes[mode](event);
          const headers = headersOf[kept](bytesOf(sent));
          const parsed = parseMessage({ key: null, value, headers });
          if (!parsed.ok) throw new Error(parsed.message);
          const stored = { position: 7, value: value ?? Buffer.alloc(0), headers: storedHeaders(headers) };
          expect(readStored(stored)).toEqual({ ...parsed.event, position: 7 });
        },
      );
    }
  }

  it('has no fields that are null', () => {
    const data = {
      ...SMALLEST['account.service-used.v1'],
      purpose: null,
      offer: { service: 'CUSTODY', assetId: null },
    };
    const event = { specversion: '1.0', id: '1', source: 's', time: '2026-01-01T00:00:00Z', data } as const;
    for (const mode of [structured, binary]) {
      const { value, headers } = mode({ ...event, type: `${TYPE_PREFIX}account.service-used.v1` });
      const stored = { position: 7, value: value ?? Buffer.alloc(0), headers: storedHeaders(bytesOf(headers)) };
      expect(readStored(stored).data).toEqual(SMALLEST['account.service-used.v1']);
    }
  });

  it('is read though a later schema would refuse it, and never where it is none', () => {
    const headers = storedHeaders(bytesOf({ 'content-type': 'application/cloudevents+json' }));
    const at = (json: unknown) => ({ position: 7, value: Buffer.from(JSON.stringify(json)), headers });
    const event = {
      id: '1',
      source: 's',
      time: '2026-01-01T00:00:00Z',
      type: `${TYPE_PREFIX}product.defined.v1`,
      data: {},
    };
    expect(readStored(at(event))).toMatchObject({ type: 'product.defined.v1', position: 7 });
    // Also where a field that was no one's then has a meaning now.
    const authorised = { entityId: 'E', services: ['CUSTODY'], countries: 'all' };
    const sent = binary({ ...event, specversion: '1.0', type: `${TYPE_PREFIX}entity.authorised.v1`, data: authorised });
    const inBinary = {
      position: 8,
      value: sent.value ?? Buffer.alloc(0),
      headers: storedHeaders(bytesOf(sent.headers)),
    };
    expect(readStored(inBinary).data).toEqual({ entityId: 'E', services: ['CUSTODY'] });
    expect(() => readStored(at({ ...event, type: 'unknown' }))).toThrow(/position 7/);
    expect(() => readStored(at([]))).toThrow(/position 7/);
  });
});
