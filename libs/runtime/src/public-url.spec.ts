import { readConfig } from './config.js';
import { reachableUrl } from './public-url.js';

describe('addresses that are told to people', () => {
  it.each([
    ['0.0.0.0', 'http://127.0.0.1:6161'],
    ['0', 'http://127.0.0.1:6161'],
    ['::', 'http://[::1]:6161'],
    ['0:0:0:0:0:0:0:0', 'http://[::1]:6161'],
    ['::ffff:0.0.0.0', 'http://127.0.0.1:6161'],
    ['10.1.2.3', 'http://10.1.2.3:6161'],
    ['watch.example', 'http://watch.example:6161'],
    ['fd00::1', 'http://[fd00::1]:6161'],
  ])('of a server on %s is %s', (host, url) => {
    expect(reachableUrl(host, 6161)).toBe(url);
    expect(readConfig({ SCOPEWATCH_HOST: host }).notify.publicUrl).toBe(url);
    const oidc = { SCOPEWATCH_OIDC_ISSUER: 'https://id.example', SCOPEWATCH_OIDC_CLIENT_ID: 'scopewatch' };
    expect(readConfig({ SCOPEWATCH_HOST: host, ...oidc }).oidc?.redirectUrl.href).toBe(`${url}/auth/oidc/callback`);
  });

  it('are the public one where there is one, also for whoever comes back from the identity provider', () => {
    const config = readConfig({
      SCOPEWATCH_HOST: '0.0.0.0',
      SCOPEWATCH_PUBLIC_URL: 'https://watch.example/',
      SCOPEWATCH_OIDC_ISSUER: 'https://id.example',
      SCOPEWATCH_OIDC_CLIENT_ID: 'scopewatch',
    });
    expect([config.publicUrl, config.notify.publicUrl, config.oidc?.redirectUrl.href]).toEqual([
      'https://watch.example',
      'https://watch.example',
      'https://watch.example/auth/oidc/callback',
    ]);
  });

  it.each(['http://0.0.0.0:6161', 'https://[::]/', 'http://0/', 'ftp://watch.example', 'watch'])(
    'are never %s',
    (given) => {
      expect(() => readConfig({ SCOPEWATCH_PUBLIC_URL: given })).toThrow(/SCOPEWATCH_PUBLIC_URL must be an address/);
    },
  );
});
