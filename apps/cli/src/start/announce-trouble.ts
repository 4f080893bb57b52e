import { setTimeout as sleep } from 'node:timers/promises';
import type { Readiness } from '#runtime';
import type { Reporter } from '#devstack';
import { urlOf, type App } from './apps.js';

const LOOK_MS = 3_000;
const ANSWER_MS_MAX = 6_000;
/** A look or two may fall into a restart or a rebalance, which mends itself. */
const LOOKS_BEFORE_ANNOUNCED = 3;

/** Says when an app that was ready no longer is, with what it says of itself, and when it is again; until the signal is aborted. */
export async function announceTrouble(
  apps: readonly App[],
  host: string,
  print: Reporter,
  signal: AbortSignal,
): Promise<void> {
  await Promise.all(apps.map((app) => watch(app.name, urlOf(app, host), print, signal)));
}

async function watch(name: string, url: string, print: Reporter, signal: AbortSignal): Promise<void> {
  const announcement = new Announcement(name, print);
  while (!signal.aborted) {
    announcement.looked(await lookAt(url, signal));
    await sleep(LOOK_MS, undefined, { signal }).catch(() => undefined);
  }
}

/** What an app says of itself. */
interface Look {
  /** Degraded, where it is ready though something is not well. */
  readonly ready: boolean;
  /** What is not well, and why; empty where all is. */
  readonly failed: string;
}

/** What has been said of one app. */
export class Announcement {
  private looks = 0;
  private announced: string | undefined;
  private over = '';

  constructor(
    private readonly name: string,
    private readonly print: Reporter,
  ) {}

  /** @param look undefined where it doesn't answer */
  looked(look: Look | undefined): void {
    // That it is gone altogether is told by whoever starts it again.
    if (look === undefined) return;
    const { ready, failed } = look;
    if (failed === '') {
      if (this.announced !== undefined) this.print.info(`The ${this.name} is ${this.over}.`);
      this.announced = undefined;
      this.looks = 0;
      return;
    }
    this.looks += 1;
    // Counts and times in it change with each look.
    const gist = `${ready} ${failed.replace(/\d+/g, '')}`;
    if (this.looks < LOOKS_BEFORE_ANNOUNCED || this.announced === gist) return;
    this.announced = gist;
    this.over = ready ? 'no longer degraded' : 'ready again';
    this.print.warn(`The ${this.name} is ${ready ? 'degraded' : 'not ready'}: ${failed}`);
  }
}

async function lookAt(url: string, signal: AbortSignal): Promise<Look | undefined> {
  try {
    const answer = await fetch(`${url}/health/ready`, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS_MAX)]),
    });
    const { ready, checks } = (await answer.json()) as Readiness;
    const failed = checks
      // Of what doesn't keep the others from going on, somebody else tells.
      .filter(({ ok, goesOn }) => !ok && goesOn !== true)
      .map(({ name, detail }) => (detail === undefined ? name : `${name}: ${detail}`))
      .join('; ');
    return { ready, failed };
  } catch {
    return undefined;
  }
}
