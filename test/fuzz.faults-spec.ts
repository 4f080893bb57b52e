import { fuzzed } from './support/fuzz/fuzzed';

/** How many messages, and by which seed the first round of them is drawn: SCOPEWATCH_FUZZ_MESSAGES, SCOPEWATCH_FUZZ_SEED. */
const MESSAGES = Number(process.env['SCOPEWATCH_FUZZ_MESSAGES'] ?? 20_000);
const SEED = Number(process.env['SCOPEWATCH_FUZZ_SEED'] ?? Date.now() % 1_000_000);
/** In one book; then it is verified, and the next begins. */
const ROUND = 60_000;
const DAY_MS = 86_400_000;

describe(`whatever comes on a topic (SCOPEWATCH_FUZZ_SEED=${SEED})`, () => {
  it(
    `is on record, the same again, or rejected, each of ${MESSAGES} messages`,
    async () => {
      const startedAt = performance.now();
      const sum = { sent: 0, accepted: 0, duplicates: 0, rejected: 0 };
      for (let seed = SEED; sum.sent < MESSAGES; seed += 1) {
        const round = await fuzzed(seed, Math.min(ROUND, MESSAGES - sum.sent));
        expect({ seed, standing: round.accepted + round.duplicates + round.rejected }).toEqual({
          seed,
          standing: round.sent,
        });
        for (const what of ['sent', 'accepted', 'duplicates', 'rejected'] as const) sum[what] += round[what];
        const seconds = (performance.now() - startedAt) / 1000;
        const left = ((MESSAGES - sum.sent) * seconds) / sum.sent;
        process.stderr.write(`fuzz: ${JSON.stringify(sum)}, ${seconds.toFixed(0)} s, ${left.toFixed(0)} s left\n`);
      }
      // Else it tried one kind alone.
      expect(sum.accepted).toBeGreaterThan(MESSAGES / 4);
      expect(sum.rejected).toBeGreaterThan(MESSAGES / 10);
      expect(sum.duplicates).toBeGreaterThan(MESSAGES / 50);
    },
    DAY_MS,
  );
});
