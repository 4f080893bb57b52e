import { EVENT_TYPES, instant, day } from '#domain';
import { envelope, eventIn, refusalOf, SMALLEST, TIME, whyNot } from './contract.testkit.js';
import { CLIENT_IDS_MAX, DATA_LEVELS_MAX } from './limits.js';
import { parseEnvelope } from './parse-envelope.js';

const at = (iso: string) => instant(Date.parse(iso));
const contacted = (extra: object) =>
  parseEnvelope(envelope('marketing.contacted.v1', { ...SMALLEST['marketing.contacted.v1'], ...extra }));

describe('an event', () => {
  it.each(EVENT_TYPES)('%s is accepted with its smallest data, and with fields that nobody knows', (type) => {
    expect(eventIn(parseEnvelope(envelope(type)))).toMatchObject({ type, source: 's', id: 'e1', data: SMALLEST[type] });
    const more = { ...SMALLEST[type], zzz: { kept: [1, null] } };
    expect(eventIn(parseEnvelope(envelope(type, more, { traceparent: '00-1', subject: null }))).data).toEqual(more);
  });

  it.each(EVENT_TYPES)('%s is refused without its data, and without any field of it', (type) => {
    expect(whyNot(parseEnvelope(envelope(type, null)))).toBe('SCHEMA_VIOLATION: data must be an object');
    const { data: _, ...without } = envelope(type);
    expect(whyNot(parseEnvelope(without))).toBe('SCHEMA_VIOLATION: data is missing');
    expect(whyNot(parseEnvelope(envelope(type, {})))).toMatch(/^SCHEMA_VIOLATION: data/);
  });
});

describe('effective time', () => {
  it('is what the data says, else the time of the envelope', () => {
    expect(eventIn(contacted({}))).toMatchObject({ when: at(TIME), whenGiven: TIME });
    const effectiveAt = '2026-01-31T23:30:00.123456+01:00';
    expect(eventIn(contacted({ effectiveAt }))).toMatchObject({
      when: at('2026-01-31T22:30:00.123Z'),
      whenGiven: effectiveAt,
    });
    expect(eventIn(contacted({ effectiveAt: '2026-01-31' })).when).toEqual(day(Date.parse('2026-01-31')));
  });

  it('of a request is requestedAt, whatever else is said', () => {
    const data = { ...SMALLEST['client.requested.v1'], effectiveAt: '2020-01-01' };
    const event = eventIn(parseEnvelope(envelope('client.requested.v1', data)));
    expect(event).toMatchObject({ when: at('2026-01-01T12:00:00Z') });
  });

  it.each(['2026-02-01T00:00:00', '2026-02-01T23:59:60Z', '2026-02-30', '1 February 2026', '', '2026-02-01T24:00:00Z'])(
    'is not %p',
    (effectiveAt) => {
      expect(whyNot(contacted({ effectiveAt }))).toMatch(/^SCHEMA_VIOLATION: data\.effectiveAt must be an RFC 3339/);
    },
  );

  it('of an envelope is an instant, not a date', () => {
    const time = 'NOT_CLOUDEVENT: time must be an RFC 3339 date-time';
    for (const given of ['2026-02-01', '2026-02-01T23:59:60Z', 'now']) {
      expect(whyNot(parseEnvelope(envelope('client.moved.v1', undefined, { time: given })))).toContain(time);
    }
  });
});

