import type { Check } from '#runtime';

/** Asking a broker that is away takes seconds, and probes don't wait so long: an answer stands for that time. */
const KEPT_MS = 10_000;
const AWAY = 'it does not answer: what is recorded is shown and worked on, but nothing new comes in';

/**
 * Questions and work on alerts are about what is recorded, so an api is ready without Kafka, and says so.
 * @param ask whether a broker answers; an error is no answer
 */
export function kafkaCheck(ask: () => Promise<boolean>, now = () => performance.now()): () => Promise<Check> {
  let known: { readonly ok: boolean; readonly at: number } | undefined;
  let asking: Promise<boolean> | undefined;
  const askAgain = (): Promise<boolean> =>
    ask()
      .catch(() => false)
      .then((ok) => {
        known = { ok, at: now() };
        asking = undefined;
        return ok;
      });
  return async () => {
    asking ??= askAgain();
    const ok = known !== undefined && now() - known.at < KEPT_MS ? known.ok : await asking;
    return { name: 'kafka', ok, optional: true, ...(ok ? {} : { detail: AWAY }) };
  };
}
