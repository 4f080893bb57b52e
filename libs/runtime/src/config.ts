import { resolve } from 'node:path';
import { checkout } from './checkout.js';
import { readCheckpoints, type CheckpointConfig } from './checkpoint-config.js';
import { readOutside, type OutsideConfig } from './witness-config.js';
import { readOidc, type OidcConfig } from './oidc-config.js';
import { readKafka, type KafkaConfig } from './kafka-config.js';
import { readNotify, type NotifyConfig } from './notify-config.js';
import { readPublicUrl } from './public-url.js';
import { readMetrics, type MetricsConfig } from './metrics-access.js';
import { SettingReader } from './setting-reader.js';
import { settings } from './settings.js';
import { readTrustProxy, type TrustProxy } from './trust-proxy.js';

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const PARTS_CHOICES = ['auto', 'embedded', 'docker', 'env'] as const;
export type PartsChoice = (typeof PARTS_CHOICES)[number];

export interface Topics {
  readonly account: string;
  readonly product: string;
  readonly marketing: string;
  readonly alerts: string;
  readonly rejections: string;
  readonly checkpoints: string;
  readonly erasures: string;
}

export interface Config {
  /** Absolute. */
  readonly home: string;
  readonly host: string;
  readonly ports: { readonly api: number; readonly monitor: number; readonly notifier: number };
  readonly databaseUrl: string | undefined;
  readonly databaseAppUrl: string | undefined;
  /** The database itself, past any pooler. */
  readonly databaseListenUrl: string | undefined;
  /** What the apps run as, where the installation says so, and the password of a role that is made for them. */
  readonly databaseRole: string | undefined;
  readonly appPassword: string | undefined;
  readonly brokers: readonly string[] | undefined;
  readonly kafka: KafkaConfig;
  readonly topics: Topics;
  readonly partitions: number;
  readonly group: string;
  readonly lanes: number;
  readonly batch: number;
  /** Absolute. */
  readonly policyPath: string;
  /** How often it is checked that the pack in force gives the alerts on record. */
  readonly paritySeconds: number;
  readonly logLevel: LogLevel;
  readonly maxMessageBytes: number;
  /** HTTP requests that one address may make in a minute, all together and about signing in. */
  readonly perMinute: { readonly requests: number; readonly signIns: number };
  /** Bytes of a document that is attached to a client. */
  readonly documentBytesMax: number;
  readonly trustProxy: TrustProxy;
  /** Where people open the dashboard, without a slash at the end; `undefined`: nobody has said. */
  readonly publicUrl: string | undefined;
  /** Its name, for whoever reads a report. */
  readonly firm: string | undefined;
  /** Who may read `/metrics`. */
  readonly metrics: MetricsConfig;
  /** The identity provider; none: people sign in by link. */
  readonly oidc: OidcConfig | undefined;
  readonly notify: NotifyConfig;
  readonly checkpoints: CheckpointConfig;
  readonly outside: OutsideConfig;
  readonly parts: PartsChoice;
  readonly images: { readonly kafka: string; readonly postgres: string };
}

/** Everything that is wrong with the environment, in one go. */
export class ConfigError extends Error {
  readonly exitCode = 2;

  constructor(readonly problems: readonly string[]) {
    super(`The configuration can't be used:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

/**
 * @param env usually `process.env`; an empty value counts as unset
 * @throws ConfigError with every problem found
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const read = new SettingReader(env);
  const publicUrl = readPublicUrl(read);
  const config: Config = {
    home: resolve(checkout, read.text(settings.home)),
    host: read.text(settings.host),
    ports: {
      api: read.port(settings.port),
      monitor: read.port(settings.monitorPort),
      notifier: read.port(settings.notifierPort),
    },
    databaseUrl: read.databaseUrl(settings.databaseUrl),
    databaseAppUrl: read.databaseUrl(settings.databaseAppUrl),
    databaseListenUrl: read.databaseUrl(settings.databaseListenUrl),
    databaseRole: read.optional(settings.databaseRole),
    appPassword: read.optional(settings.appPassword),
    brokers: read.brokers(settings.brokers),
    kafka: readKafka(read),
    topics: {
      account: read.name(settings.topicAccount),
      product: read.name(settings.topicProduct),
      marketing: read.name(settings.topicMarketing),
      alerts: read.name(settings.topicAlerts),
      rejections: read.name(settings.topicRejections),
      checkpoints: read.name(settings.topicCheckpoints),
      erasures: read.name(settings.topicErasures),
    },
    partitions: read.count(settings.partitions, 1, 1000),
    group: read.name(settings.group),
    lanes: read.count(settings.lanes, 1, 32),
    batch: read.count(settings.batch, 1, 16_384),
    policyPath: resolve(checkout, read.text(settings.policy)),
    paritySeconds: read.count(settings.paritySeconds, 1, 366 * 86_400),
    logLevel: read.oneOf(settings.logLevel, LOG_LEVELS),
    maxMessageBytes: read.count(settings.maxMessageBytes, 1024, 1024 ** 3),
    perMinute: {
      requests: read.count(settings.requestsPerMinute, 1, 1_000_000),
      signIns: read.count(settings.signInsPerMinute, 1, 1_000_000),
    },
    documentBytesMax: read.count(settings.documentBytesMax, 1024, 64 * 1024 ** 2),
    trustProxy: readTrustProxy(read),
    publicUrl,
    firm: read.optional(settings.firm),
    oidc: readOidc(read, publicUrl),
    notify: readNotify(read, publicUrl),
    metrics: readMetrics(read),
    checkpoints: readCheckpoints(read),
    outside: readOutside(read),
    parts: read.oneOf(settings.parts, PARTS_CHOICES),
    images: { kafka: read.text(settings.kafkaImage), postgres: read.text(settings.postgresImage) },
  };
  const problems = [...read.problems, ...contradictions(config)];
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

/** What no single setting shows to be wrong. */
function contradictions(config: Config): string[] {
  const found: string[] = [];
  const ports = Object.values(config.ports).filter((port) => port > 0);
  if (new Set(ports).size < ports.length) {
    const names = [settings.port, settings.monitorPort, settings.notifierPort].map(({ name }) => name);
    found.push(`${names.join(', ')} must be three different ports.`);
  }
  const topics = Object.values(config.topics).filter((topic) => topic !== '');
  if (new Set(topics).size < topics.length) found.push('SCOPEWATCH_TOPIC_… must name six different topics.');
  if (config.parts === 'env') {
    const missing = [
      ...(config.databaseUrl === undefined ? [settings.databaseUrl.name] : []),
      ...(config.brokers === undefined ? [settings.brokers.name] : []),
    ];
    if (missing.length > 0) found.push(`${settings.parts.name}=env needs ${missing.join(' and ')}.`);
  }
  return found;
}
