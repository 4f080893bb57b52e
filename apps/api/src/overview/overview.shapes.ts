import { Type } from '@sinclair/typebox';
import { GAPS, INITIATIVES } from '../clients/clients.shapes.js';
import { Demonstration } from './demonstration.js';
import { Gap, Topic } from '../topics/topics.shapes.js';
import { At, Count, Name, orNull, pageOf, shape } from '../http/shape.js';

const Counted = Type.Array(Type.Object({ value: Type.String(), count: Count }));

export const DriftCell = Type.Object({
  service: Type.String(),
  assetClass: Type.String({ description: 'The class of the asset, or UNSPECIFIED.' }),
  original: Type.Object({ clients: Count }),
  marketed: Type.Object({ clients: Count, alerts: Count }),
  enabled: Type.Object({ clients: Count, alerts: Count }),
});
export const Drift = shape('Drift', {
  services: Type.Array(Type.String()),
  assetClasses: Type.Array(Type.String()),
  cells: Type.Array(DriftCell),
});

export const Book = shape('Book', {
  trueOn: At,
  knownOn: At,
  progress: Type.Object({ done: Count, total: orNull(Count), finished: Type.Boolean() }),
  counted: orNull(
    Type.Object({
      policyVersion: Name,
      clients: Type.Object({ total: Count, reverseSolicited: Count, inDrift: Count }),
      initiative: Counted,
      gaps: Counted,
      alerts: Type.Object({ total: Count, bySeverity: Counted, byVerdict: Counted }),
      drift: Drift,
    }),
  ),
});

export const Incident = shape('Incident', {
  incidentId: Name,
  kind: Type.String({
    description: 'What caused it: CAMPAIGN, ROLL_OUT, RECLASSIFICATION, MERGE, RETRACTION, POLICY or CATALOGUE.',
  }),
  key: Type.String(),
  title: Type.String(),
  openedAt: At,
  clients: Count,
  alerts: Count,
  open: Count,
  proposed: { ...Count, description: 'How many of them somebody has proposed to close.' },
  byVerdict: Counted,
  byCountry: Counted,
});
export const IncidentPage = pageOf(Incident);

export const Overview = shape('Overview', {
  at: At,
  judgedUpTo: orNull(At),
  lag: Count,
  rejectionsWaiting: Count,
  fanOutsUnfinished: Count,
  open: Type.Object({ total: Count, bySeverity: Counted, byVerdict: Counted, overdue: Count, unassigned: Count }),
  article61_2: Type.Object({
    open: Type.Object(
      { total: Count, marketed: Count, enabled: Count, otherRegime: Count },
      { description: 'All that is open, and its parts: marketed, enabled, and what another regime governs.' },
    ),
    perDay: Type.Array(Type.Object({ day: Type.String({ format: 'date' }), marketed: Count, enabled: Count })),
  }),
  clients: Type.Object({ total: Count, reverseSolicited: Count, inDrift: Count }),
  initiative: Type.Array(
    Type.Object({ value: Type.Unsafe<(typeof INITIATIVES)[number]>(Type.String()), count: Count }),
  ),
  gaps: Type.Array(Type.Object({ value: Type.Unsafe<(typeof GAPS)[number]>(Type.String()), count: Count })),
  causes: Type.Array(Incident, { description: 'The incidents that reached the most clients.' }),
});

const PartitionHealth = Type.Object({
  topic: Type.String(),
  partition: Type.Integer(),
  handled: Count,
  end: orNull(Count),
  lag: orNull(Count),
});
export const Health = shape('Health', {
  demonstration: orNull(Demonstration),
  partitions: Type.Array(PartitionHealth),
  topics: Type.Array(Topic, { description: 'Which topics are read, and why one is not read any more.' }),
  gaps: Type.Array(Gap, {
    description: 'The newest 100 stretches of offsets that were never read; those that nobody has accepted first.',
  }),
  outbox: Type.Object({ items: Count, oldestSeconds: Type.Number() }),
  alertList: Type.Object(
    { changes: Count, seconds: Type.Number() },
    { description: 'How far the list of alerts is behind the alerts: changes that wait, and the age of the oldest.' },
  ),
  trouble: Type.Array(Type.Object({ message: Type.String(), since: At, attempts: Count, nextAttemptAt: At }), {
    description: 'Why a monitor is not reading at present, and when it tries again.',
  }),
  rejectionsWaiting: Count,
  fanOuts: Type.Array(
    Type.Object({ position: Count, cause: Type.String(), recordedAt: At, judged: Count, incidentId: orNull(Name) }),
  ),
  head: Type.Object(
    { signedAt: orNull(At), unsignedSince: orNull(At) },
    {
      description:
        'When a head of the log was signed last, and since when something is on record that none covers; null: all is covered.',
    },
  ),
  parity: orNull(
    Type.Object(
      { differences: Count, finishedAt: orNull(At) },
      {
        description: 'How many recorded alerts the rules give otherwise, by the last comparison; null: there was none.',
      },
    ),
  ),
  restored: orNull(
    Type.String({ description: 'How the database is seen to have been put back to an earlier time; null: it is not.' }),
  ),
  failingReceivers: Type.Array(
    Type.Object({
      receiverId: Name,
      name: Type.String(),
      since: At,
      attempts: Count,
      reason: orNull(Type.String()),
      disabled: Type.Boolean(),
    }),
    { description: 'Receivers to whom nothing gets through, and since when.' },
  ),
});

export const PolicyVersion = shape('PolicyVersion', {
  version: Name,
  title: Type.String(),
  recordedAt: At,
  inForce: Type.Boolean(),
  judges: orNull(
    Type.Object(
      { from: orNull(Type.String({ format: 'date' })), until: orNull(Type.String({ format: 'date' })) },
      { description: 'The acts that are judged by it, by their date; null: none any more.' },
    ),
  ),
  pack: Type.Unknown(),
});
export const PolicyVersions = shape('PolicyVersions', { items: Type.Array(PolicyVersion) });
