// The certified provider once more, for programs: client credentials, and tokens that Kafka can check by itself.
// Usage: node token-provider.mjs <port> <seconds that a token lives>
import Provider from 'oidc-provider';

const [port, seconds] = process.argv.slice(2);
const AUDIENCE = 'urn:kafka';

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [
    {
      client_id: 'kafka-client',
      client_secret: 'a secret of the tests that is long enough',
      redirect_uris: [],
      grant_types: ['client_credentials'],
      response_types: [],
    },
  ],
  scopes: ['kafka'],
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => AUDIENCE,
      useGrantedResource: () => true,
      getResourceServerInfo: () => ({
        scope: 'kafka',
        audience: AUDIENCE,
        accessTokenTTL: Number(seconds),
        accessTokenFormat: 'jwt',
        jwt: { sign: { alg: 'RS256' } },
      }),
    },
  },
  cookies: { keys: ['of the tests'] },
});
provider.listen(Number(port), '127.0.0.1', () => process.stdout.write('ready\n'));
