import { ERASED, names, renamed, type Names } from './names.js';
import { withoutClient, withoutClientIn } from './redact-json.js';
import { withoutClientInEvent } from './redact-event.js';

const of: Names = { ids: ['c-104', 'c-105'], pseudonym: 'erased-x', alertIds: new Set(['al-1']) };

describe('an id', () => {
  it.each([
    ['c-104', 'erased-x'],
    ['client c-104.', 'client erased-x.'],
    ['c-104, c-105 and c-106', 'erased-x, erased-x and c-106'],
    ['/v1/clients/c-104/evidence', '/v1/clients/erased-x/evidence'],
    ['“c-105”', '“erased-x”'],
  ])('is found by itself in %j', (text, expected) => {
    expect([names(text, of), renamed(text, of)]).toEqual([true, expected]);
  });

  it.each(['c-1042', 'c-104-b', 'xc-104', 'c-104@bank', 'ac-105', 'c-104_1'])('is not what is part of %j', (text) => {
    expect([names(text, of), renamed(text, of)]).toEqual([false, text]);
  });

  it('is found as it stands in an address', () => {
    const odd = { ...of, ids: ['a b@x'] };
    expect(renamed('client=a%20b%40x&page=2', odd)).toBe('client=erased-x&page=2');
  });

  it('may have any signs in it', () => {
    const odd = { ...of, ids: ['a.*+?^${}()|[]\\'] };
    expect(renamed('on a.*+?^${}()|[]\\ and ab', odd)).toBe('on erased-x and ab');
  });
});

describe('JSON without a client', () => {
  it('loses the words of what is theirs, and of nothing else', () => {
    const both = [
      { clientId: 'c-104', words: 'mine', service: 'CUSTODY' },
      { clientId: 'c-106', words: 'not mine', service: 'CUSTODY' },
    ];
    expect(withoutClient(both, of)).toEqual([
      { clientId: 'erased-x', words: ERASED, service: 'CUSTODY' },
      { clientId: 'c-106', words: 'not mine', service: 'CUSTODY' },
    ]);
  });

  it('knows what is theirs by an alert too, and by what an event holds', () => {
    expect(withoutClient({ alertId: 'al-1', explanation: 'x', verdict: 'BREACH_61_2' }, of)).toEqual({
      alertId: 'al-1',
      explanation: ERASED,
      verdict: 'BREACH_61_2',
    });
    const event = { id: 'c-104-mail', data: { clientId: 'c-104', excerpt: 'x' } };
    expect(withoutClient(event, of)).toEqual({ id: ERASED, data: { clientId: 'erased-x', excerpt: ERASED } });
  });

  it('is looked for in JSON that stands in a text, and in names of fields', () => {
    expect(withoutClientIn('{"after":"{\\"clientId\\":\\"c-105\\"}","c-104":1}', of)).toBe(
      '{"after":"{\\"clientId\\":\\"erased-x\\"}","erased-x":1}',
    );
    expect(withoutClientIn(null, of)).toBeNull();
    expect(withoutClientIn('{no JSON c-104', of)).toBe('{no JSON erased-x');
  });
});

describe('an event that names a client among others', () => {
  const message = (data: object): { key: null; headers: null; value: Buffer } => ({
    key: null,
    headers: null,
    value: Buffer.from(JSON.stringify({ specversion: '1.0', id: 'k', source: 's', type: 't', data })),
  });
  const dataOf = (value: Buffer | undefined): unknown =>
    (JSON.parse(value?.toString() ?? '{}') as { data?: unknown }).data;

  it('no longer has them in its audience', () => {
    const without = withoutClientInEvent(message({ audience: { clientIds: ['c-104', 'c-106'] } }), of);
    expect(dataOf(without?.value)).toEqual({ audience: { clientIds: ['c-106'] } });
  });

  it('names the random id where it names them otherwise', () => {
    const without = withoutClientInEvent(message({ clientId: 'c-106', referrerId: 'c-105' }), of);
    expect(dataOf(without?.value)).toEqual({ clientId: 'c-106', referrerId: 'erased-x' });
  });

  it.each([
    ['a client whose id has theirs in it', { clientId: 'crm:c-104' }],
    ['a segment of the same name', { audience: { segmentIds: ['c-104'] } }],
    ['an entity, an asset or a product of the same name', { entityId: 'c-104', assetId: 'c-104', productId: 'c-104' }],
    ['a word of the vocabulary', { actor: 'c-104' }],
  ])('is not taken for one that names %s', (_, data) => {
    expect(withoutClientInEvent(message(data), of)).toBeUndefined();
  });

  it('loses them in what somebody wrote', () => {
    const without = withoutClientInEvent(message({ clientId: 'c-106', words: 'as c-104 said' }), of);
    expect(dataOf(without?.value)).toEqual({ clientId: 'c-106', words: 'as erased-x said' });
  });

  it('stays as it is where it doesn’t', () => {
    expect(withoutClientInEvent(message({ clientId: 'c-1042' }), of)).toBeUndefined();
  });

  it('is found in binary mode, in base64 and in the key', () => {
    const headers = JSON.stringify({ ce_subject: Buffer.from('c-104').toString('base64') });
    const binary = { key: Buffer.from('c-105'), headers, value: Buffer.from('{"referrerId":"c-104"}') };
    const without = withoutClientInEvent(binary, of);
    expect(without?.key).toBeNull();
    expect(JSON.parse(without?.headers ?? '{}')).toEqual({ ce_subject: Buffer.from('erased-x').toString('base64') });
    expect(without?.value.toString()).toBe('{"referrerId":"erased-x"}');
    const packed = { type: 't', data_base64: Buffer.from('{"referrerId":"c-104"}').toString('base64') };
    const value = Buffer.from(JSON.stringify(packed));
    const read = JSON.parse(
      withoutClientInEvent({ key: null, headers: null, value }, of)?.value.toString() ?? '{}',
    ) as {
      data_base64: string;
    };
    expect(Buffer.from(read.data_base64, 'base64').toString()).toBe('{"referrerId":"erased-x"}');
  });
});
