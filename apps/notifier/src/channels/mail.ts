import type { Notice } from '../dispatch/notice.js';
import { headline, INDICATION, lineOf } from './words.js';

export interface Mail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** A notice as a mail, plain and as HTML. What comes from events is text, never markup or a header. */
export function mailOf(notice: Notice): Mail {
  const title = headline(notice);
  const more = notice.more > 0 ? `and ${notice.more} more` : null;
  const text = [
    title,
    '',
    ...notice.items.flatMap((item) => [lineOf(item), `  ${item.explanation}`, `  ${item.url}`, '']),
    ...(more === null ? [] : [more, '']),
    notice.url,
    '',
    INDICATION,
  ];
  const html = [
    `<h1 style="font-size:1.2em">${escaped(title)}</h1>`,
    ...notice.items.map(
      (item) => `<p><a href="${escaped(item.url)}">${escaped(lineOf(item))}</a><br>${escaped(item.explanation)}</p>`,
    ),
    ...(more === null ? [] : [`<p>${escaped(more)}</p>`]),
    `<p><a href="${escaped(notice.url)}">${escaped(notice.url)}</a></p>`,
    `<p><small>${escaped(INDICATION)}</small></p>`,
  ];
  return { subject: oneLine(title), text: text.join('\n'), html: html.join('\n') };
}

/** A subject is one line of moderate length. */
export const oneLine = (text: string): string => text.replace(/[\p{Cc}\s]+/gu, ' ').slice(0, 200);

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (c) => ENTITIES[c] ?? c);
