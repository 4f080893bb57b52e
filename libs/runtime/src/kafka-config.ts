import type { SettingReader } from './setting-reader.js';
import type { Secret } from './secret.js';
import { settings, type Setting } from './settings.js';

const SECURITY_PROTOCOLS = ['PLAINTEXT', 'SSL', 'SASL_PLAINTEXT', 'SASL_SSL'] as const;
type SecurityProtocol = (typeof SECURITY_PROTOCOLS)[number];

const PASSWORD_MECHANISMS = ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'] as const;
const SASL_MECHANISMS = [...PASSWORD_MECHANISMS, 'OAUTHBEARER'] as const;

export const COMPRESSIONS = ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const;
export type Compression = (typeof COMPRESSIONS)[number];

/** PEM text each; read anew for every connection. */
export interface KafkaTls {
  /** Whom brokers must be vouched for by; `undefined`: the authorities that this machine trusts. */
  readonly ca: Secret | undefined;
  readonly identity:
    { readonly cert: Secret; readonly key: Secret; readonly keyPassword: Secret | undefined } | undefined;
  /** The name that certificates are checked for in place of the broker's own. */
  readonly servername: string | undefined;
}

export interface KafkaPassword {
  readonly mechanism: (typeof PASSWORD_MECHANISMS)[number];
  readonly username: string;
  readonly password: Secret;
}

/** Client credentials, for which the token endpoint gives tokens. */
export interface KafkaOAuth {
  readonly mechanism: 'OAUTHBEARER';
  readonly tokenUrl: URL;
  readonly clientId: string;
  readonly clientSecret: Secret;
  readonly scope: string | undefined;
}

/** How this process shows the brokers who it is, and checks who they are. */
export interface KafkaSecurity {
  readonly protocol: SecurityProtocol;
  /** `undefined`: in plain text. */
  readonly tls: KafkaTls | undefined;
  /** `undefined`: without saying who we are. */
  readonly sasl: KafkaPassword | KafkaOAuth | undefined;
}

export interface KafkaConfig {
  readonly security: KafkaSecurity;
  /** Of topics that are created; `undefined`: the cluster's own. */
  readonly replicationFactor: number | undefined;
  /** Of what is sent. */
  readonly compression: Compression;
}

export const IN_PLAIN_TEXT: KafkaSecurity = { protocol: 'PLAINTEXT', tls: undefined, sasl: undefined };

export function readKafka(read: SettingReader): KafkaConfig {
  return {
    security: readSecurity(read),
    replicationFactor: read.optionalCount(settings.kafkaReplicationFactor, 1, 32_767),
    compression: read.oneOf(settings.kafkaCompression, COMPRESSIONS),
  };
}

function readSecurity(read: SettingReader): KafkaSecurity {
  const protocol = read.oneOf(settings.kafkaSecurityProtocol, SECURITY_PROTOCOLS);
  const tls = readTls(read);
  const sasl = readSasl(read, protocol.startsWith('SASL_'));
  const encrypted = protocol === 'SSL' || protocol === 'SASL_SSL';
  if (!encrypted) {
    const given = [settings.kafkaSslCa, settings.kafkaSslCert, settings.kafkaSslKey, settings.kafkaSslServername];
    for (const setting of given.filter((each) => read.optional(each) !== undefined)) {
      read.wrong(
        setting,
        `needs ${settings.kafkaSecurityProtocol.name}=SSL or SASL_SSL; without it nothing is encrypted.`,
      );
    }
  }
  return { protocol, tls: encrypted ? tls : undefined, sasl };
}

