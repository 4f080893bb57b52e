import type { Reporter } from '#devstack';

/** Speaks to the person at the keyboard, on standard error: standard output carries the one line `ready …`. */
export function printer(): Reporter {
  // The terminal may be gone before we are; stopping in order matters more than saying so.
  process.stderr.on('error', () => undefined);
  process.stdout.on('error', () => undefined);
  return {
    info: (sentence) => void process.stderr.write(`${sentence}\n`),
    warn: (sentence) => void process.stderr.write(`! ${sentence}\n`),
  };
}
