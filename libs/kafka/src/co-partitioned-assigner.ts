import { AssignerProtocol, type Assignment, type GroupMember, type PartitionAssigner } from 'kafkajs';

const NAME = 'scopewatch-co-partitioned';
const VERSION = 1;

export interface TopicPartitions {
  topic: string;
  partitions: number[];
}

/**
 * Shares partitions out by number, whatever the topic: equal keys of two equally partitioned topics meet on one member,
 * and there in one lane. Members get ranges, not every n-th one, which would leave some of a member's lanes empty.
 * @returns for each member, by its id, its partitions by topic; members beyond the number of partitions get none
 */
export function assignCoPartitioned(memberIds: string[], topics: TopicPartitions[]): Map<string, Assignment> {
  const members = [...memberIds].sort();
  const result = new Map<string, Assignment>(members.map((member) => [member, {}]));
  const numbers = [...new Set(topics.flatMap(({ partitions }) => partitions))].sort((a, b) => a - b);
  for (const [rank, partition] of numbers.entries()) {
    const assignment = result.get(members[Math.floor((rank * members.length) / numbers.length)] ?? '');
    if (!assignment) continue;
    for (const { topic, partitions } of topics) {
      if (partitions.includes(partition)) (assignment[topic] ??= []).push(partition);
    }
  }
  return result;
}

/** The same as an assigner of kafkajs. */
export const coPartitionedAssigner: PartitionAssigner = ({ cluster }) => ({
  name: NAME,
  version: VERSION,
  assign: ({ members, topics }: { members: GroupMember[]; topics: string[] }) => {
    const partitioned = topics.map((topic) => ({
      topic,
      partitions: cluster.findTopicPartitionMetadata(topic).map(({ partitionId }) => partitionId),
    }));
    const assignments = assignCoPartitioned(
      members.map(({ memberId }) => memberId),
      partitioned,
    );
    const encoded = [...assignments].map(([memberId, assignment]) => ({
      memberId,
      memberAssignment: AssignerProtocol.MemberAssignment.encode({
        version: VERSION,
        assignment,
        userData: Buffer.alloc(0),
      }),
    }));
    return Promise.resolve(encoded);
  },
  protocol: ({ topics }) => ({
    name: NAME,
    metadata: AssignerProtocol.MemberMetadata.encode({ version: VERSION, topics, userData: Buffer.alloc(0) }),
  }),
});
