import { parseEnvelope } from './parse-envelope.js';
import { parseMessage } from './parse-message.js';

const LEVELS = 50_000;
const deep = ['['.repeat(LEVELS) + ']'.repeat(LEVELS), '{"a":'.repeat(LEVELS) + '1' + '}'.repeat(LEVELS)];
const data = { clientId: 'c', country: 'DE' };
const sound = { specversion: '1.0', id: 'x', source: 's', type: 'io.scopewatch.client.moved.v1', time: '2025-01-01' };
const event = { ...sound, time: '2025-01-01T00:00:00Z', data };

/** The JSON with the deep text in the place of one field. */
const withDeep = (whole: object, field: string, text: string): string =>
  JSON.stringify({ ...whole, [field]: '@@' }).replace('"@@"', text);

describe('JSON of 50 000 levels', () => {
  it.each([...Object.keys(event), 'subject', 'datacontenttype', 'data_base64', 'dataschema', 'extension'])(
    'as %s is rejected in words, whole or by line',
    (field) => {
      for (const text of deep) {
        const value = withDeep(event, field, text);
        for (const parsed of [
          parseMessage({ key: null, value: Buffer.from(value), headers: {} }),
          parseEnvelope(JSON.parse(value)),
        ]) {
          expect(parsed.ok).toBe(false);
          if (!parsed.ok) expect(parsed.message.length).toBeLessThan(1_000);
        }
      }
    },
  );

  it('is rejected as the whole value, as data, inside data and as bytes of it', () => {
    const headers = Object.fromEntries(Object.entries(sound).map(([name, text]) => [`ce_${name}`, Buffer.from(text)]));
    for (const text of deep) {
      const values = [text, ...['country', 'unknown'].map((field) => withDeep(data, field, text))];
      for (const value of values) {
        const base64 = JSON.stringify({
          ...event,
          data: undefined,
          data_base64: Buffer.from(value).toString('base64'),
        });
        expect(parseMessage({ key: null, value: Buffer.from(value), headers }).ok).toBe(false);
        expect(parseMessage({ key: null, value: Buffer.from(base64), headers: {} }).ok).toBe(false);
        expect(parseMessage({ key: null, value: Buffer.from(value), headers: {} }).ok).toBe(false);
      }
    }
  });
});
