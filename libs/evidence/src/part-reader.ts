import { deeperThan } from '#contract';
import { canonicalJson, type Recorded } from '#domain';
import { envelopeOf, readLine, type EventLine } from './event-line.js';
import type { Finding } from './finding.js';
import type { PartName } from './pack.js';

/** No line that this program writes has more levels; what has is not gone through. */
const LEVELS_MAX = 200;

/** Reads parts; what can't be read is a finding, and the rest goes on. */
export class PartReader {
  constructor(
    private readonly parts: ReadonlyMap<PartName, string>,
    private readonly findings: Finding[],
  ) {}

  json<T>(part: PartName): T | null {
    return this.parse<T>(part, null, this.parts.get(part) ?? '');
  }

  lines<T>(part: PartName): T[] {
    const lines = (this.parts.get(part) ?? '').split('\n').filter((line) => line !== '');
    return lines.map((line, i) => this.parse<T>(part, i + 1, line)).filter((line) => line !== null);
  }

  events(part: PartName, lines: readonly EventLine[]): Recorded[] {
    return lines.flatMap((line, i) => {
      try {
        const event = readLine(line);
        const says = canonicalJson([envelopeOf(event), clientIdOf(event)]);
        if (says !== canonicalJson([line.envelope, line.clientId])) {
          this.findings.push({ kind: 'EVENT_DIFFERS', part, position: line.position });
        }
        return [event];
      } catch (error) {
        this.unreadable(part, i + 1, error);
        return [];
      }
    });
  }

  private parse<T>(part: PartName, line: number | null, text: string): T | null {
    try {
      const value: unknown = JSON.parse(text);
      if (deeperThan(value, LEVELS_MAX)) throw new Error(`nested deeper than ${LEVELS_MAX} levels`);
      // What the parts hold is checked by what is derived from them.
      return value as T;
    } catch (error) {
      this.unreadable(part, line, error);
      return null;
    }
  }

  private unreadable(part: PartName, line: number | null, error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    this.findings.push({ kind: 'UNREADABLE', part, line, message });
  }
}

const clientIdOf = (event: Recorded): string | null =>
  'clientId' in event.data ? (event.data.clientId ?? null) : null;
