import { lookAtTopic, type Cluster, type LookedAt, type StartFrom } from '#kafka';

/** Asks the cluster which topic answers to a name, and from where it would be read. */
export class TopicLook {
  constructor(private readonly cluster: Cluster) {}

  at(topic: string, from: StartFrom): Promise<LookedAt | undefined> {
    return lookAtTopic({ ...this.cluster, topic, from });
  }
}
