import type { Pipeline } from './pipeline';

/** Waits for the pipeline to come to rest, then has the independent checker look at all of it. */
export async function expectVerified(pipeline: Pipeline, settleMs?: number): Promise<void> {
  await pipeline.settled(settleMs);
  const { code, stdout, stderr } = await pipeline.scopewatch('verify');
  const violations = stdout.split('\n').slice(0, 10).join('\n');
  expect({ code, violations, said: stderr }).toEqual({
    code: 0,
    violations: '',
    said: expect.stringMatching(/^0 violations$/m) as unknown,
  });
}