describe('an envelope', () => {
  const identity = { source: 's', id: 'e1' };
  it.each([
    [{ specversion: '0.3' }, 'NOT_CLOUDEVENT: specversion must be "1.0", not "0.3"'],
    [{ specversion: 1 }, 'NOT_CLOUDEVENT: specversion must be "1.0", not 1'],
    [{ time: undefined }, 'NOT_CLOUDEVENT: time is missing'],
    [{ time: null }, 'NOT_CLOUDEVENT: time is missing'],
    [{ type: 7 }, 'NOT_CLOUDEVENT: type must be a string'],
    [{ datacontenttype: 7 }, 'NOT_CLOUDEVENT: datacontenttype must be a string or null'],
    [
      { type: 'io.scopewatch.client.teleported.v1' },
      'UNKNOWN_TYPE: type "io.scopewatch.client.teleported.v1" is not known',
    ],
    [
      { type: 'client.moved.v1' },
      'UNKNOWN_TYPE: type "client.moved.v1" is not known; io.scopewatch.client.moved.v1 is',
    ],
    [{ type: '__proto__' }, 'UNKNOWN_TYPE: type "__proto__" is not known'],
    [{ datacontenttype: 'text/plain' }, 'NOT_JSON: datacontenttype is "text/plain"; only JSON is taken as data'],
  ])('is refused with %j, its identity told', (attributes, why) => {
    const parsed = parseEnvelope({ ...envelope('client.moved.v1'), ...attributes });
    expect(whyNot(parsed)).toBe(why);
    expect(refusalOf(parsed).identity).toEqual(identity);
  });

  it.each(['', 'a\u0000', 'a\n', '\u007F', '\uD800', 'x'.repeat(257)])('has no identity with the id %j', (id) => {
    const refusal = refusalOf(parseEnvelope({ ...envelope('client.moved.v1'), id }));
    expect(refusal).toMatchObject({ reason: 'NOT_CLOUDEVENT', message: expect.stringMatching(/^id must/) });
    expect(refusal.identity).toBeUndefined();
  });

  it('may have any other characters in its id, as many as 256', () => {
    for (const id of ['ü', '😀'.repeat(256), 'a b', '../x', "';--"]) {
      expect(eventIn(parseEnvelope({ ...envelope('client.moved.v1'), id })).id).toBe(id);
    }
  });
});

