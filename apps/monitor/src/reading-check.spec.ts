import type { ConsumptionStatus, TopicStatus } from '#kafka';
import { readingChecks } from './reading-check.js';

const read = (topic: string): TopicStatus => ({ topic, state: 'READING', stop: null });
const stopped = (topic: string): TopicStatus => ({
  topic,
  state: 'STOPPED',
  stop: { reason: 'MISSING', detail: `the cluster has no topic ${topic}` },
});
const status = (over: Partial<ConsumptionStatus>): ConsumptionStatus => ({
  running: true,
  assigned: true,
  partitions: [],
  trouble: null,
  lanes: [],
  topics: [read('a'), read('b')],
  ...over,
});
const failed = (over: Partial<ConsumptionStatus>) =>
  readingChecks(status(over))
    .filter(({ ok }) => !ok)
    .map(({ name, goesOn }) => (goesOn === true ? `${name}, the others go on` : name));

describe('the checks of reading', () => {
  const trouble = { message: 'Kafka refuses us.', since: 0, attempts: 3, nextAttemptAt: 0 };
  const out = { running: false, assigned: false };

  it.each([
    ['all is read', {}, []],
    ['it is not in the group', out, ['kafka']],
    ['one topic is stopped', { topics: [stopped('a'), read('b')] }, ['topic a, the others go on']],
    [
      'one is stopped and it is not in the group',
      { ...out, topics: [stopped('a'), read('b')] },
      ['kafka', 'topic a, the others go on'],
    ],
    ['all are stopped', { ...out, topics: [stopped('a')] }, ['topic a, the others go on']],
    ['Kafka gives no answer', { trouble }, ['kafka']],
    [
      'Kafka gives no answer while all are stopped',
      { ...out, trouble, topics: [stopped('a')] },
      ['kafka', 'topic a, the others go on'],
    ],
    ['nothing was looked at yet', { ...out, topics: [] }, ['kafka']],
  ])('say so when %s', (_, over, expected) => {
    expect(failed(over)).toEqual(expected);
  });
});
