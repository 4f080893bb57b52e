import type { SASLOptions } from 'kafkajs';
import type { KafkaOAuth, KafkaPassword, KafkaSecurity } from '#runtime';
import { TokenSource } from './oauth-token.js';

/** All clients of a process share the tokens of one configuration. */
const sources = new WeakMap<KafkaOAuth, TokenSource>();

/** How kafkajs says who we are. Secrets are read when it does, so a renewed one is used from the next connection on. */
export function saslOptions({ sasl, tls }: KafkaSecurity): SASLOptions | undefined {
  if (sasl === undefined) return undefined;
  if (sasl.mechanism !== 'OAUTHBEARER') return withPassword(sasl);
  const source = sources.get(sasl) ?? new TokenSource(sasl, tls);
  sources.set(sasl, source);
  return { mechanism: 'oauthbearer', oauthBearerProvider: async () => ({ value: await source.token() }) };
}

function withPassword({ mechanism, username, password }: KafkaPassword): SASLOptions {
  const credentials = {
    username,
    get password(): string {
      return password();
    },
  };
  switch (mechanism) {
    case 'PLAIN':
      return Object.assign(credentials, { mechanism: 'plain' as const });
    case 'SCRAM-SHA-256':
      return Object.assign(credentials, { mechanism: 'scram-sha-256' as const });
    case 'SCRAM-SHA-512':
      return Object.assign(credentials, { mechanism: 'scram-sha-512' as const });
  }
}
