import { zoneOf } from '#domain';
import type { DigestLine, DueDigest } from '#store';
import { escaped, oneLine, type Mail } from '../channels/mail.js';
import { INDICATION, plural } from '../channels/words.js';

type Word = DigestLine['what'];

const WORDS: Readonly<Record<Word, (count: number) => string>> = {
  overdue: (n) => `${plural(n, 'alert')} overdue`,
  approvals: (n) => `${n} waiting for your approval`,
  dueToday: (n) => `${plural(n, 'alert')} due today`,
  unwell: (n) => `${n} unwell in Scopewatch itself`,
  mentions: (n) => `${plural(n, 'alert')} with words for you`,
  raisedSince: (n) => plural(n, 'new alert'),
  mine: (n) => `${plural(n, 'alert')} assigned to you`,
  evidence: (n) => `${plural(n, 'piece')} of evidence for you to get`,
  unassigned: (n) => `${plural(n, 'alert')} assigned to nobody`,
  ownProposals: (n) => `${plural(n, 'proposal')} of yours not decided`,
  toDo: (n) => plural(n, 'open alert'),
};
const NOTHING = 'Nothing waits for you.';
const IN_SUBJECT = 3;
const WHEN: Readonly<Record<DueDigest['digest'], string>> = { WORKDAYS: 'every working day', MONDAYS: 'every Monday' };

/**
 * What waits for somebody, in counts: a mail leaves the house, so it holds no client and no words of anybody.
 * @param publicUrl where the dashboard is, without a slash at the end
 */
export function digestMail(digest: Omit<DueDigest, 'personId' | 'mailedTo' | 'attempts'>, publicUrl: string): Mail {
  const { name, countedAt, timeZone, lines } = digest;
  // A later api may count what we have no word for.
  const known = lines.filter(({ what }) => what in WORDS);
  const said = known.map(({ what, count, path }) => ({ text: WORDS[what](count), url: `${publicUrl}${path}` }));
  const first = said.slice(0, IN_SUBJECT).map(({ text }) => text);
  const title = first.length === 0 ? 'nothing waits' : first.join(', ');
  const intro = `Hello ${name}, this is what Today says as of ${momentIn(countedAt, zoneOf(timeZone))}.`;
  const why = `You get this ${WHEN[digest.digest]}, as you chose under “Settings”.`;
  const today = `${publicUrl}/today`;
  const text = [
    intro,
    '',
    ...(said.length === 0 ? [NOTHING, ''] : said.flatMap(({ text: line, url }) => [line, `  ${url}`, ''])),
    `Today: ${today}`,
    '',
    why,
    INDICATION,
  ];
  const html = [
    `<p>${escaped(intro)}</p>`,
    ...(said.length === 0 ? [`<p>${NOTHING}</p>`] : ['<ul>', ...said.map(item), '</ul>']),
    `<p><a href="${escaped(today)}">Today</a></p>`,
    `<p><small>${escaped(why)}<br>${escaped(INDICATION)}</small></p>`,
  ];
  return { subject: oneLine(`Scopewatch: ${title}`), text: text.join('\n'), html: html.join('\n') };
}

const item = ({ text, url }: { text: string; url: string }): string =>
  `<li><a href="${escaped(url)}">${escaped(text)}</a></li>`;

function momentIn(at: Date, zone: string): string {
  const clock = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short', timeZone: zone });
  return `${clock.format(at)} (${zone})`;
}
