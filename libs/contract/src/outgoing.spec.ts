import { Ajv } from 'ajv';
import { EVENT_TYPES } from '#domain';
import { ALERT_SCHEMAS, type AlertData } from './alert-schemas.js';
import { binary, structured } from './cloud-event.js';
import { envelope, eventIn, parse, whyNot } from './contract.testkit.js';
import { FORMATS } from './formats.js';
import { REJECTED_BYTES_MAX } from './limits.js';
import { alertMessage, rejectionMessage } from './outgoing.js';
import { REJECTION_SCHEMAS } from './rejection-schema.js';

const ajv = new Ajv({
  allowUnionTypes: true,
  formats: Object.fromEntries(Object.entries(FORMATS).map(([name, { check }]) => [name, check])),
});
const source = 'urn:scopewatch:monitor';
const time = '2026-02-01T12:00:01.000Z';

describe('an event that is sent', () => {
  it.each(EVENT_TYPES)('%s comes back the same from both modes', (type) => {
    const event = { ...envelope(type), subject: 'x', traceid: null };
    const whole = structured(event);
    const parts = binary(event);
    expect(eventIn(parse(parts.value, parts.headers))).toEqual(eventIn(parse(whole.value, whole.headers)));
    expect(Object.keys(parts.headers)).not.toContain('ce_traceid');
  });

  it('may be broken, and arrives as broken as it was', () => {
    const { data: _, ...without } = envelope('client.moved.v1');
    const empty = binary(without);
    expect(empty.value).toBeNull();
    expect(whyNot(parse(empty.value, empty.headers))).toBe('SCHEMA_VIOLATION: data is missing');
    const numbered = binary(envelope('client.moved.v1', {}, { id: 7 }));
    expect(numbered.headers['ce_id']).toBe('7');
    const base64 = binary({ ...without, data_base64: Buffer.from('{}').toString('base64') });
    expect(base64.value?.toString()).toBe('{}');
  });
});

describe('an alert message', () => {
  const data: AlertData = {
    alertId: 'a1',
    clientId: 'c',
    entityId: 'E',
    verdict: 'BREACH_61_2',
    severity: 'critical',
    offer: { service: 'EXCH_FUNDS', assetType: { technologies: ['BTC'] } },
    newService: true,
    newAssetType: false,
    act: {
      source: 's',
      id: `${'k'.repeat(256)}#${'c'.repeat(256)}`,
      type: 'marketing.contacted.v1',
      effectiveAt: '2026-02-01',
    },
    citations: [{ article: 'MiCA Article 61(2)', sourceStatus: 'primary' }],
    policyVersion: '1',
    explanation: 'A new service was marketed.',
    effectiveAt: '2026-02-01',
    detectedAt: time,
    status: 'OPEN',
  };

  it.each(['alert.raised.v1', 'alert.rejudged.v1', 'alert.superseded.v1', 'alert.status-changed.v1'] as const)(
    '%s is keyed by client and meets its schema',
    (type) => {
      const message = alertMessage(type, { id: 'a1/1', source, time }, data);
      expect(message.key).toBe('c');
      const event = JSON.parse(message.value.toString());
      expect(event).toMatchObject({
        specversion: '1.0',
        id: 'a1/1',
        type: `io.scopewatch.${type}`,
        time,
        subject: 'a1',
      });
      expect(ajv.validate(ALERT_SCHEMAS[type], event.data)).toBe(true);
      for (const offer of [null, { productId: 'p' }]) {
        expect(ajv.validate(ALERT_SCHEMAS[type], { ...event.data, offer })).toBe(true);
      }
      expect(ajv.validate(ALERT_SCHEMAS[type], { ...event.data, verdict: 'MAYBE' })).toBe(false);
    },
  );
});

describe('a rejection message', () => {
  const rejectionOf = (key: Buffer | null, value: Buffer | null) =>
    rejectionMessage(source, {
      rejectionId: 'j1',
      topic: 'account-events',
      partition: 0,
      offset: '9007199254740993',
      reason: 'NOT_JSON',
      message: 'the value is not JSON',
      recordedAt: time,
      key,
      value,
    });

  it('has the key of the message it is about, and its value in base64', () => {
    const message = rejectionOf(Buffer.from('c'), Buffer.from([0xff]));
    expect(message.key).toEqual(Buffer.from('c'));
    const event = JSON.parse(message.value.toString());
    expect(event).toMatchObject({ id: 'j1', data: { key: 'c', rawBase64: '/w==', offset: '9007199254740993' } });
    expect(event.data.truncated).toBeUndefined();
    expect(ajv.validate(REJECTION_SCHEMAS['message.rejected.v1'], event.data)).toBe(true);
  });

  it('has neither where there is none, and only the beginning of a long value', () => {
    const nothing = JSON.parse(rejectionOf(null, null).value.toString()).data;
    expect(nothing).not.toHaveProperty('key');
    expect(nothing).not.toHaveProperty('rawBase64');
    const long = JSON.parse(rejectionOf(null, Buffer.alloc(REJECTED_BYTES_MAX + 1)).value.toString()).data;
    expect(long.truncated).toBe(true);
    expect(Buffer.from(long.rawBase64, 'base64')).toHaveLength(REJECTED_BYTES_MAX);
    expect(ajv.validate(REJECTION_SCHEMAS['message.rejected.v1'], long)).toBe(true);
  });
});
