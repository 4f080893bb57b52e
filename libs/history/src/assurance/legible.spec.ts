import { gzipSync } from 'node:zlib';
import { legibleOf, type Legible } from './legible.js';

const of = (value: string | Buffer | null, key: string | null = null, headers: Record<string, string> = {}): Legible =>
  legibleOf({
    key: key === null ? null : Buffer.from(key),
    headers: JSON.stringify(
      Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, Buffer.from(text).toString('base64')])),
    ),
    value: typeof value === 'string' ? Buffer.from(value) : value,
  });
const json = (data: unknown, type = 'account.service-used.v1'): string =>
  JSON.stringify({ specversion: '1.0', type: `io.scopewatch.${type}`, data });
const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();
const escaped = (text: string): string =>
  [...text].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');

describe('whom a rejected message names', () => {
  it.each([
    ['its key', of('no json', 'Zoë')],
    ['its value', of(json({ clientId: 'Zoë' }))],
    ['a text in its value', of(json({ excerpt: 'Dear Zoë, …' }))],
    ['a value that is cut off', of(json({ clientId: 'Zoë', x: 'y' }).slice(0, -5))],
    ['JSON escapes', of(json({ clientId: 'NAME' }).replace('NAME', escaped('Zoë')))],
    ['JSON escapes in a value that is cut off', of(`{"data":{"clientId":"${escaped('Zoë')}"`)],
    ['UTF-16, little-endian', of(Buffer.from(`\uFEFF${json({ clientId: 'Zoë' })}`, 'utf16le'))],
    ['UTF-16, big-endian without a mark', of(utf16be(json({ clientId: 'Zoë' })))],
    ['UTF-16 among other bytes', of(Buffer.concat([Buffer.from([0xff]), Buffer.from('"Zoë"', 'utf16le')]))],
    ['Latin-1', of(Buffer.from(json({ clientId: 'Zoë' }), 'latin1'))],
    ['a header', of('{}', null, { ce_subject: 'Zoë' })],
  ])('by %s', (_, message) => {
    expect(message.names(['ada', 'Zoë'])).toBe(true);
    expect(message.names(['Zoëlle', 'ada', ''])).toBe(false);
  });

  it('by whole words', () => {
    const message = of(json({ clientId: 'c10', requestId: 'c2-request', by: 'Zoë' }));
    expect(['c1', 'c10', 'c2', 'Zo'].filter((id) => message.names([id]))).toEqual(['c10', 'c2']);
    expect(of(json({ clientId: 'a/b' }).replace('/', '\\/')).names(['a/b'])).toBe(true);
  });
});

describe('what of a rejected message can be read', () => {
  it.each([
    ['JSON', of(json({})), true],
    ['JSON with a byte order mark', of(`\uFEFF${json({})}`), true],
    ['JSON in UTF-16', of(Buffer.from(json({}), 'utf16le')), true],
    ['no JSON', of('no json'), false],
    ['what is cut off', of('{"data":{'), false],
    ['what is compressed', of(gzipSync(json({ clientId: 'ada' }))), false],
    ['nothing', of(null), false],
  ])('%s', (_, message, whole) => expect(message.whole).toBe(whole));

  it('also where what is stored of the headers was altered', () => {
    const altered = legibleOf({ key: null, headers: '{"ce_subject":"QWRh"} Zoë', value: null });
    expect(altered.names(['Zoë'])).toBe(true);
  });

  it('gives what may be ids: the key, and what stands in quotation marks', () => {
    expect(of('{"clientId":"bob', 'key').words).toEqual(['key', 'clientId']);
    expect(of('{"clientId":"bob",').words).toEqual(['clientId', 'bob']);
  });

  it('tells a field for clients however it is written, and each word that may be an id', () => {
    const broken = `{"${escaped('clientId')}":${escaped('"bob"')}`;
    expect([of(broken), of('no json'), of(Buffer.from('clientIds', 'utf16le'))].map((m) => m.hasClientField)).toEqual([
      true,
      false,
      true,
    ]);
    const spoken = of('from [bob]: urn:c:1', 'key', { ce_subject: 'Zoë and ada' }).allWords();
    expect(spoken).toEqual(expect.arrayContaining(['key', 'from', 'bob', 'urn:c:1', 'Zoë and ada', 'Zoë', 'ada']));
  });

  const CAMPAIGN = 'marketing.campaign-launched.v1';
  it.each([
    ['a campaign to a segment', of(json({ audience: { segmentIds: ['s'] } }, CAMPAIGN)), true],
    ['a campaign without an audience', of(json({}, CAMPAIGN)), true],
    ['a campaign to clients by name', of(json({ audience: { clientIds: ['bob'] } }, CAMPAIGN)), false],
    ['a classification', of(json({}, 'asset.classified.v1')), true],
    ['a classification in binary mode', of('{}', 'BTC', { ce_type: 'io.scopewatch.asset.classified.v1' }), true],
    ['a retraction for everyone', of(json({ retracts: { source: 's', id: 'i' } }, 'fact.retracted.v1')), true],
    ['a retraction for a client', of(json({ clientId: 'bob' }, 'fact.retracted.v1')), false],
    ['a use', of(json({ clientId: 'bob' })), false],
    ['a type that nobody knows', of(json({}, 'unknown.v1')), false],
    ['something else', of('[1]'), false],
  ])('tells whether it concerns clients whom it does not name: %s', (_, message, shared) => {
    expect(message.shared).toBe(shared);
  });
});