function readTls(read: SettingReader): KafkaTls {
  const ca = read.pem(settings.kafkaSslCa);
  const cert = read.pem(settings.kafkaSslCert);
  const key = read.pem(settings.kafkaSslKey);
  const keyPassword = read.secret(settings.kafkaSslKeyPassword, settings.kafkaSslKeyPasswordFile);
  if (read.optional(settings.kafkaSslCert) !== undefined && read.optional(settings.kafkaSslKey) === undefined)
    read.wrong(settings.kafkaSslCert, `needs ${settings.kafkaSslKey.name}, its private key.`);
  if (read.optional(settings.kafkaSslKey) !== undefined && read.optional(settings.kafkaSslCert) === undefined)
    read.wrong(settings.kafkaSslKey, `needs ${settings.kafkaSslCert.name}, the certificate that it belongs to.`);
  const identity = cert === undefined || key === undefined ? undefined : { cert, key, keyPassword };
  return { ca, identity, servername: read.optional(settings.kafkaSslServername) };
}

function readSasl(read: SettingReader, used: boolean): KafkaSecurity['sasl'] {
  const given = read.optional(settings.kafkaSaslMechanism);
  if (!used) {
    const stray = [settings.kafkaSaslMechanism, settings.kafkaSaslUsername, settings.kafkaSaslOauthTokenUrl];
    for (const setting of stray.filter((each) => read.optional(each) !== undefined)) {
      read.wrong(setting, `needs ${settings.kafkaSecurityProtocol.name}=SASL_SSL (or SASL_PLAINTEXT).`);
    }
    return undefined;
  }
  if (given === undefined) {
    read.wrong(
      settings.kafkaSaslMechanism,
      `must be one of ${SASL_MECHANISMS.join(', ')} with a protocol that begins with SASL_.`,
    );
    return undefined;
  }
  const mechanism = read.oneOf(settings.kafkaSaslMechanism, SASL_MECHANISMS);
  // What the others would have to be is not known then.
  if (mechanism !== given) return undefined;
  return mechanism === 'OAUTHBEARER' ? readOAuth(read) : readPassword(read, mechanism);
}

function readPassword(read: SettingReader, mechanism: KafkaPassword['mechanism']): KafkaPassword | undefined {
  const username = read.optional(settings.kafkaSaslUsername);
  const password = read.secret(settings.kafkaSaslPassword, settings.kafkaSaslPasswordFile);
  if (username === undefined) read.wrong(settings.kafkaSaslUsername, `is missing; ${mechanism} needs one.`);
  if (isMissing(read, settings.kafkaSaslPassword, settings.kafkaSaslPasswordFile))
    read.wrong(
      settings.kafkaSaslPassword,
      `(or ${settings.kafkaSaslPasswordFile.name}) is missing; ${mechanism} needs one.`,
    );
  return username === undefined || password === undefined ? undefined : { mechanism, username, password };
}

function readOAuth(read: SettingReader): KafkaOAuth | undefined {
  const tokenUrl = read.safeUrl(settings.kafkaSaslOauthTokenUrl);
  const clientId = read.optional(settings.kafkaSaslOauthClientId);
  const clientSecret = read.secret(settings.kafkaSaslOauthClientSecret, settings.kafkaSaslOauthClientSecretFile);
  if (read.optional(settings.kafkaSaslOauthTokenUrl) === undefined)
    read.wrong(settings.kafkaSaslOauthTokenUrl, 'is missing; OAUTHBEARER asks for tokens there.');
  if (clientId === undefined) read.wrong(settings.kafkaSaslOauthClientId, 'is missing; OAUTHBEARER needs one.');
  if (isMissing(read, settings.kafkaSaslOauthClientSecret, settings.kafkaSaslOauthClientSecretFile))
    read.wrong(
      settings.kafkaSaslOauthClientSecret,
      `(or ${settings.kafkaSaslOauthClientSecretFile.name}) is missing; OAUTHBEARER needs one.`,
    );
  if (tokenUrl === undefined || clientId === undefined || clientSecret === undefined) return undefined;
  const scope = read.optional(settings.kafkaSaslOauthScope);
  return { mechanism: 'OAUTHBEARER', tokenUrl, clientId, clientSecret, scope };
}

/** A secret that was given but can't be used is told as that. */
const isMissing = (read: SettingReader, secret: Setting, inFile: Setting): boolean =>
  read.optional(secret) === undefined && read.optional(inFile) === undefined;
