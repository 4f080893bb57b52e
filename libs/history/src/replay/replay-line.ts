import type { Identity } from '#domain';
import type { RecordedChange } from '#log';
import type { CheckedChange, ReplayDifference } from '#judging';

/** One change of an alert, as recorded, and whether the same facts give it today. */
export interface ReplayLine {
  /** Of a change that is due but not recorded, the time of the batch that should have held it; `null` at the end. */
  readonly recordedAt: string | null;
  /** `null` for what is not recorded. */
  readonly position: number | null;
  /** `standing`: an alert that stands on record at the end otherwise than it is judged. */
  readonly change: RecordedChange['kind'] | 'standing';
  readonly alertId: string;
  readonly clientId: string;
  readonly entityId: string;
  readonly verdict: string | null;
  readonly previousVerdict: string | null;
  readonly cause: string | null;
  readonly act: unknown;
  /** The event that caused it; `null` for a change of the pack. */
  readonly by: Identity | null;
  readonly asRecorded: boolean;
  readonly difference?: ReplayDifference | PresentDifference;
}

/** What stands on record at the end, and what is judged. */
interface PresentDifference {
  readonly cause: ReplayDifference['cause'];
  readonly recorded: { readonly verdict: string; readonly severity: string } | null;
  readonly derived: { readonly verdict: string; readonly severity: string } | null;
}

interface Body {
  readonly entityId: string;
  readonly verdict: string;
  readonly previousVerdict?: string;
  readonly act: unknown;
}

export function recordedLine(
  change: RecordedChange,
  by: Identity | null,
  found: ReadonlyMap<number, CheckedChange>,
): ReplayLine {
  const body = JSON.parse(change.body) as Body;
  const difference = found.get(change.position)?.difference ?? null;
  return {
    recordedAt: change.recordedAt.toISOString(),
    position: change.position,
    change: change.kind,
    alertId: change.alertId,
    clientId: change.clientId,
    entityId: body.entityId,
    verdict: body.verdict,
    previousVerdict: body.previousVerdict ?? null,
    cause: change.cause,
    act: body.act,
    by,
    asRecorded: difference === null,
    ...(difference === null ? {} : { difference }),
  };
}

export function missingLine(missing: CheckedChange, by: Identity | null, recordedAt: number): ReplayLine {
  const { alertId, clientId, entityId, act, difference } = missing;
  return {
    recordedAt: new Date(recordedAt).toISOString(),
    position: null,
    change: difference?.derived?.change ?? 'raised',
    alertId,
    clientId,
    entityId,
    verdict: difference?.derived?.verdict ?? null,
    previousVerdict: null,
    cause: null,
    act,
    by,
    asRecorded: false,
    ...(difference === null ? {} : { difference }),
  };
}
