import { Type, type Static, type TObject } from '@sinclair/typebox';
import { ALERT_STATUSES, SEVERITIES, VERDICTS } from '#domain';
import { At, Name, wordOf } from '../http/shape.js';

const many = <T extends ReturnType<typeof wordOf> | typeof Name>(item: T) =>
  Type.Optional(Type.Array(item, { maxItems: 50 }));

const KINDS = ['MARKETED', 'ENABLED', 'USED', 'ROLLED_OUT', 'REQUESTED'] as const;
/** Whose proposal to close an alert waits for a second person: somebody else's, the caller's own (by whatever key), or none. */
export const PROPOSALS = ['BY_OTHERS', 'BY_ME', 'NONE'] as const;
export const SORTS = ['urgency', '-raisedAt', 'raisedAt', '-severity', 'dueAt'] as const;

/** What a list of alerts can be narrowed down by. Several values of one: any of them. */
export const AlertFilter = {
  severity: many(wordOf(SEVERITIES)),
  verdict: many(wordOf(VERDICTS)),
  status: many(wordOf(ALERT_STATUSES)),
  kind: many(wordOf(KINDS)),
  entityId: many(Name),
  service: many(Name),
  assetClass: many(Name),
  country: many(Name),
  assignee: many(Name),
  proposal: many(wordOf(PROPOSALS, 'Whose proposal to close it waits for a second person.')),
  mentions: Type.Optional({
    ...Name,
    description: 'The id of a person whom a comment or another text on the alert mentions.',
  }),
  mentionedFrom: Type.Optional({ ...At, description: 'With `mentions`: only what mentions them since this time.' }),
  incidentId: many(Name),
  clientId: many(Name),
  article61_2: Type.Optional(Type.Boolean()),
  active: Type.Optional(Type.Boolean({ default: true, description: 'false: alerts that were superseded.' })),
  overdue: Type.Optional(Type.Boolean()),
  dueBefore: Type.Optional({ ...At, description: 'Open alerts that should be closed before this time.' }),
  q: Type.Optional(
    Type.String({
      maxLength: 200,
      description:
        'Words or beginnings of words. All of them must be found in the explanation, or in the names of the alert, the client, the act, its campaign, the product, the asset or the requests.',
    }),
  ),
  raisedFrom: Type.Optional(At),
  raisedTo: Type.Optional(At),
};

export type AlertFilter = Static<TObject<typeof AlertFilter>>;

/** What lists are counted by. */
export const FILTER_FIELDS = [
  'severity',
  'verdict',
  'status',
  'entityId',
  'service',
  'assetClass',
  'country',
  'kind',
  'assignee',
  'proposal',
] as const;
export type FilterField = (typeof FILTER_FIELDS)[number];
