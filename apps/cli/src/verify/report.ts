import { note, writeLine } from '../input.js';

/** One thing that is not as it must be. */
export interface Violation {
  readonly kind: string;
  readonly [detail: string]: unknown;
}

/** Collects what the checks find: a line for each invariant, and each violation as it is found. */
export class Report {
  violations = 0;

  async violation(invariant: string, violation: Violation): Promise<void> {
    this.violations += 1;
    await writeLine(JSON.stringify({ invariant, ...violation }));
  }

  /** @param checked what was looked at, with numbers */
  invariant(name: string, checked: string, before: number): void {
    const found = this.violations - before;
    note(`${name} ${found === 0 ? 'holds' : `VIOLATED ${found} times`}: ${checked}`);
  }
}
