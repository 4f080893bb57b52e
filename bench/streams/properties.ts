import type { KafkaSecurity } from '#runtime';

/** How a client in Java meets the brokers; `undefined` where that is not set up here: by TLS or tokens. */
export function clientSecurity({ protocol, tls, sasl }: KafkaSecurity): Record<string, string> | undefined {
  if (tls !== undefined || sasl?.mechanism === 'OAUTHBEARER') return undefined;
  if (sasl === undefined) return { 'security.protocol': protocol };
  const plain = 'org.apache.kafka.common.security.plain.PlainLoginModule';
  const scram = 'org.apache.kafka.common.security.scram.ScramLoginModule';
  const quoted = (text: string): string => `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
  return {
    'security.protocol': protocol,
    'sasl.mechanism': sasl.mechanism,
    'sasl.jaas.config':
      `${sasl.mechanism === 'PLAIN' ? plain : scram} required ` +
      `username=${quoted(sasl.username)} password=${quoted(sasl.password())};`,
  };
}

/** As Java reads them from a file. */
export const asProperties = (properties: Readonly<Record<string, string>>): string =>
  Object.entries(properties)
    .map(([name, value]) => `${name}=${value.replaceAll('\\', '\\\\')}\n`)
    .join('');
