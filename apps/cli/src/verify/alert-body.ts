import type { Identity, JudgedOffer } from '#domain';

/** What a fact about an alert says: what goes out, and what only the desk sees (`note`). */
export interface AlertBody {
  readonly alertId: string;
  readonly incidentId?: string;
  readonly clientId: string;
  readonly survivorId?: string;
  readonly entityId: string;
  readonly verdict: string;
  readonly previousVerdict?: string;
  readonly cause?: string;
  readonly severity: string;
  readonly offer: JudgedOffer;
  readonly newService: boolean | null;
  readonly newAssetType: boolean | null;
  readonly act: Identity & { readonly type: string; readonly effectiveAt: string };
  readonly citations: readonly unknown[];
  readonly policyVersion: string;
  readonly explanation: string;
  readonly effectiveAt: string;
  readonly detectedAt: string;
  readonly status: string;
  readonly actor?: string;
  readonly note?: Note;
}

/** What somebody wrote and decided in one step of work. */
export interface Note {
  readonly action: string;
  readonly text?: string;
  readonly assignee?: string | null;
  readonly reason?: string;
  readonly proposedBy?: string;
  readonly approvedBy?: string;
  readonly mentions?: readonly string[];
}

/** One change of an alert. `recordedAt` in ms since 1970. */
export interface AlertFact {
  readonly position: number;
  readonly clientId: string;
  readonly alertId: string;
  readonly kind: string;
  readonly cause: string | null;
  readonly recordedAt: number;
  readonly actor: string | null;
  readonly body: AlertBody;
}

/** The type that a change goes out under. */
export function messageTypeOf(kind: string): string {
  const judged = ['raised', 'rejudged', 'superseded'];
  return `io.scopewatch.alert.${judged.includes(kind) ? kind : 'status-changed'}.v1`;
}
