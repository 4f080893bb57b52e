import { parseEnvelope, sameFact, type RejectionReason } from '#contract';
import { identityKey, type Recorded } from '#domain';

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
  private readonly held = new Map<string, Recorded>();

  addText(line: number, text: string): void {
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch (error) {
      const message = `the line is not JSON: ${error instanceof Error ? error.message : String(error)}`;
      this.rejected.push({ line, reason: 'NOT_JSON', message });
      return;
    }
    this.add(line, json);
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
      const recorded = Object.assign(event, { seq: line });
      this.held.set(key, recorded);
      this.events.push(recorded);
    } else if (!sameFact(first, event)) {
      const message = `an event with source ${event.source} and id ${event.id} stands on line ${first.seq} and says something else; the first holds`;
      this.rejected.push({ line, reason: 'CONFLICT', message });
    }
  }
}
