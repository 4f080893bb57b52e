import { mailOf } from '../channels/mail.js';
import { postableAlerts } from '../channels/alertmanager.js';
import type { Member } from './group.js';
import { noticeOf } from './notice-of.js';

const HOUR = 3_600_000;
const now = Date.UTC(2026, 2, 1, 12);
const member = (n: number, more: Partial<Member> = {}): Member => ({
  alertId: `al-${n}`,
  clientId: `c-${n}`,
  survivorId: `c-${n}`,
  entityId: 'ENT-1',
  verdict: 'SCOPE_DRIFT_UNREQUESTED',
  severity: 'high',
  service: 'STAKING',
  status: 'OPEN',
  active: true,
  raisedAt: now - n * HOUR,
  dueAt: now + n * HOUR,
  breachNotified: false,
  silencedUntil: null,
  kind: 'ENABLED',
  country: null,
  explanation: `Client ${n}.`,
  ...more,
});

const series = { verdict: 'SCOPE_DRIFT_UNREQUESTED', severity: 'high', entityId: 'ENT-1', service: 'STAKING' } as const;
const of = (about: readonly Member[], more: Partial<Parameters<typeof noticeOf>[0]> = {}) =>
  noticeOf({
    type: 'alerts.raised',
    now,
    sequence: 1,
    group: { kind: 'incident', id: 'in-1', clientId: null },
    title: 'Campaign spring',
    about,
    notified: null,
    publicUrl: 'https://watch.example',
    ...more,
  });

describe('what is told', () => {
  it('counts all, and names the gravest and most urgent first, up to a limit', () => {
    const many = Array.from({ length: 30 }, (_, i) => member(i + 1));
    const notice = of([...many, member(99, { severity: 'critical', verdict: 'NO_BASIS', dueAt: now - 1 })]);
    expect(notice).toMatchObject({ severity: 'critical', clients: 31, alerts: 31, overdue: 1, more: 11 });
    expect(notice.items.map((item) => item.alertId).slice(0, 3)).toEqual(['al-99', 'al-1', 'al-2']);
    expect(notice.series).toEqual([
      { ...series, alerts: 30 },
      { ...series, verdict: 'NO_BASIS', severity: 'critical', alerts: 1 },
    ]);
    expect(notice.url).toBe('https://watch.example/incidents/in-1');
  });

  it('counts a client of several alerts, or of merged ids, once', () => {
    expect(of([member(1), member(2, { survivorId: 'c-1' }), member(3, { survivorId: 'c-1' })]).clients).toBe(1);
  });

  it('says at the end what had been told', () => {
    const notified = { at: now - HOUR, series: [series] };
    const notice = of([member(1, { active: false, verdict: 'IN_SCOPE' })], { type: 'alerts.resolved', notified });
    expect(notice).toMatchObject({ severity: 'high', series: [], ended: [series], items: [{ status: 'SUPERSEDED' }] });
  });
});

describe('a mail', () => {
  const hostile = member(1, { clientId: `<script>"x"</script>\r\nBcc: me@evil`, explanation: `a & b's <b>` });
  const mail = mailOf(of([hostile], { title: null, group: { kind: 'alert', id: 'al-1', clientId: hostile.clientId } }));

  it('holds what comes from events as text, never as markup or as a header', () => {
    expect(mail.subject).toBe('[high] SCOPE_DRIFT_UNREQUESTED: client <script>"x"</script> Bcc: me@evil');
    expect(mail.html).not.toMatch(/<script|<b>/);
    expect(mail.html).toContain('a &amp; b&#39;s &lt;b&gt;');
    expect(mail.text).toContain(`a & b's <b>`);
    expect(mail.text).toContain('not a legal determination');
  });
});

describe('alerts for Alertmanager', () => {
  const alone = { title: null, group: { kind: 'alert', id: 'al-1', clientId: 'c-1' } } as const;
  const repeat = 24 * HOUR;

  it('fire until well after the next repeat, and end under the same labels', () => {
    const [firing] = postableAlerts(of([member(1)], alone), repeat);
    expect(firing).toMatchObject({
      labels: {
        alertname: 'SCOPE_DRIFT_UNREQUESTED',
        severity: 'high',
        client: 'c-1',
        entity: 'ENT-1',
        service: 'STAKING',
        alert: 'al-1',
      },
      startsAt: '2026-03-01T11:00:00.000Z',
      endsAt: '2026-03-03T12:00:00.000Z',
      generatorURL: 'https://watch.example/alerts/al-1',
    });
    const end = of([], { ...alone, type: 'alerts.resolved', notified: { at: now - HOUR, series: [series] } });
    const [ended] = postableAlerts(end, repeat);
    expect(ended).toMatchObject({ labels: firing?.labels, endsAt: '2026-03-01T12:00:00.000Z' });
  });

  it('are one for each kind of an incident, not one for each client', () => {
    const alerts = postableAlerts(of([member(1), member(2), member(3, { verdict: 'NO_BASIS' })]), repeat);
    expect(alerts.map(({ labels }) => [labels['alertname'], labels['incident'], labels['client']])).toEqual([
      ['SCOPE_DRIFT_UNREQUESTED', 'in-1', undefined],
      ['NO_BASIS', 'in-1', undefined],
    ]);
  });
});
