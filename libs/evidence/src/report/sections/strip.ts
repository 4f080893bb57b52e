import type { Identity } from '#domain';
import { layOutStrip, noteInWords, sceneOf, stripInWords, type Strip } from '#strip';
import { stripOf } from '../../strip/strip-of.js';
import type { StripEvent } from '../../strip/mark-of.js';
import { heading, paragraph, quiet, type Block, type Level } from '../blocks.js';
import type { ClientCase, Numbered } from '../client-case.js';
import { givenTimeWords } from '../words/dates.js';

/** As wide as the text of a page of A4 seems right, with points as far apart as an eye needs. */
const ROOM = { width: 720, apart: 24 } as const;
const TITLE = 'The scope of the client over time, and what was done and said';

/** The client at one glance: the scope as bars, acts on it, and what sticks out with the words of the message. */
export function stripSection(one: ClientCase, level: Level): Block[] {
  const strip = stripOfCase(one);
  if (strip.rows.length === 0) return [];
  const drawing = layOutStrip(strip, ROOM);
  const { notes, notesLeft } = drawing;
  return [
    heading(level, 'At one glance'),
    { kind: 'drawing', scene: sceneOf(drawing), title: TITLE, inWords: stripInWords(strip, givenTimeWords) },
    ...(notes.length === 0
      ? []
      : [
          {
            kind: 'list',
            items: notes.map((note) => `${note.letter}: ${noteInWords(note, givenTimeWords)}`),
          } as const,
        ]),
    ...(notesLeft === 0 ? [] : [paragraph(quiet(`${notesLeft} more stand out; all of them are told below.`))]),
  ];
}

/** What is drawn of one client. */
export const stripOfCase = (one: ClientCase): Strip =>
  stripOf({
    ranges: one.ranges,
    judged: one.judged.map(({ judgement, line: { alertId } }) => ({ judgement, alertId })),
    events: one.events.filter(({ retracted }) => retracted === null).map(eventOf),
    eventOf: (identity: Identity) => {
      const event = one.eventOf(identity);
      return event === undefined ? undefined : eventOf(event);
    },
  });

const eventOf = ({ line: { envelope, position }, type, when }: Numbered): StripEvent => ({
  identity: { source: envelope.source, id: envelope.id },
  type,
  when,
  data: envelope.data,
  position,
});
