import { setTimeout as sleep } from 'node:timers/promises';
import type { OwnedPart, Reporter } from '#devstack';
import { afterCrash } from './crash-policy.js';
import { awaitRoom, isFull } from './room.js';

interface PartsOptions {
  readonly parts: readonly OwnedPart[];
  /** Whose disk may be full. */
  readonly home: string;
  readonly print: Reporter;
}

/** The parts of our own, kept running until they are stopped or one has ended too often. */
export interface SupervisedParts {
  /** Whether all are up, as far as is known at this moment. */
  whole(): boolean;
  /** Fulfilled when all are up, or when nobody looks after them any more. */
  becomeWhole(): Promise<void>;
  /** Fulfilled, with a sentence, when one isn't started any more; never if they are stopped. */
  readonly givenUp: Promise<string>;
  /** From here on whoever ends was asked to. */
  letGo(): void;
}

/**
 * Says at once which part has ended, and starts it again: later each time, and not for ever. While the disk is full
 * nothing is tried, and nothing is counted.
 */
export function superviseParts({ parts, home, print }: PartsOptions): SupervisedParts {
  const stopping = new AbortController();
  const { signal } = stopping;
  const down = new Map<string, Promise<void>>();

  const watch = async (part: OwnedPart): Promise<string> => {
    let crashedAt: number[] = [];
    for (;;) {
      let said = await part.ended();
      if (signal.aborted) return never();
      let up: () => void = () => undefined;
      down.set(part.name, new Promise((resolve) => (up = resolve)));
      signal.addEventListener('abort', up, { once: true });
      for (let revived = false; !revived;) {
        print.warn(`${part.name} ended (${said}). Its log: ${part.log}.`);
        if (isFull(home)) {
          await awaitRoom(home, print, signal);
          crashedAt = [];
        }
        crashedAt.push(performance.now());
        const next = afterCrash(crashedAt);
        if (next.action === 'give-up') {
          return `${part.name} ended ${crashedAt.length} times, lately with ${said}, and is not started again. Its log: ${part.log}.`;
        }
        print.info(`${part.name} is started again in ${next.delayMs / 1000} s.`);
        await sleep(next.delayMs, undefined, { signal }).catch(() => undefined);
        if (signal.aborted) return never();
        try {
          await part.revive();
          revived = true;
        } catch (error) {
          if (signal.aborted) return never();
          said = error instanceof Error ? error.message : String(error);
        }
      }
      print.info(`${part.name} is up again.`);
      down.delete(part.name);
      signal.removeEventListener('abort', up);
      up();
    }
  };

  return {
    whole: () => down.size === 0,
    becomeWhole: async () => {
      while (down.size > 0 && !signal.aborted) await Promise.all(down.values());
    },
    givenUp: Promise.race([...parts.map(watch), never<string>()]),
    letGo: () => stopping.abort(),
  };
}

const never = <T>(): Promise<T> => new Promise<T>(() => undefined);
