import fc from 'fast-check';
import { assignCoPartitioned } from './co-partitioned-assigner.js';

const numbers = (count: number) => Array.from({ length: count }, (_, number) => number);

describe('the co-partitioned assignment', () => {
  it('gives equal numbers of all topics to one member, in ranges', () => {
    const topics = ['a', 'b'].map((topic) => ({ topic, partitions: numbers(6) }));
    expect([...assignCoPartitioned(['n', 'm'], topics)]).toEqual([
      ['m', { a: [0, 1, 2], b: [0, 1, 2] }],
      ['n', { a: [3, 4, 5], b: [3, 4, 5] }],
    ]);
  });

  it('gives out every partition once, evenly, for any members and topics', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), sizes, (members, partitions) => {
        const topics = partitions.map((count, index) => ({ topic: `t${index}`, partitions: numbers(count) }));
        const assigned = assignCoPartitioned(
          numbers(members).map((member) => `m${member}`),
          topics,
        );
        const given = [...assigned.values()];
        for (const { topic, partitions: all } of topics) {
          expect(given.flatMap((each) => each[topic] ?? []).sort((a, b) => a - b)).toEqual(all);
        }
        const owned = given.map((each) => new Set(Object.values(each).flat()).size);
        expect(Math.max(...owned) - Math.min(...owned)).toBeLessThanOrEqual(1);
      }),
    );
  });
});
