const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
export type StopSignal = keyof typeof SIGNALS;

/** npm passes Ctrl-C on to a script that the terminal has already told: two signals, one key. */
const SAME_KEY_MS = 1_000;

/**
 * Calls `handler` on the first signal to stop; a second one ends the process at once. A handler that fails ends it
 * with code 1; one that is done leaves the end to the process itself.
 *
 * @returns takes the handler off again
 */
export function onSignal(handler: (signal: StopSignal) => Promise<void>): () => void {
  let firstAt: number | undefined;
  const react = (signal: NodeJS.Signals): void => {
    const stop = signal as StopSignal;
    const now = performance.now();
    if (firstAt === undefined) {
      firstAt = now;
      handler(stop).catch((error: unknown) => {
        process.stderr.write(
          `Stopping failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
        );
        process.exit(1);
      });
    } else if (now - firstAt > SAME_KEY_MS) {
      process.exit(SIGNALS[stop]);
    }
  };
  for (const signal of Object.keys(SIGNALS)) process.on(signal, react);
  return () => {
    for (const signal of Object.keys(SIGNALS)) process.off(signal, react);
  };
}