describe('a violation is told with its place', () => {
  it.each([
    [{ offers: [{}] }, 'data.offers[0].service is missing'],
    [{ offers: [{ service: 'CUSTODY' }, { service: 'JUGGLING' }] }, 'data.offers[1].service must be one of CUSTODY, '],
    [{ offers: {} }, 'data.offers must be an array'],
    [
      { offers: [{ service: 'CUSTODY', assetType: { emtCurrency: 'euro' } }] },
      'data.offers[0].assetType.emtCurrency must be a currency code',
    ],
    [{ productIds: Array(1001).fill('p') }, 'data.productIds must have at most 1000 entries'],
    [{ clientId: '' }, 'data.clientId must have at least 1 character'],
    [{ clientId: 'c\u0000' }, 'data.clientId must be a string of 1 to 256 characters without control characters'],
    [{ clientId: '\uDC00' }, 'data.clientId must be a string of 1 to 256 characters without control characters'],
    [{ clientId: 'c'.repeat(257) }, 'data.clientId must have at most 256 characters'],
    [{ remunerated: 'yes' }, 'data.remunerated must be true or false'],
    [{ clientId: null }, 'data.clientId is missing'],
    [{ offers: [null] }, 'data.offers[0] must be an object'],
    [{ offers: [{ service: null }] }, 'data.offers[0].service is missing'],
    [{ subject: 7 }, 'data.subject must be a string'],
  ])('%j', (extra, sentence) => {
    const { reason, message } = refusalOf(contacted(extra));
    expect(reason).toBe('SCHEMA_VIOLATION');
    expect(message.startsWith(sentence)).toBe(true);
  });

  it.each([
    ['client.moved.v1', { country: 'XX' }, null],
    ['client.moved.v1', { country: 'de' }, 'data.country must be a country code of two capital letters'],
    ['client.moved.v1', { country: undefined }, 'data.country is missing'],
    ['client.onboarded.v1', { country: null }, null],
    ['client.narrowed.v1', { requestId: null, offers: null }, 'data must have at least one of requestId and offers'],
    ['relationship.closed.v1', { windDown: true }, null],
    ['relationship.closed.v1', { windDown: false }, 'data.windDown must be true'],
    ['account.service-used.v1', { purpose: 'ENTRY' }, 'data.purpose must be one of EXIT'],
    ['asset.classified.v1', { dti: Array(40).fill('000000001').join('|') }, null],
    ['asset.classified.v1', { dti: Array(40).fill('000000001') }, null],
    ['asset.classified.v1', { dti: [7] }, 'data.dti[0] must be a string'],
    ['asset.classified.v1', { dti: 7 }, 'data.dti must be a string or an array'],
    ['asset.classified.v1', { assetType: { emtCurrency: ' usd ', technologies: ['', ' eth '] } }, null],
    ['entity.authorised.v1', { countries: ['DE', 'EL'] }, null],
    ['entity.authorised.v1', { countries: 'DE' }, 'data.countries must be an array'],
    [
      'client.onboarded.v1',
      { firstContact: { at: '2026', channel: 'WEB' } },
      'data.firstContact.at must be an RFC 3339',
    ],
    [
      'client.onboarded.v1',
      { evidence: [{ kind: 'k', uri: 'u', sha256: 'no' }] },
      'data.evidence[0].sha256 must be a SHA-256',
    ],
    ['client.narrowed.v1', { requestId: undefined }, 'data must have at least one of requestId and offers, not empty'],
    ['client.narrowed.v1', { requestId: undefined, offers: [] }, 'data must have at least one of requestId and offers'],
    ['client.narrowed.v1', { requestId: undefined, offers: [{ service: 'RTO' }] }, null],
    ['entity.authorised.v1', { services: ['STAKING'] }, 'data.services[0] must be one of CUSTODY'],
    ['entity.authorised.v1', { services: [] }, 'data.services must have at least 1 entry'],
    ['product.rolled-out.v1', { audience: { everyone: false } }, 'data.audience.everyone must be true'],
    ['product.rolled-out.v1', { audience: { clientIds: Array(CLIENT_IDS_MAX).fill('c') } }, null],
    ['client.requested.v1', { words: 'x'.repeat(10_001) }, 'data.words must have at most 10000 characters'],
    ['client.requested.v1', { words: 'a\u0000b' }, 'data.words must be well-formed text'],
    ['client.requested.v1', { words: 'two\nlines 😀' }, null],
  ] as const)('%s', (type, extra, sentence) => {
    const parsed = parseEnvelope(JSON.parse(JSON.stringify(envelope(type, { ...SMALLEST[type], ...extra }))));
    expect(parsed.ok ? null : parsed.message.startsWith(sentence ?? 'accepted')).toBe(sentence === null ? null : true);
  });

  it('in at most 1000 characters', () => {
    const parsed = parseEnvelope({ ...envelope('client.moved.v1'), specversion: 'x'.repeat(5000) });
    expect(refusalOf(parsed).message.length).toBeLessThanOrEqual(1000);
  });

  it('where data is nested too deep', () => {
    const nested = (levels: number): unknown => (levels === 0 ? 0 : [nested(levels - 1)]);
    const withExtra = (levels: number) => contacted({ extra: nested(levels) });
    expect(withExtra(DATA_LEVELS_MAX - 1).ok).toBe(true);
    expect(whyNot(withExtra(DATA_LEVELS_MAX))).toBe('SCHEMA_VIOLATION: data is nested deeper than 64 levels');
  });
});

describe('a field that is null', () => {
  const offer = { service: 'CUSTODY', assetId: null, assetType: { class: 'OTHER', emtCurrency: null } };

  it('is absent, at any depth, known or not', () => {
    const parsed = contacted({
      offers: [offer],
      requestId: null,
      effectiveAt: null,
      extra: null,
      more: { a: null, b: [null] },
    });
    const { data, whenGiven } = eventIn(parsed);
    expect(data).toEqual({
      ...SMALLEST['marketing.contacted.v1'],
      offers: [{ service: 'CUSTODY', assetType: { class: 'OTHER' } }],
      more: { b: [null] },
    });
    expect(whenGiven).toBe(TIME);
  });

  it('says something where the field must be there', () => {
    expect(
      eventIn(parseEnvelope(envelope('client.moved.v1', { clientId: 'c', country: null, extra: null }))).data,
    ).toEqual({
      clientId: 'c',
      country: null,
    });
  });

  it('leaves what was told as it is', () => {
    const data = { ...SMALLEST['marketing.contacted.v1'], offers: [offer] };
    parseEnvelope(envelope('marketing.contacted.v1', data));
    expect(data.offers).toEqual([offer]);
    expect(offer).toHaveProperty('assetId', null);
  });
});
