import { readTopicOnRecord, topicOnRecord } from './topic-on-record.js';

describe('the name of a topic on record', () => {
  it('is its own for the first incarnation, as it was before there were any', () => {
    expect(topicOnRecord('account-events', 1)).toBe('account-events');
    expect(readTopicOnRecord('account-events')).toEqual({ topic: 'account-events', incarnation: 1 });
  });

  it.each([2, 3, 17])('tells incarnation %i from all others, and is read back', (incarnation) => {
    const name = topicOnRecord('a.b_c-events', incarnation);
    expect(name).toBe(`a.b_c-events~${incarnation}`);
    expect(readTopicOnRecord(name)).toEqual({ topic: 'a.b_c-events', incarnation });
  });
});
