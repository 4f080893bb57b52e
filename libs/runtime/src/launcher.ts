/** Set for a process whose standard input is a pipe from its launcher, held open for as long as that one lives. */
export const ENDS_WITH_INPUT = 'SCOPEWATCH_ENDS_WITH_INPUT';

/**
 * Calls `handler` once when the process that started us is gone, however it went: the pipe then closes by itself, which no
 * kill can prevent. Nothing happens in a process that somebody else looks after (a container, a service manager).
 */
export function onLauncherGone(env: NodeJS.ProcessEnv, handler: () => void): void {
  if (env[ENDS_WITH_INPUT] !== 'true') return;
  process.stdin.once('error', handler).once('close', handler);
  process.stdin.resume();
}

const LOOK_EVERY_MS = 1_000;

/**
 * Calls `handler` once when npm, which runs us as a script, is gone without having passed a signal on.
 *
 * @returns ends the watch
 */
export function onNpmGone(env: NodeJS.ProcessEnv, handler: () => void): () => void {
  if (env['npm_lifecycle_event'] === undefined) return () => undefined;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    handler();
  }, LOOK_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
