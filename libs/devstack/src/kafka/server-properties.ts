export interface BrokerPlace {
  /** Address that the listeners bind to. */
  readonly bind: string;
  readonly port: number;
  readonly controllerPort: number;
  /** What clients are told to connect to. */
  readonly advertised: string;
  readonly dataFolder: string;
  readonly maxMessageBytes: number;
  /** The one user; absent: anybody is taken. */
  readonly user?: { readonly name: string; readonly password: string };
}

/** One node that is broker and controller, under KRaft. The topics are the record, so nothing is ever deleted by age. */
export function serverProperties(place: BrokerPlace): Record<string, string> {
  const { bind, port, controllerPort, maxMessageBytes } = place;
  return {
    'process.roles': 'broker,controller',
    'node.id': '1',
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    listeners: `CLIENT://${bind}:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `CLIENT://${place.advertised}`,
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'CLIENT',
    ...(place.user === undefined ? OPEN : guarded(place.user)),
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

const OPEN = { 'listener.security.protocol.map': 'CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT' };

/** On both listeners: whoever reaches the controller may do all that it can. */
function guarded({ name, password }: { readonly name: string; readonly password: string }): Record<string, string> {
  const login =
    'org.apache.kafka.common.security.plain.PlainLoginModule required ' +
    `username="${name}" password="${password}" user_${name}="${password}";`;
  return {
    'listener.security.protocol.map': 'CLIENT:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT',
    'sasl.enabled.mechanisms': 'PLAIN',
    'sasl.mechanism.inter.broker.protocol': 'PLAIN',
    'sasl.mechanism.controller.protocol': 'PLAIN',
    'listener.name.client.plain.sasl.jaas.config': login,
    'listener.name.controller.plain.sasl.jaas.config': login,
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
