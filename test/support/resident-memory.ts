import { readFileSync } from 'node:fs';

/** A process's resident memory over time, sampled while it is watched. */
export class ResidentMemory {
  private readonly samples: { readonly second: number; readonly megabytes: number }[] = [];
  private readonly timer: NodeJS.Timeout;
  private readonly startedAt = performance.now();

  /** @param pid of a process that is not replaced while it is watched; Linux alone tells it */
  constructor(pid: number, everyMs = 1_000) {
    this.timer = setInterval(() => {
      const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
      const second = (performance.now() - this.startedAt) / 1_000;
      this.samples.push({ second, megabytes: Number(kilobytes) / 1_024 });
    }, everyMs);
  }

  end(): void {
    clearInterval(this.timer);
  }

  /** By least squares over the second half, when what is to be kept is kept. @returns megabytes a minute */
  slope(): number {
    const half = this.samples.slice(this.samples.length >> 1);
    const mean = (of: (sample: (typeof half)[number]) => number): number =>
      half.reduce((sum, sample) => sum + of(sample), 0) / half.length;
    const [second, megabytes] = [mean((s) => s.second), mean((s) => s.megabytes)];
    const over = mean((s) => (s.second - second) * (s.megabytes - megabytes));
    return (60 * over) / mean((s) => (s.second - second) ** 2);
  }

  /** @returns the median between two shares of the time, in megabytes */
  median(from: number, to: number): number {
    const { length } = this.samples;
    const part = this.samples.slice(Math.floor(from * length), Math.ceil(to * length)).map((s) => s.megabytes);
    return part.sort((a, b) => a - b)[part.length >> 1] ?? Number.NaN;
  }
}
