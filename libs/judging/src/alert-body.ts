import { TYPE_PREFIX } from '#contract';
import type { AlertView } from '#domain';

/** Of an alert's row, what goes out about it. */
export interface AlertNamed {
  readonly alertId: string;
  readonly clientId: string;
  readonly survivorId: string;
  readonly entityId: string;
  readonly incidentId: string | null;
  readonly verdict: string | null;
  readonly severity: string;
  readonly explanation: string;
}

/** What became of it. */
interface Change {
  readonly status: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Only where the judge changed it. */
  readonly previousVerdict?: string;
  readonly cause?: string;
}

/** The alert as it goes out with a change, whoever made it. The order of the fields is part of what the log digests. */
export const alertBody = (row: AlertNamed, view: AlertView, { status, at, ...judged }: Change) => ({
  alertId: row.alertId,
  ...(row.incidentId === null ? {} : { incidentId: row.incidentId }),
  clientId: row.clientId,
  ...(row.survivorId === row.clientId ? {} : { survivorId: row.survivorId }),
  entityId: row.entityId,
  verdict: row.verdict ?? view.verdict,
  ...judged,
  severity: row.severity,
  offer: view.offer,
  newService: view.newService,
  newAssetType: view.newAssetType,
  act: { ...view.act, type: `${TYPE_PREFIX}${view.act.type}` },
  citations: view.citations,
  policyVersion: view.policyVersion,
  explanation: row.explanation,
  effectiveAt: view.act.effectiveAt,
  detectedAt: new Date(at).toISOString(),
  status,
});
