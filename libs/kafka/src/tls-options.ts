import { createSecureContext, type ConnectionOptions } from 'node:tls';
import type { KafkaTls } from '#runtime';
import { KafkaFault } from './kafka-fault.js';
import { trustedAuthorities } from './trusted-authorities.js';

let known: string[] | undefined;

/** What certificates are checked by and shown, read anew; checking can't be switched off, not by the environment either. */
export function tlsOptions({ ca, identity, servername }: KafkaTls): ConnectionOptions {
  return {
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
    ca: ca === undefined ? (known ??= trustedAuthorities()) : ca(),
    ...(identity === undefined ? {} : { cert: identity.cert(), key: identity.key() }),
    ...(identity?.keyPassword === undefined ? {} : { passphrase: identity.keyPassword() }),
    ...(servername === undefined ? {} : { servername }),
  };
}

/** @throws KafkaFault where certificate, key and password don't fit together */
export function requireUsable(tls: KafkaTls): void {
  try {
    createSecureContext(tlsOptions(tls));
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? ` (${String(error.code)})` : '';
    throw new KafkaFault(
      `KAFKA_SSL_CA, KAFKA_SSL_CERT, KAFKA_SSL_KEY and KAFKA_SSL_KEY_PASSWORD can't be used together${code}; check that key and password belong to the certificate.`,
      'TLS',
      { cause: error },
    );
  }
}
