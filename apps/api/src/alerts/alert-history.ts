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
  const told = JSON.parse(body) as Body;
  return {
    position,
    alertId: told.alertId,
    clientId: told.clientId,
    entityId: told.entityId,
    change: kind as (typeof CHANGES)[number],
    recordedAt: recordedAt.toISOString(),
    actor,
    cause,
    verdict: told.verdict,
    previousVerdict: told.previousVerdict ?? null,
    severity: told.severity,
    status: told.status,
    policyVersion: told.policyVersion,
    explanation: told.explanation,
    note: told.note ?? null,
  };
}
