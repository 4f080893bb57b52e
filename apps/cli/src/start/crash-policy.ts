const CRASHES_MAX = 5;
const WINDOW_MS = 60_000;
const FIRST_DELAY_MS = 500;

export type AfterCrash = { readonly action: 'restart'; readonly delayMs: number } | { readonly action: 'give-up' };

/**
 * Five crashes within a minute are no accident any more. Until then each one waits twice as long as the one before.
 *
 * @param crashedAt of all crashes so far, this one last, in milliseconds
 */
export function afterCrash(crashedAt: readonly number[]): AfterCrash {
  const now = crashedAt.at(-1) ?? 0;
  const recent = crashedAt.filter((at) => at > now - WINDOW_MS).length;
  if (recent >= CRASHES_MAX) return { action: 'give-up' };
  return { action: 'restart', delayMs: FIRST_DELAY_MS * 2 ** (recent - 1) };
}
