import { identityKey, type Recorded } from '#domain';
import { readJson } from './json.js';
import { parseEnvelope } from './parse-envelope.js';
import type { RejectionReason } from './rejection-reason.js';
import { sameFact } from './same-fact.js';

/** A line that was not taken. */
export interface RejectedLine {
  readonly line: number;
  readonly reason: RejectionReason;
  readonly message: string;
}

/** Takes events in the order of recording as the monitor does: duplicates are ignored, conflicts rejected. */
export class Recording {
  readonly events: Recorded[] = [];
  readonly rejected: RejectedLine[] = [];
  /** Lines that say the same as an earlier one. */
  readonly repeated: { readonly line: number; readonly of: number }[] = [];
  private readonly held = new Map<string, Recorded>();

  /** @param place how the place of an event is called in sentences */
  constructor(private readonly place = (line: number): string => `line ${line}`) {}

  /** @param bytes the line as it stands in its file */
  addLine(line: number, bytes: Uint8Array): void {
    const read = readJson(bytes, 'the line');
    if (read.ok) this.add(line, read.json);
    else this.rejected.push({ line, reason: 'NOT_JSON', message: read.message });
  }

  add(line: number, json: unknown): void {
    const parsed = parseEnvelope(json);
    if (!parsed.ok) {
      this.rejected.push({ line, reason: parsed.reason, message: parsed.message });
      return;
    }
    const { event } = parsed;
    const key = identityKey(event);
    const first = this.held.get(key);
    if (first === undefined) {
      const recorded = Object.assign(event, { position: line });
      this.held.set(key, recorded);
      this.events.push(recorded);
    } else if (sameFact(first, event)) this.repeated.push({ line, of: first.position });
    else {
      const message = `an event with source ${event.source} and id ${event.id} stands on ${this.place(first.position)} and says something else; the first holds`;
      this.rejected.push({ line, reason: 'CONFLICT', message });
    }
  }
}
