import type { Severity } from '#domain';

/** Why people are told. */
const NOTICE_TYPES = [
  'alerts.raised',
  'alerts.changed',
  'alerts.overdue',
  'alerts.repeated',
  'alerts.resolved',
] as const;
/** What whoever is told of everything hears of the standing check that the rules give the alerts on record. */
export const PARITY_TYPES = ['parity.differs', 'parity.restored'] as const;
export type ParityType = (typeof PARITY_TYPES)[number];
export type NoticeType = (typeof NOTICE_TYPES)[number];

/** Alerts that look alike to whoever is told: they are counted, not listed one by one. */
export interface Series {
  readonly verdict: string;
  readonly severity: Severity;
  readonly entityId: string;
  readonly service: string | null;
}

/** One alert as it is told. */
export interface NoticeAlert extends Series {
  readonly alertId: string;
  readonly clientId: string;
  readonly kind: string;
  readonly country: string | null;
  readonly status: string;
  readonly raisedAt: string;
  readonly dueAt: string;
  readonly overdue: boolean;
  readonly explanation: string;
  /** Its page. */
  readonly url: string;
}

/** What is told, whatever the way. Stored as it is, so that every attempt says the same. */
export interface Notice {
  readonly type: NoticeType | ParityType | 'test';
  readonly at: string;
  readonly group: {
    readonly kind: 'incident' | 'alert' | 'parity' | 'test';
    readonly id: string;
    readonly title: string;
    /** Whom an alert without an incident is about. */
    readonly clientId: string | null;
  };
  /** When the first of these alerts was raised. */
  readonly since: string;
  /** Counts the notices of one group to one receiver, from 1. */
  readonly sequence: number;
  /** The worst among them. */
  readonly severity: Severity;
  readonly clients: number;
  readonly alerts: number;
  readonly overdue: number;
  readonly series: readonly (Series & { readonly alerts: number })[];
  /** What was told before and is no longer so. */
  readonly ended: readonly Series[];
  /** The gravest, up to a limit; `more` were left out. */
  readonly items: readonly NoticeAlert[];
  readonly more: number;
  readonly url: string;
}

export const sameSeries = (a: Series, b: Series): boolean =>
  a.verdict === b.verdict && a.severity === b.severity && a.entityId === b.entityId && a.service === b.service;
