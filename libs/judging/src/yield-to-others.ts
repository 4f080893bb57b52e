import { setImmediate } from 'node:timers/promises';

/** How long others in the process may have to wait for a stretch of work, in ms. */
const STRETCH_MS = 15;

/**
 * For long work in a process that also answers people.
 * @returns what is called between pieces of the work: it lets others have their turn once a stretch is over
 */
export function yieldingToOthers(): () => Promise<void> | undefined {
  let since = performance.now();
  return () => {
    if (performance.now() - since < STRETCH_MS) return undefined;
    return setImmediate().then(() => {
      since = performance.now();
    });
  };
}
