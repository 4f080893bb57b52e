import type { DomainEvent, Identity } from '#domain';
import type { RejectionReason } from './rejection-reason.js';
import { clip } from './sentence.js';

/** How the event stood in the message: all of it in the value, or its attributes in the headers. */
export type ContentMode = 'structured' | 'binary';

export interface Accepted {
  readonly ok: true;
  readonly event: DomainEvent;
  /** The envelope's `time`, as given. */
  readonly envelopeTime: string;
  readonly mode: ContentMode;
}

export interface Rejected {
  readonly ok: false;
  readonly reason: RejectionReason;
  /** A sentence of at most 1000 characters that says what is wrong, and where. */
  readonly message: string;
  /** Who said it, where that much could be read. A rejected event holds no identity. */
  readonly identity?: Identity;
}

export type Parsed = Accepted | Rejected;

export function rejected(reason: RejectionReason, message: string, identity?: Identity): Rejected {
  const why = { ok: false, reason, message: clip(message) } as const;
  return identity === undefined ? why : { ...why, identity };
}
