import { readFileSync, readdirSync } from 'node:fs';

/** Linux counts CPU time in these. */
const TICK_MS = 10;

interface Process {
  readonly parent: number;
  /** Of its own and of its children that have ended. */
  readonly cpuMs: number;
}

/** What `/proc` says of one process; `undefined` where there is none. */
export function processOf(pid: number | string): Process | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // Behind the name, which may hold anything: state, parent, and, as 14 to 17, the times.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
    return { parent: Number(fields[1]), cpuMs: ticks * TICK_MS };
  } catch {
    return undefined;
  }
}

/** CPU time of a process and of all that it has started. */
export function cpuOfTree(root: number): number {
  const all = new Map<number, Process>();
  for (const name of readdirSync('/proc')) {
    const found = /^\d+$/.test(name) ? processOf(name) : undefined;
    if (found !== undefined) all.set(Number(name), found);
  }
  const isBelow = (pid: number): boolean => {
    const parent = all.get(pid)?.parent ?? 0;
    return pid === root || (parent > 0 && isBelow(parent));
  };
  return [...all].filter(([pid]) => isBelow(pid)).reduce((sum, [, { cpuMs }]) => sum + cpuMs, 0);
}

/** The most memory that a process has had, in bytes; `undefined` where this machine doesn't say. */
export function peakOf(pid: number): number | undefined {
  try {
    const kilobytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  } catch {
    return undefined;
  }
}
