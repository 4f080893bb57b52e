import type { Static } from '@sinclair/typebox';
import type { AlertChange, CHANGES } from './alerts.shapes.js';

/** A fact about an alert, as the log has it. */
export interface ChangeRow {
  readonly position: number;
  readonly kind: string;
  readonly cause: string | null;
  readonly actor: string | null;
  readonly recordedAt: Date;
  readonly body: string;
}

/** What the body of a fact holds; it was written by ingest or by the desk. */
interface Body {
  readonly alertId: string;
  readonly clientId: string;
  readonly entityId: string;
  readonly verdict: string | null;
  readonly previousVerdict?: string;
  readonly severity: string;
  readonly status: string;
  readonly policyVersion: string;
  readonly explanation: string;
  readonly note?: Record<string, unknown>;
}

export function changeOf({ position, kind, cause, actor, recordedAt, body }: ChangeRow): Static<typeof AlertChange> {
  const recorded = JSON.parse(body) as Body;
  return {
    position,
    alertId: recorded.alertId,
    clientId: recorded.clientId,
    entityId: recorded.entityId,
    change: kind as (typeof CHANGES)[number],
    recordedAt: recordedAt.toISOString(),
    actor,
    cause,
    verdict: recorded.verdict,
    previousVerdict: recorded.previousVerdict ?? null,
    severity: recorded.severity,
    status: recorded.status,
    policyVersion: recorded.policyVersion,
    explanation: recorded.explanation,
    note: recorded.note ?? null,
  };
}
