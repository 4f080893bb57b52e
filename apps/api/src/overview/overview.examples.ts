import type { Static } from '@sinclair/typebox';
import type { Book, Drift, Health, Incident, Overview, PolicyVersion } from './overview.shapes.js';
import { gapExample, topicExample } from '../topics/topics.examples.js';

const one = (value: string) => [{ value, count: 1 }];

export const incidentExample: Static<typeof Incident> = {
  incidentId: 'in-dfb8f65a99fdbdeec846546ed3a101ff',
  kind: 'CAMPAIGN',
  key: 'spring-eth',
  title: 'Campaign spring-eth',
  openedAt: '2026-03-02T09:00:04.000Z',
  clients: 1,
  alerts: 1,
  open: 1,
  proposed: 0,
  byVerdict: one('BREACH_61_2'),
  byCountry: one('DE'),
};

export const driftExample: Static<typeof Drift> = {
  services: ['CUSTODY', 'EXCH_CRYPTO'],
  assetClasses: ['OTHER'],
  cells: [
    {
      service: 'CUSTODY',
      assetClass: 'OTHER',
      original: { clients: 1 },
      marketed: { clients: 0, alerts: 0 },
      enabled: { clients: 0, alerts: 0 },
    },
    {
      service: 'EXCH_CRYPTO',
      assetClass: 'OTHER',
      original: { clients: 0 },
      marketed: { clients: 1, alerts: 1 },
      enabled: { clients: 0, alerts: 0 },
    },
  ],
};

const CLIENTS = { total: 1, reverseSolicited: 1, inDrift: 1 };

export const overviewExample: Static<typeof Overview> = {
  at: '2026-03-02T12:00:00.000Z',
  judgedUpTo: '2026-03-02T11:59:58.000Z',
  lag: 0,
  rejectionsWaiting: 1,
  fanOutsUnfinished: 0,
  open: {
    total: 1,
    bySeverity: one('critical'),
    byVerdict: one('BREACH_61_2'),
    overdue: 0,
    unassigned: 1,
  },
  article61_2: {
    open: { total: 1, marketed: 1, enabled: 0, otherRegime: 0 },
    perDay: [{ day: '2026-03-02', marketed: 1, enabled: 0 }],
  },
  clients: CLIENTS,
  initiative: [{ value: 'ESTABLISHED', count: 1 }],
  gaps: [],
  causes: [incidentExample],
};

export const bookExample: Static<typeof Book> = {
  trueOn: '2026-03-02T23:59:59.999Z',
  knownOn: '2026-03-31T23:59:59.999Z',
  progress: { done: 1, total: 1, finished: true },
  counted: {
    policyVersion: 'mica-61/1',
    clients: CLIENTS,
    initiative: one('ESTABLISHED'),
    gaps: [],
    alerts: { total: 1, bySeverity: one('critical'), byVerdict: one('BREACH_61_2') },
    drift: driftExample,
  },
};

export const healthExample: Static<typeof Health> = {
  demonstration: null,
  partitions: [{ topic: 'account-events', partition: 3, handled: 120, end: 122, lag: 2 }],
  topics: [topicExample],
  gaps: [gapExample],
  outbox: { items: 0, oldestSeconds: 0 },
  alertList: { changes: 0, seconds: 0 },
  trouble: [],
  rejectionsWaiting: 1,
  fanOuts: [
    {
      position: 262147,
      cause: 'campaign-spring',
      recordedAt: '2026-03-02T09:00:03.000Z',
      judged: 400,
      incidentId: incidentExample.incidentId,
    },
  ],
  head: { signedAt: '2026-03-02T10:00:00.000Z', unsignedSince: null },
  parity: { differences: 0, finishedAt: '2026-03-02T03:00:10.000Z' },
  restored: null,
  failingReceivers: [],
};

export const policyVersionExample: Static<typeof PolicyVersion> = {
  version: 'mica-61/1',
  title: 'MiCA, Article 61: original scope of reverse-solicited clients',
  recordedAt: '2026-01-01T08:00:00.000Z',
  inForce: true,
  judges: { from: null, until: null },
  pack: { version: 'mica-61/1', windowHours: 240 },
};
