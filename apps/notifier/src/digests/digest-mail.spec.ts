import { DIGEST_WORDS, type DigestLine } from '#store';
import { digestMail } from './digest-mail.js';

const URL = 'https://watch.example';
const digest = {
  name: 'Ann',
  day: '2026-03-30',
  countedAt: new Date('2026-03-30T05:00:04Z'),
  timeZone: 'Europe/Berlin',
  digest: 'WORKDAYS' as const,
  lines: [
    { what: 'overdue', count: 3, path: '/alerts?status=OPEN&overdue=true' },
    { what: 'approvals', count: 2, path: '/today' },
    { what: 'mentions', count: 1, path: '/alerts?mentions=ann' },
    { what: 'mine', count: 12, path: '/alerts?assignee=ann' },
  ] satisfies DigestLine[],
};

describe('a digest by mail', () => {
  it('says what is most urgent first, in the subject too, each with where it leads', () => {
    const { subject, text, html } = digestMail(digest, URL);
    expect(subject).toBe('Scopewatch: 3 alerts overdue, 2 waiting for your approval, 1 alert with words for you');
    expect(text).toContain('3 alerts overdue\n  https://watch.example/alerts?status=OPEN&overdue=true\n');
    expect(text.indexOf('overdue')).toBeLessThan(text.indexOf('12 alerts assigned to you'));
    expect(html).toContain('<a href="https://watch.example/alerts?status=OPEN&amp;overdue=true">3 alerts overdue</a>');
  });

  it('says as of when by the clocks of whoever reads it, and why they get it', () => {
    expect(digestMail(digest, URL).text).toMatch(/Monday,? 30 March 2026\D+07:00 \(Europe\/Berlin\)/);
    for (const timeZone of [null, 'Mars/Olympus'])
      expect(digestMail({ ...digest, timeZone }, URL).text).toContain('05:00 (UTC)');
    expect(digestMail(digest, URL).text).toContain('every working day, as you chose');
    expect(digestMail({ ...digest, digest: 'MONDAYS' }, URL).text).toContain('every Monday, as you chose');
  });

  it('says that nothing waits', () => {
    const { subject, text, html } = digestMail({ ...digest, lines: [] }, URL);
    expect(subject).toBe('Scopewatch: nothing waits');
    expect([text, html]).toEqual([
      expect.stringContaining('Nothing waits for you.'),
      expect.stringContaining('<p>Nothing waits for you.</p>'),
    ]);
  });

  it('takes names and addresses for text, never for markup or a header', () => {
    const name = '<b>Ann</b>\r\nBcc: eve@evil.example';
    const lines = [{ what: 'mine', count: 1, path: '/alerts?assignee="><script>' }] satisfies DigestLine[];
    const { subject, html } = digestMail({ ...digest, name, lines }, URL);
    expect(subject).toBe('Scopewatch: 1 alert assigned to you');
    expect(html).toContain('Hello &lt;b&gt;Ann&lt;/b&gt;');
    expect(html).toContain('assignee=&quot;&gt;&lt;script&gt;');
    expect(html).not.toMatch(/<script|<b>/);
  });

  it('has words for all that is counted, and leaves out what a later api may count', () => {
    for (const what of DIGEST_WORDS)
      expect(digestMail({ ...digest, lines: [{ what, count: 2, path: '/' }] }, URL).subject).toMatch(
        /^Scopewatch: 2 \w/,
      );
    const later = [{ what: 'holidays' as 'mine', count: 1, path: '/' }];
    expect(digestMail({ ...digest, lines: later }, URL).subject).toBe('Scopewatch: nothing waits');
  });
});
