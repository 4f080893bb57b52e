/** What kind of trouble it is: whether to knock again soon depends on it. */
export type FaultKind = 'TLS' | 'SASL' | 'ACL' | 'TOPIC' | 'NETWORK' | 'OTHER';

/** Kafka can't be used, in one sentence that says what to do. It never repeats a secret. */
export class KafkaFault extends Error {
  /** A part is not reachable. */
  readonly exitCode = 3;

  constructor(
    message: string,
    readonly kind: FaultKind,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'KafkaFault';
  }
}
