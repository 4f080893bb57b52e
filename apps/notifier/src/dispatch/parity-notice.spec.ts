import { postableAlerts } from '../channels/alertmanager.js';
import { mailOf } from '../channels/mail.js';
import { headline } from '../channels/words.js';
import { parityNotice } from './parity-notice.js';

const at = '2026-03-01T12:00:00.000Z';
const found = { at, backtestId: 'b-1', version: 'mica-61/1', added: 1, gone: 2, changed: 0, clients: 3 };
const url = 'https://watch.bank.example';
const differs = parityNotice('parity.differs', { body: JSON.stringify(found), sequence: 1 }, url);
const none = { ...found, added: 0, gone: 0, clients: 0 };
const restored = parityNotice('parity.restored', { body: JSON.stringify(none), sequence: 2 }, url);

describe('what people are told of parity', () => {
  it('says by how much the record differs from which pack, and where the differences are', () => {
    const line =
      '[critical] The alerts on record are not those that the pack mica-61/1 gives: 1 missing on record, 2 too many, 0 with another verdict';
    expect(headline(differs)).toBe(line);
    expect(differs).toMatchObject({ alerts: 3, clients: 3, url: `${url}/v1/backtests/b-1/differences` });
    expect(mailOf(differs)).toMatchObject({ subject: line });
    expect(mailOf(differs).text).toContain(differs.url);
    expect(headline(restored)).toBe('Resolved: The alerts on record are those that the pack mica-61/1 gives');
  });

  it('fires in Alertmanager until it is over, under the same labels', () => {
    const [[firing], [ended]] = [postableAlerts(differs, 1), postableAlerts(restored, 1)];
    expect(firing?.labels).toEqual({ alertname: 'ScopewatchParity', severity: 'critical' });
    expect(ended?.labels).toEqual(firing?.labels);
    expect(Date.parse(firing?.endsAt ?? '')).toBeGreaterThan(Date.parse(at));
    expect(ended?.endsAt).toBe(at);
  });
});
