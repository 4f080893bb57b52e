import type { Notice, Series } from '../dispatch/notice.js';
import { headline, plural } from './words.js';

/** One alert as Alertmanager's API v2 takes it. */
export interface PostableAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly startsAt?: string;
  readonly endsAt: string;
  readonly generatorURL: string;
}

const TEST_MS = 60_000;
/** What differs is told once, so it fires until it is said to be over, but not for ever. */
const PARITY_MS = 30 * 24 * 3_600_000;

/**
 * A notice as alerts of Alertmanager: one per kind of alert in the group, not one per client. What is firing is said to
 * fire until well after the next repeat, because Alertmanager drops what it hears no more of; what has ended ends now.
 */
export function postableAlerts(notice: Notice, repeatMs: number): PostableAlert[] {
  const until = new Date(Date.parse(notice.at) + 2 * repeatMs).toISOString();
  const common = { generatorURL: notice.url };
  if (notice.type === 'test') {
    const endsAt = new Date(Date.parse(notice.at) + TEST_MS).toISOString();
    return [{ ...common, labels: { alertname: 'ScopewatchTest' }, annotations: { summary: headline(notice) }, endsAt }];
  }
  if (notice.type === 'parity.differs' || notice.type === 'parity.restored') {
    const endsAt = Date.parse(notice.at) + (notice.type === 'parity.differs' ? PARITY_MS : 0);
    const labels = { alertname: 'ScopewatchParity', severity: notice.severity };
    const annotations = { summary: headline(notice) };
    return [{ ...common, labels, annotations, endsAt: new Date(endsAt).toISOString() }];
  }
  const firing = notice.series.map((series) => ({
    ...common,
    labels: labelsOf(notice, series),
    annotations: {
      summary: headline(notice),
      description: notice.items.find((item) => item.verdict === series.verdict)?.explanation ?? notice.group.title,
      alerts: plural(series.alerts, 'alert'),
      clients: String(notice.clients),
    },
    startsAt: notice.since,
    endsAt: until,
  }));
  const ended = notice.ended.map((series) => ({
    ...common,
    labels: labelsOf(notice, series),
    annotations: { summary: headline(notice) },
    endsAt: notice.at,
  }));
  return [...firing, ...ended];
}

/** Alertmanager knows an alert again by its labels, so nothing is among them that may change while it fires. */
function labelsOf({ group }: Notice, series: Series): Record<string, string> {
  return {
    alertname: series.verdict,
    severity: series.severity,
    entity: series.entityId,
    ...(series.service === null ? {} : { service: series.service }),
    ...(group.clientId === null ? {} : { client: group.clientId }),
    [group.kind]: group.id,
  };
}
