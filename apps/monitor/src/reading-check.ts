import type { ConsumptionStatus } from '#kafka';
import type { Check } from '#runtime';

/** A batch that failed so often is no longer a matter of one unlucky moment. */
const FAILURES_NOTED = 3;

/** Whether messages are read and judged, and if not, why. */
export function readingChecks({ running, assigned, trouble, lanes }: ConsumptionStatus): Check[] {
  const failing = lanes.find(({ failure }) => (failure?.times ?? 0) >= FAILURES_NOTED)?.failure;
  const reading = running
    ? assigned
      ? 'partitions assigned'
      : 'waiting for its start offsets'
    : 'not in the consumer group';
  return [
    { name: 'kafka', ok: running && assigned && trouble === null, detail: trouble === null ? reading : told(trouble) },
    ...(failing === null || failing === undefined
      ? []
      : [
          {
            name: 'batches',
            ok: false,
            detail: `a batch failed ${failing.times} times and is tried again: ${failing.message}`,
          },
        ]),
  ];
}

function told({ message, attempts, nextAttemptAt }: NonNullable<ConsumptionStatus['trouble']>): string {
  return `${message} (tried ${attempts} times; next at ${new Date(nextAttemptAt).toISOString()})`;
}
