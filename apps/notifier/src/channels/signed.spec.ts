import { Webhook } from 'standardwebhooks';
import { signedHeaders } from './signed.js';

const secretOf = (fill: number): string => `whsec_${Buffer.alloc(32, fill).toString('base64')}`;
const body = JSON.stringify({
  type: 'alerts.raised',
  timestamp: '2026-03-01T12:00:00.000Z',
  data: { client: 'ádá €' },
});

describe('the signature of a webhook', () => {
  const [current, previous, other] = [secretOf(1), secretOf(2), secretOf(3)];
  const headers = signedHeaders('msg_1', new Date(), body, [current, previous]);

  it('is accepted by the library of the standard, by either secret while one is being rotated', () => {
    for (const secret of [current, previous]) {
      expect(new Webhook(secret).verify(body, { ...headers })).toEqual(JSON.parse(body));
    }
  });

  it('is refused by another secret, for another body, under another id, and when it is old', () => {
    expect(() => new Webhook(other).verify(body, { ...headers })).toThrow('No matching signature');
    expect(() => new Webhook(current).verify(`${body} `, { ...headers })).toThrow('No matching signature');
    expect(() => new Webhook(current).verify(body, { ...headers, 'webhook-id': 'msg_2' })).toThrow();
    const old = signedHeaders('msg_1', new Date(Date.now() - 600_000), body, [current]);
    expect(() => new Webhook(current).verify(body, { ...old })).toThrow('too old');
  });
});
