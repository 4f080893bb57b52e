import { CloudEvent, Kafka } from 'cloudevents';
import fc from 'fast-check';
import { EVENT_TYPES } from '#domain';
import {
  ceHeaders,
  envelope,
  eventIn,
  parse,
  refusalOf,
  SMALLEST,
  STRUCTURED,
  TIME,
  whyNot,
} from './contract.testkit.js';
import { VALUE_BYTES_MAX } from './limits.js';
import { parseMessage } from './parse-message.js';
import { REJECTION_REASON_NAMES } from './rejection-reason.js';
import { sameFact } from './same-fact.js';

const moved = envelope('client.moved.v1');
const movedData = SMALLEST['client.moved.v1'];

describe('structured mode', () => {
  it.each([
    'application/cloudevents+json',
    'application/cloudevents+json; charset=UTF-8',
    'Application/CloudEvents+JSON;charset=utf-8',
  ])('is told by the content type %s', (contentType) => {
    expect(parse(moved, { 'Content-Type': Buffer.from(contentType) })).toMatchObject({ ok: true, mode: 'structured' });
  });

  it('is assumed where a producer forgot every header', () => {
    expect(parse(moved, {})).toMatchObject({ ok: true, mode: 'structured', envelopeTime: TIME });
  });

  it('holds although the attributes stand in the headers too', () => {
    const headers = { ...ceHeaders('client.merged.v1'), ...STRUCTURED };
    expect(eventIn(parse(moved, headers)).type).toBe('client.moved.v1');
  });

  it('skips a byte order mark', () => {
    expect(parse(`\uFEFF${JSON.stringify(moved)}`).ok).toBe(true);
  });

  it('takes data in base64', () => {
    const base64 = Buffer.from(JSON.stringify(movedData)).toString('base64');
    const given = (attributes: object) => parse({ ...moved, data: undefined, data_base64: base64, ...attributes });
    expect(eventIn(given({})).data).toEqual(movedData);
    expect(eventIn(given({ datacontenttype: 'application/json' })).data).toEqual(movedData);
    expect(whyNot(given({ data_base64: '###' }))).toBe('NOT_JSON: data_base64 is not base64');
    expect(whyNot(given({ data_base64: '/w==' }))).toBe('NOT_JSON: data_base64 is not valid UTF-8');
    expect(whyNot(given({ datacontenttype: 'text/xml' }))).toContain('NOT_JSON: datacontenttype is "text/xml"');
    expect(whyNot(given({ data: {} }))).toContain('NOT_CLOUDEVENT: data and data_base64 are both given');
  });

  it.each([
    [null, 'NOT_JSON: the message has no value (a tombstone)'],
    ['', 'NOT_JSON: the value is empty'],
    ['{"specversion":', 'NOT_JSON: the value is not JSON: '],
    [Buffer.from([0x7b, 0xff, 0x7d]), 'NOT_JSON: the value is not valid UTF-8'],
    ['[]', 'NOT_CLOUDEVENT: the value is JSON but not an object'],
    ['"text"', 'NOT_CLOUDEVENT: the value is JSON but not an object'],
    ['null', 'NOT_CLOUDEVENT: the value is JSON but not an object'],
    ['{}', 'NOT_CLOUDEVENT: specversion is missing'],
  ])('refuses the value %p', (value, why) => {
    expect(whyNot(parse(value))).toContain(why);
    expect(whyNot(parse(value, {}))).toContain(why);
  });

  it.each([
    ['application/cloudevents-batch+json', 'one event a message is taken'],
    ['application/cloudevents+avro', 'only JSON is taken'],
  ])('is not to be had as %s', (contentType, why) => {
    const parsed = parse([moved], { 'content-type': Buffer.from(contentType) });
    expect(refusalOf(parsed)).toMatchObject({ reason: 'NOT_CLOUDEVENT', message: expect.stringContaining(why) });
  });
});

