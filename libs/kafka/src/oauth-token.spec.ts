import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TokenSource } from './oauth-token.js';

describe('tokens by client credentials', () => {
  const asked: { authorization: string | undefined; body: string }[] = [];
  let answer: { status: number; body: string };
  let server: Server;
  let tokenUrl: URL;

  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += String(chunk)));
      request.on('end', () => {
        asked.push({ authorization: request.headers.authorization, body });
        response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    tokenUrl = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/token`);
  });
  beforeEach(() => asked.splice(0));
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const source = (now: () => number = () => 0, clientSecret = () => 's:e c') =>
    new TokenSource(
      { mechanism: 'OAUTHBEARER', tokenUrl, clientId: 'me', clientSecret, scope: 'kafka' },
      undefined,
      now,
    );

  it('are asked for once by many, and anew before they end, with the secret of then', async () => {
    let [now, secret] = [0, 'old'];
    const tokens = source(
      () => now,
      () => secret,
    );
    answer = { status: 200, body: JSON.stringify({ access_token: 'one', expires_in: 100 }) };
    expect(await Promise.all([tokens.token(), tokens.token()])).toEqual(['one', 'one']);
    now = 69_000;
    expect(await tokens.token()).toBe('one');
    expect(asked).toEqual([
      {
        authorization: `Basic ${Buffer.from('me:old').toString('base64')}`,
        body: 'grant_type=client_credentials&scope=kafka',
      },
    ]);
    [now, secret] = [71_000, 'new'];
    answer = { status: 200, body: JSON.stringify({ access_token: 'two', expires_in: 100 }) };
    expect(await tokens.token()).toBe('two');
    expect(asked[1]?.authorization).toBe(`Basic ${Buffer.from('me:new').toString('base64')}`);
  });

  it('that are refused are told without the secret, and asked for again next time', async () => {
    const tokens = source();
    answer = { status: 401, body: JSON.stringify({ error: 'invalid_client', error_description: 's:e c is wrong' }) };
    await expect(tokens.token()).rejects.toThrow(
      /gave no token \(HTTP 401, invalid_client\); check KAFKA_SASL_OAUTH_CLIENT_ID/,
    );
    await expect(tokens.token()).rejects.not.toThrow(/s:e c/);
    answer = { status: 200, body: JSON.stringify({ access_token: 'now' }) };
    expect(await tokens.token()).toBe('now');
  });
});
