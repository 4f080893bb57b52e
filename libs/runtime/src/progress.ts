const LINE_EVERY_MS = 2_000;
const REDRAW_EVERY_MS = 200;

export interface ProgressOptions {
  /** What is being done, e.g. `Playing history`. */
  readonly label: string;
  /** What is counted, e.g. `events`. */
  readonly unit: string;
  readonly total?: number;
  readonly stream?: NodeJS.WritableStream & { readonly isTTY?: boolean };
  /** Milliseconds, only ever growing. */
  readonly clock?: () => number;
}

export interface Progress {
  add(count: number): void;
  /** Writes the last line; nothing is shown afterwards. */
  done(): void;
}

/** Tells how far long work has come: in place on a terminal, else by a line every two seconds at most. */
export function showProgress(options: ProgressOptions): Progress {
  const { stream = process.stderr, clock = () => performance.now() } = options;
  const inPlace = stream.isTTY === true;
  const startedAt = clock();
  let shownAt = startedAt;
  let count = 0;
  let ended = false;
  return {
    add(more) {
      count += more;
      const now = clock();
      if (ended || now - shownAt < (inPlace ? REDRAW_EVERY_MS : LINE_EVERY_MS)) return;
      shownAt = now;
      const line = progressLine(options, count, now - startedAt);
      stream.write(inPlace ? `\r\u001b[K${line}` : `${line}\n`);
    },
    done() {
      if (ended) return;
      ended = true;
      stream.write(`${inPlace ? '\r\u001b[K' : ''}${finalLine(options, count, clock() - startedAt)}\n`);
    },
  };
}

/** @param ms since the work began */
function progressLine({ label, unit, total }: ProgressOptions, count: number, ms: number): string {
  const rate = ms > 0 ? (count * 1000) / ms : 0;
  const speed = `${format(rate)}/s`;
  if (total === undefined) return `${label}: ${format(count)} ${unit}, ${speed}`;
  const left = rate > 0 ? `, ${seconds((total - count) / rate)} left` : '';
  return `${label}: ${format(count)} of ${format(total)} ${unit}, ${speed}${left}`;
}

function finalLine({ label, unit }: ProgressOptions, count: number, ms: number): string {
  return `${label}: ${format(count)} ${unit} in ${seconds(ms / 1000)}`;
}

function format(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: value < 10 ? 1 : 0 });
}

function seconds(value: number): string {
  const whole = Math.max(0, Math.ceil(value));
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
