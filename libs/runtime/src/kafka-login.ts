import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { IN_PLAIN_TEXT, type KafkaSecurity } from './kafka-config.js';

/** The one user of a Kafka that we run; the password is only in a file that nobody else may read. */
export interface KafkaLogin {
  readonly username: string;
  /** Absolute. */
  readonly passwordFile: string;
}

const USERNAME = 'scopewatch';

/** Where a home keeps the password. */
export const passwordFile = (home: string): string => join(home, 'kafka-password');

/** Makes up a password where there is none yet. */
export function makeLogin(file: string): KafkaLogin {
  if (!existsSync(file)) writeFileSync(file, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
  return { username: USERNAME, passwordFile: file };
}

export const passwordOf = ({ passwordFile }: KafkaLogin): string => readFileSync(passwordFile, 'utf8').trim();

/** How a broker of ours is met. It listens on this machine alone, so nothing is encrypted. */
export function securityOf(login: KafkaLogin | undefined): KafkaSecurity {
  if (login === undefined) return IN_PLAIN_TEXT;
  const { username } = login;
  return {
    protocol: 'SASL_PLAINTEXT',
    tls: undefined,
    sasl: { mechanism: 'PLAIN', username, password: () => passwordOf(login) },
  };
}

/** The same as settings, for the processes that we start; the password itself is not among them. */
export function loginSettings(login: KafkaLogin | undefined): NodeJS.ProcessEnv {
  if (login === undefined) return {};
  return {
    KAFKA_SECURITY_PROTOCOL: 'SASL_PLAINTEXT',
    KAFKA_SASL_MECHANISM: 'PLAIN',
    KAFKA_SASL_USERNAME: login.username,
    KAFKA_SASL_PASSWORD_FILE: login.passwordFile,
    // What was set for a Kafka of the user's own doesn't fit; an empty setting is none.
    KAFKA_SASL_PASSWORD: '',
    KAFKA_SASL_OAUTH_TOKEN_URL: '',
    KAFKA_SSL_CA: '',
    KAFKA_SSL_CERT: '',
    KAFKA_SSL_KEY: '',
    KAFKA_SSL_SERVERNAME: '',
  };
}
