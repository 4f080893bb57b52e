import { escaped, oneLine, type Mail } from '../channels/mail.js';

/** What an invitation says: who invites, to where, and for how long the link works. */
export function invitationMail({ name, from, link }: { name: string; from: string; link: string }): Mail {
  const lines = [
    `Hello ${name},`,
    `${from} has given you access to Scopewatch. Open this link and press “Sign in”:`,
    link,
    'It works once, for 72 hours. Whoever has it can sign in as you: don’t pass it on.',
    'If you did not expect this, leave it and tell whoever is named above.',
  ];
  const html = lines.map((line) =>
    line === link ? `<p><a href="${escaped(link)}">${escaped(link)}</a></p>` : `<p>${escaped(line)}</p>`,
  );
  return { subject: oneLine(`${from} invites you to Scopewatch`), text: lines.join('\n\n'), html: html.join('\n') };
}
