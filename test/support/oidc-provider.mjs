// The certified provider, as a process of its own: it is an ES module, which Jest does not load.
// Usage: node oidc-provider.mjs <port> <redirect address> <accounts as JSON: {id: claims}>
import Provider from 'oidc-provider';

const [port, redirectUri, accountsJson] = process.argv.slice(2);
const accounts = JSON.parse(accountsJson);

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [
    {
      client_id: 'scopewatch',
      client_secret: 'a secret of the tests that is long enough',
      redirect_uris: [redirectUri],
      grant_types: ['authorization_code'],
      response_types: ['code'],
    },
  ],
  // Only what the scopes give, and roles beside them, as many providers are set up.
  claims: { openid: ['sub', 'roles', 'entities'], profile: ['name'], email: ['email', 'email_verified'] },
  pkce: { required: () => true },
  features: { devInteractions: { enabled: true } },
  findAccount: (_context, id) => ({
    accountId: id,
    claims: () => ({ sub: id, ...accounts[id] }),
  }),
  cookies: { keys: ['of the tests'] },
});
// What the provider tells of people changes as time goes by: the tests say how.
provider.use(async (context, next) => {
  if (context.path !== '/accounts') return next();
  let text = '';
  for await (const chunk of context.req) text += chunk;
  Object.assign(accounts, JSON.parse(text));
  context.status = 204;
});
provider.listen(Number(port), '127.0.0.1', () => process.stdout.write('ready\n'));
