import { setTimeout as sleep } from 'node:timers/promises';
import { freeBytes, type Reporter } from '#devstack';

/** Below the first nothing of ours can work; from the second on everything goes on. */
const FULL_BYTES = 64 * 1000 * 1000;
const ROOM_BYTES = 256 * 1000 * 1000;
const LOOK_EVERY_MS = 1_000;

export const isFull = (home: string): boolean => freeBytes(home) < FULL_BYTES;

/** Waits, having said so once, until there is room on the disk of `home` again. */
export async function awaitRoom(home: string, print: Reporter, signal: AbortSignal): Promise<void> {
  if (!isFull(home)) return;
  print.warn(
    `The disk of ${home} is full (${Math.floor(freeBytes(home) / 1e6)} MB are free). ` +
      `Make room: from ${ROOM_BYTES / 1e6} MB on everything goes on by itself.`,
  );
  while (freeBytes(home) < ROOM_BYTES && !signal.aborted) {
    await sleep(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
  if (!signal.aborted) print.info('There is room on the disk again.');
}
