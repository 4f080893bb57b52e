export interface BrokerPlace {
  /** Address that the listeners bind to. */
  readonly bind: string;
  readonly port: number;
  readonly controllerPort: number;
  /** What clients are told to connect to. */
  readonly advertised: string;
  readonly dataFolder: string;
  readonly maxMessageBytes: number;
}

/** One node that is broker and controller, under KRaft. The topics are the record, so nothing is ever deleted by age. */
export function serverProperties(place: BrokerPlace): Record<string, string> {
  const { bind, port, controllerPort, maxMessageBytes } = place;
  return {
    'process.roles': 'broker,controller',
    'node.id': '1',
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    listeners: `PLAINTEXT://${bind}:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://${place.advertised}`,
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'PLAINTEXT',
    'log.dirs': place.dataFolder,
    'message.max.bytes': String(maxMessageBytes),
    'replica.fetch.max.bytes': String(maxMessageBytes),
    'log.retention.ms': '-1',
    'log.retention.bytes': '-1',
    'offsets.retention.minutes': String(10 * 365 * 24 * 60),
    'auto.create.topics.enable': 'false',
    'group.initial.rebalance.delay.ms': '0',
    // After a kill the broker isn't let in again before its old session has run out.
    'broker.session.timeout.ms': '5000',
    'broker.heartbeat.interval.ms': '1000',
    'offsets.topic.num.partitions': '10',
    'offsets.topic.replication.factor': '1',
    'transaction.state.log.num.partitions': '4',
    'transaction.state.log.replication.factor': '1',
    'transaction.state.log.min.isr': '1',
    'share.coordinator.state.topic.replication.factor': '1',
    'share.coordinator.state.topic.min.isr': '1',
    'num.network.threads': '2',
    'num.io.threads': '4',
    'log.cleaner.threads': '1',
  };
}

export function asFile(properties: Readonly<Record<string, string>>): string {
  return Object.entries(properties)
    .map(([name, value]) => `${name}=${value.replaceAll('\\', '\\\\')}\n`)
    .join('');
}

/** As the image apache/kafka takes them. */
export function asEnvironment(properties: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [`KAFKA_${name.toUpperCase().replaceAll('.', '_')}`, value]),
  );
}
