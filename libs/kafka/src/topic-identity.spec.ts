import { compareIdentity, type FoundTopic, type KnownTopic } from './topic-identity.js';

const known = (over: Partial<KnownTopic> = {}): KnownTopic => ({
  topic: 'acts',
  incarnation: 1,
  clusterId: 'c1',
  topicId: 't1',
  stop: null,
  partitions: new Map(),
  ...over,
});
const found = (over: Partial<FoundTopic> = {}): FoundTopic => ({
  clusterId: 'c1',
  topicId: 't1',
  partitions: [0],
  ...over,
});
const verdict = (one: KnownTopic | undefined, other: FoundTopic | undefined): string => {
  const compared = compareIdentity('acts', one, other);
  return compared.kind === 'STOP' ? compared.stop.reason : compared.kind;
};

describe('a topic under a name', () => {
  it.each([
    ['is new where the name was never read', undefined, found(), 'NEW'],
    ['is new where it was read before ids were kept', known({ clusterId: null, topicId: null }), found(), 'NEW'],
    ['is the same by its ids', known(), found(), 'SAME'],
    ['is the same with more partitions', known(), found({ partitions: [0, 1] }), 'SAME'],
    ['is another by its id', known(), found({ topicId: 't2' }), 'RECREATED'],
    ['is another in another cluster, whatever its id', known(), found({ clusterId: 'c2' }), 'OTHER_CLUSTER'],
    [
      'is another in another cluster without ids',
      known({ topicId: null }),
      found({ clusterId: 'c2', topicId: null }),
      'OTHER_CLUSTER',
    ],
    [
      'is told by the cluster alone where that gives no ids',
      known({ topicId: null }),
      found({ topicId: null }),
      'SAME',
    ],
    ['is missing', known(), undefined, 'MISSING'],
    ['is missing before it was ever read', undefined, undefined, 'MISSING'],
  ])('%s', (_, one, other, expected) => {
    expect(verdict(one, other)).toBe(expected);
  });
});
