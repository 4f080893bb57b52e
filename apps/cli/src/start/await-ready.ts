import { setTimeout as sleep } from 'node:timers/promises';
import type { Readiness } from '#runtime';
import { urlOf } from './apps.js';
import { StartError } from './start-error.js';
import type { SupervisedApp } from './supervise.js';

const READY_MS_MAX = 120_000;
const POLL_MS = 150;
const ANSWER_MS_MAX = 5_000;

/**
 * Waits until every app's `/health/ready` says yes, but for what goes on all the same, or the signal is aborted.
 *
 * @throws StartError with what the app said last
 */
export async function awaitReady(running: readonly SupervisedApp[], host: string, signal: AbortSignal): Promise<void> {
  await Promise.all(
    running.map(async ({ app, logPath }) => {
      const said = await waitFor(urlOf(app, host), signal);
      if (said === undefined || signal.aborted) return;
      throw new StartError(
        `The ${app.name} isn't ready after ${READY_MS_MAX / 1000} s: ${said}. Its log is ${logPath}.`,
      );
    }),
  );
}

async function waitFor(url: string, signal: AbortSignal): Promise<string | undefined> {
  const giveUpAt = performance.now() + READY_MS_MAX;
  let said = await notReadyBecause(url, signal);
  while (said !== undefined && performance.now() < giveUpAt && !signal.aborted) {
    await sleep(POLL_MS, undefined, { signal }).catch(() => undefined);
    said = await notReadyBecause(url, signal);
  }
  return said;
}

async function notReadyBecause(url: string, signal: AbortSignal): Promise<string | undefined> {
  try {
    const response = await fetch(`${url}/health/ready`, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS_MAX)]),
    });
    const body = await response.text();
    if (response.ok) return undefined;
    return response.status === 503 ? failedChecks(body) || undefined : `it answers with HTTP ${response.status}`;
  } catch {
    return 'it does not answer';
  }
}

function failedChecks(body: string): string {
  try {
    const { checks } = JSON.parse(body) as Readiness;
    return checks
      .filter(({ ok, goesOn }) => !ok && goesOn !== true)
      .map(({ name, detail }) => (detail === undefined ? name : `${name}: ${detail}`))
      .join('; ');
  } catch {
    return body;
  }
}
