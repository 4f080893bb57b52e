import type { ConsumptionStatus, TopicStatus } from '#kafka';
import type { Check } from '#runtime';

/** A batch that failed so often is no longer a matter of one unlucky moment. */
const FAILURES_NOTED = 3;

/** Whether messages are read and judged, and if not, why. */
export function readingChecks({ running, assigned, trouble, lanes, topics }: ConsumptionStatus): Check[] {
  const failing = lanes.find(({ failure }) => (failure?.times ?? 0) >= FAILURES_NOTED)?.failure;
  const reading = running
    ? assigned
      ? 'partitions assigned'
      : 'waiting for its start offsets'
    : 'not in the consumer group';
  const stopped = topics.filter(({ state }) => state === 'STOPPED');
  // With all topics stopped there is nothing to be in the group for; each of them says so below.
  const asItShould = (running && assigned) || (stopped.length > 0 && stopped.length === topics.length);
  return [
    { name: 'kafka', ok: asItShould && trouble === null, detail: trouble === null ? reading : troubleInWords(trouble) },
    ...(failing === null || failing === undefined
      ? []
      : [
          {
            name: 'batches',
            ok: false,
            detail: `a batch failed ${failing.times} times and is tried again: ${failing.message}`,
          },
        ]),
    ...stopped.map(stoppedCheck),
  ];
}

/** The others are read on; somebody has to decide about this one. */
const stoppedCheck = ({ topic, stop }: TopicStatus): Check => ({
  name: `topic ${topic}`,
  ok: false,
  goesOn: true,
  detail:
    `${stop?.detail ?? 'it is not read'}. It is not read any more; all others are. See "scopewatch topics"; ` +
    `how it is read on, two people decide: scopewatch topics rebind ${topic} --from beginning|OFFSET|TIME`,
});

function troubleInWords({ message, attempts, nextAttemptAt }: NonNullable<ConsumptionStatus['trouble']>): string {
  return `${message} (tried ${attempts} times; next at ${new Date(nextAttemptAt).toISOString()})`;
}
