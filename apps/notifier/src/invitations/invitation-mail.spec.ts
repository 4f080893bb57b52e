import { invitationMail } from './invitation-mail.js';

describe('an invitation by mail', () => {
  const link = 'https://watch.example/welcome#a-token';

  it('says who invites, and holds the link as text and as markup', () => {
    const { subject, text, html } = invitationMail({ name: 'Ann', from: 'Root', link });
    expect(subject).toBe('Root invites you to Scopewatch');
    expect(text).toContain(`\n\n${link}\n\n`);
    expect(html).toContain(`<a href="${link}">`);
  });

  it('takes names for text, in the subject too', () => {
    const { subject, html } = invitationMail({ name: '<b>Ann</b>', from: 'Root\r\nBcc: eve@evil.example', link });
    expect(subject).toBe('Root Bcc: eve@evil.example invites you to Scopewatch');
    expect(html).toContain('Hello &lt;b&gt;Ann&lt;/b&gt;,');
  });
});
