import type { Parts } from '#devstack';

interface Running {
  readonly home: string;
  readonly parts: Parts;
}

/** Jest loads setup and teardown apart from each other, and only the global object is common to them. */
const shared = globalThis as { scopewatchTestParts?: Running | undefined };

export function keepRunning(running: Running): void {
  shared.scopewatchTestParts = running;
}

export function takeRunning(): Running | undefined {
  const running = shared.scopewatchTestParts;
  shared.scopewatchTestParts = undefined;
  return running;
}
