import { Type, type TObject } from '@sinclair/typebox';
import { EVIDENCE_GAPS } from '#domain';
import { AlertFilter } from '../alerts/alert-filter.js';
import { At, Count, Name, orNull, shape, wordOf } from '../http/shape.js';
import { Incident } from '../overview/overview.shapes.js';
import { TODAY_COUNTS, type TodayCount } from './today-filters.js';

const { active: _, ...Filter } = AlertFilter;

const CountedList = Type.Object({
  count: Count,
  filter: Type.Object(Filter, {
    description: 'What `listAlerts` is asked for to get the very alerts that are counted.',
  }),
});

const countsOf = (names: readonly TodayCount[]): TObject<Record<TodayCount, typeof CountedList>> =>
  Type.Object(Object.fromEntries(names.map((name) => [name, CountedList])) as Record<TodayCount, typeof CountedList>);

export const DECIDED = ['CLOSING', 'POLICY', 'SILENCE', 'SET_ASIDE', 'REBUILD', 'TOPIC'] as const;

/** Something that somebody proposed, and that the caller may approve. */
export const Approval = shape('Approval', {
  kind: wordOf(DECIDED),
  target: orNull({ ...Name, description: 'The id of what is decided; null where several alerts are.' }),
  what: Type.String({ description: 'What would be done, in words.' }),
  by: Name,
  why: Type.String({ description: 'The reason that was given; empty where none is asked for.' }),
  at: At,
  alerts: { ...Count, description: 'How many closings are proposed for this reason; 0 for anything else.' },
  incidentId: orNull(Name),
});

const Mention = shape('Mention', {
  alertId: Name,
  clientId: Name,
  by: orNull(Name),
  change: Type.String(),
  text: orNull(Type.String()),
  at: At,
});

export const Today = shape('Today', {
  at: At,
  dayEnds: At,
  since: orNull({ ...At, description: 'When the caller was here last before this visit.' }),
  empty: Type.Boolean({ description: 'Whether no client and no alert is on record yet.' }),
  counts: countsOf(TODAY_COUNTS),
  approvals: orNull(
    Type.Object({
      total: { ...Count, description: 'Everything that waits for the caller to decide, each once.' },
      byKind: Type.Array(Type.Object({ kind: wordOf(DECIDED), count: Count })),
      items: Type.Array(Approval, { description: 'What waits longest first; closings for the same reason together.' }),
    }),
  ),
  article61_2: Type.Object({
    total: CountedList,
    marketed: CountedList,
    enabled: CountedList,
    otherRegime: CountedList,
  }),
  evidenceTasks: orNull(
    Type.Object(
      { open: Count, mine: Count, byGap: Type.Array(Type.Object({ gap: wordOf(EVIDENCE_GAPS), count: Count })) },
      {
        description: 'Evidence that is missing, by kind, and what of it the caller is to get; null for who gets none.',
      },
    ),
  ),
  mentions: Type.Array(Mention, {
    description: 'The newest texts that mention the caller, and decisions on what they proposed.',
  }),
  causes: Type.Array(Incident, { description: 'The incidents that reached the most clients.' }),
});

export const Visit = shape('Visit', { before: orNull(At) });
