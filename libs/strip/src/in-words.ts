import type { Note } from './lay-out.js';
import type { Band, Mark, Row, Strip } from './strip.js';

/** How a time is said: in UTC on paper, by the reader's clocks on a page. */
export type SayTime = (at: string) => string;

/** One mark in words: what it is, how it was judged, and what was said. */
export function markInWords({ what, count, verdict, subject, excerpt }: Mark): string {
  return [
    count === 1 ? what : `${what}, ${count} times`,
    verdict,
    subject === null ? null : `“${subject}”`,
    excerpt === null ? null : `“${excerpt}”`,
  ]
    .filter((part) => part !== null)
    .join(': ');
}

/** What stands under the drawing for one letter. */
export function noteInWords({ row, mark, count }: Note, say: SayTime): string {
  const { at, form, what, verdict, subject, excerpt, uri } = mark;
  const words = [subject, excerpt].flatMap((said) => (said === null ? [] : [`“${said}”`])).join(' ');
  return [
    `${say(at)}, ${lower(row)}: ${lower(what)}${verdict === null ? '' : `, judged “${verdict}”`}`,
    words === '' ? '' : `; ${form === 'REQUEST' ? 'in the client’s words' : 'it said'}: ${words}`,
    uri === null ? '' : ` (${uri})`,
    count === 1 ? '.' : `; with ${count - 1} more close by.`,
  ].join('');
}

/** All of a strip for whoever can't see it. */
export function stripInWords({ rows }: Strip, say: SayTime): string {
  return rows.map((row) => rowInWords(row, say)).join(' ');
}

function rowInWords({ label, says, bands, marks }: Row, say: SayTime): string {
  const count = (of: (mark: Mark) => boolean): number => marks.filter(of).reduce((sum, mark) => sum + mark.count, 0);
  const beyond = count(({ status }) => status === 'BEYOND');
  const review = count(({ status }) => status === 'REVIEW');
  const all = count(() => true);
  const parts = [
    ...bands.map((band) => bandInWords(band, say)),
    all === 0 ? '' : `${all} ${all === 1 ? 'entry' : 'entries'}`,
    beyond === 0 ? '' : `${beyond} of them beyond the scope`,
    review === 0 ? '' : `${review} of them to be decided by a person`,
  ].filter((part) => part !== '');
  return `${label}${says === '' ? '' : `, ${says}`}: ${parts.join(', ')}.`;
}

const bandInWords = ({ from, to, sure }: Band, say: SayTime): string =>
  `${sure ? 'asked for' : 'perhaps asked for'} on ${say(from)}${to === null ? '' : `, until ${say(to)}`}`;

const lower = (text: string): string => `${text.slice(0, 1).toLowerCase()}${text.slice(1)}`;
