import type { Response } from 'express';

/** Whoever is disabled is told nothing more after so long. */
const LOOK_MS = 2_000;
/** A database that doesn't answer for a moment breaks nothing off; for longer nobody knows who may still read. */
const UNKNOWN_MS_MAX = 15_000;

/**
 * What takes long to tell breaks off once its reader may not read it any more.
 * @param isStill whether they may; rejects where that can't be found out
 */
export function whilePermitted(response: Response, isStill: () => Promise<boolean>): void {
  let knownAt = performance.now();
  let isLooking = false;
  const look = async (): Promise<void> => {
    const still = await isStill().catch(() => undefined);
    if (still === true) knownAt = performance.now();
    if (still === false || performance.now() - knownAt > UNKNOWN_MS_MAX) response.destroy();
  };
  const timer = setInterval(() => {
    if (isLooking) return;
    isLooking = true;
    void look().finally(() => (isLooking = false));
  }, LOOK_MS);
  response.once('close', () => clearInterval(timer));
}
