import type { HomeLock } from './home-lock.js';
import type { Config, KafkaSecurity, KafkaLogin } from '#runtime';
import type { Reporter } from './reporter.js';

export type Origin = 'environment' | 'docker' | 'embedded';

/** How a part goes down in a fault test: as a careful operator would do it, or as a power cut would. */
export type Ending = 'clean' | 'crash';

export interface BringUpOptions {
  /** Folder for everything that is written; made if it doesn't exist. */
  readonly home: string;
  readonly config: Pick<Config, 'databaseUrl' | 'brokers' | 'kafka' | 'parts' | 'images' | 'maxMessageBytes'>;
  readonly log: Reporter;
  /** `false` for tests: nothing is forced to disk, and Docker's data goes with its containers. */
  readonly durable: boolean;
  /** Whether a Kafka that is brought up asks for a password, as it should wherever others use the machine; default true. */
  readonly guarded?: boolean;
  /** The caller's lock of `home`; without one it is locked until `stop`. */
  readonly lock?: HomeLock;
}

/** The two parts that run outside our own processes. */
export interface Parts {
  /** As the owner of the database. */
  readonly databaseUrl: string;
  /** `host:port` each. */
  readonly brokers: string[];
  /** How the brokers are met. */
  readonly security: KafkaSecurity;
  /** Who may use a Kafka of ours; absent where it isn't ours, or takes anybody. */
  readonly kafkaLogin?: KafkaLogin;
  readonly origin: { readonly postgres: Origin; readonly kafka: Origin };
  /** Those that we run ourselves, to be looked after while they do. */
  readonly owned: readonly OwnedPart[];
  stop(): Promise<void>;
  /** Down and up again on the same port; absent where the part isn't ours. */
  readonly restartPostgres?: (ending?: Ending) => Promise<void>;
  readonly restartKafka?: (ending?: Ending) => Promise<void>;
}

/** One part that we run ourselves. */
export interface RunningPart {
  readonly address: string;
  /** Where its last words are. */
  readonly log: string;
  /** Kafka's alone: who may use it; absent where it takes anybody. */
  readonly login?: KafkaLogin;
  stop(): Promise<void>;
  restart(ending?: Ending): Promise<void>;
  /** Fulfilled when what runs now has ended, asked or by itself, with how it did. */
  ended(): Promise<string>;
  /** Up again with the same data on the same port, after it has ended by itself. */
  revive(): Promise<void>;
}

export interface OwnedPart extends Pick<RunningPart, 'log' | 'ended' | 'revive'> {
  readonly name: 'PostgreSQL' | 'Kafka';
}