describe('binary mode', () => {
  it('reads the attributes from headers, whose names may be of either case, and the data from the value', () => {
    const headers = ceHeaders('client.moved.v1', { ce_id: undefined, CE_ID: 'ä%41 1', ce_vendorextra: 'x' });
    const parsed = parse(movedData, headers);
    expect(parsed).toMatchObject({ ok: true, mode: 'binary', envelopeTime: TIME });
    // Kafka headers are plain UTF-8: what looks percent-encoded stays as it is.
    expect(eventIn(parsed)).toMatchObject({ id: 'ä%41 1', source: 's', data: movedData });
  });

  it.each(['application/json', 'application/json; charset=utf-8', 'application/vnd.firm+json', undefined])(
    'takes data of the content type %s',
    (contentType) => {
      expect(parse(movedData, ceHeaders('client.moved.v1', { 'content-type': contentType })).ok).toBe(true);
    },
  );

  it('takes headers as strings and as lists of one, as some clients give them', () => {
    const headers = { ...ceHeaders('client.moved.v1'), ce_id: 'e2', ce_source: ['t'], unrelated: undefined };
    expect(eventIn(parse(movedData, headers))).toMatchObject({ id: 'e2', source: 't' });
  });

  it('refuses what it can not read, with the identity where there is one', () => {
    const identity = { source: 's', id: 'e1' };
    const other = parse('<xml/>', ceHeaders('client.moved.v1', { 'content-type': 'application/xml' }));
    expect(refusalOf(other)).toMatchObject({ reason: 'NOT_JSON', identity });
    expect(whyNot(other)).toContain('only JSON is taken as data');
    expect(refusalOf(parse('{', ceHeaders('client.moved.v1')))).toMatchObject({ reason: 'NOT_JSON', identity });
    const nothing = parse(null, ceHeaders('client.moved.v1'));
    expect(nothing).toEqual({ ok: false, reason: 'SCHEMA_VIOLATION', message: 'data is missing', identity });
    expect(whyNot(parse('[]', ceHeaders('client.moved.v1')))).toBe('SCHEMA_VIOLATION: data must be an object');
  });

  it('refuses headers that have no one meaning', () => {
    const headers = ceHeaders('client.moved.v1');
    const twice = 'NOT_CLOUDEVENT: the header "ce_id" is given more than once';
    expect(whyNot(parse(movedData, { ...headers, ce_id: [Buffer.from('a'), Buffer.from('b')] }))).toBe(twice);
    expect(whyNot(parse(movedData, { ...headers, CE_Id: Buffer.from('e1') }))).toBe(twice);
    const bytes = { ...headers, ce_id: Buffer.from([0xff]) };
    expect(whyNot(parse(movedData, bytes))).toBe('NOT_CLOUDEVENT: the header "ce_id" is not valid UTF-8');
  });

  it('says which attribute is missing', () => {
    for (const name of ['specversion', 'id', 'source', 'type', 'time']) {
      const parsed = parse(movedData, ceHeaders('client.moved.v1', { [`ce_${name}`]: undefined }));
      expect(whyNot(parsed)).toContain(`NOT_CLOUDEVENT: ${name} is missing`);
    }
  });
});

describe('a message of neither mode', () => {
  it('is no CloudEvent if it is JSON, and else not even that', () => {
    const headers = { 'content-type': Buffer.from('application/json') };
    expect(whyNot(parse(moved, headers))).toContain('NOT_CLOUDEVENT: no header begins with ce_');
    expect(whyNot(parse('hello', headers))).toContain('NOT_JSON: the value is not JSON');
  });

  it('is too large before anything of it is read', () => {
    const value = Buffer.alloc(VALUE_BYTES_MAX + 1, ' ');
    expect(refusalOf(parse(value)).reason).toBe('TOO_LARGE');
  });
});

describe('messages of the official SDK', () => {
  it.each(EVENT_TYPES)('%s is accepted in both modes, and is the same event', (type) => {
    const { id, source, time } = envelope(type);
    const event = new CloudEvent({ id, source, time, type: `io.scopewatch.${type}`, data: SMALLEST[type] });
    const whole = Kafka.structured(event);
    const parts = Kafka.binary(event);
    const headersOf = (headers: object) =>
      Object.fromEntries(
        Object.entries(headers).flatMap(([name, value]) =>
          value === undefined ? [] : [[name, Buffer.from(String(value))]],
        ),
      );
    const structured = parse(whole.value, headersOf(whole.headers));
    const binary = parse(parts.value, headersOf(parts.headers));
    expect(structured).toMatchObject({ ok: true, mode: 'structured' });
    expect(binary).toMatchObject({ ok: true, mode: 'binary' });
    // The SDK writes `time` with milliseconds in one mode only: the same point, in other words.
    expect(sameFact(eventIn(binary), eventIn(structured))).toBe(true);
  });
});

describe('whatever comes', () => {
  const header = fc.oneof(
    fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes)),
    fc
      .constantFrom('1.0', 's', TIME, 'application/json', 'application/cloudevents+json')
      .map((text) => Buffer.from(text)),
    fc.constant(Buffer.from('io.scopewatch.client.moved.v1')),
  );
  const name = fc.constantFrom(
    'content-type',
    'ce_id',
    'ce_source',
    'ce_type',
    'ce_time',
    'ce_specversion',
    'ce___proto__',
  );
  const value = fc.oneof(
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    fc.json({ maxDepth: 5 }).map((text) => Buffer.from(text)),
    fc.json().map((text) => Buffer.from(`{"specversion":"1.0","id":"a","source":"b","time":"${TIME}","data":${text}}`)),
    fc.constant(null),
  );

  it('is parsed or refused with a sentence, and never thrown at', () => {
    fc.assert(
      fc.property(value, fc.dictionary(name, header), (bytes, headers) => {
        const parsed = parseMessage({ key: null, value: bytes, headers });
        if (parsed.ok) return;
        expect(REJECTION_REASON_NAMES).toContain(parsed.reason);
        expect(parsed.message.length).toBeGreaterThan(0);
        expect(parsed.message.length).toBeLessThanOrEqual(1000);
        expect(parsed.message).not.toMatch(/[\u0000-\u001F\uD800-\uDFFF]/u);
      }),
      { numRuns: 1000 },
    );
  });
});
