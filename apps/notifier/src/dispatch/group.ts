import type { NoticeType, Series } from './notice.js';

/** What one receiver knows of one group. Times in ms since 1970. */
export interface GroupState {
  /** How many notices there were. */
  readonly sequence: number;
  /** When the first fact was recorded that has not been considered yet. */
  readonly pendingSince: number | null;
  /** What people know; `null`: nothing, or that it is over. */
  readonly notified: Notified | null;
  /** The notice that a silence keeps back. */
  readonly held: NoticeType | null;
}

export interface Notified {
  readonly at: number;
  readonly series: readonly Series[];
}

/** An alert of the group that the receiver's route takes, as it stands now. */
export interface Member extends Series {
  readonly alertId: string;
  readonly clientId: string;
  readonly survivorId: string;
  readonly status: string;
  readonly active: boolean;
  readonly raisedAt: number;
  readonly dueAt: number;
  /** Whether this receiver was told that it is overdue. */
  readonly breachNotified: boolean;
  /** `null`: nothing silences it. */
  readonly silencedUntil: number | null;
  readonly kind: string;
  readonly country: string | null;
  readonly explanation: string;
}

/** The moment of looking, and what is configured. */
export interface Look {
  readonly now: number;
  readonly groupWaitMs: number;
  readonly repeatMs: number;
  /** Clients are still being judged for the incident. */
  readonly growing: boolean;
  /** Until when a part of the log that is lost by a restore told what was due; `null`: none was lost. */
  readonly lostUntil: number | null;
  /** The receiver keeps what is firing only as long as it is told so: Alertmanager. */
  readonly resends: boolean;
}

export const isOpen = (m: Member): boolean => m.active && m.status !== 'CLOSED';

export const isBreached = (m: Member, now: number): boolean => isOpen(m) && m.dueAt <= now;
