import type * as Client from 'openid-client' with { 'resolution-mode': 'import' };
import { isLoopback, type OidcConfig } from '#runtime';
import type { PendingSignIn } from '#store';
import { isIncomplete, type Claims } from './claims.js';

const ANSWER_SECONDS_MAX = 10;

/** The identity provider: authorization code flow with PKCE, state and nonce. It is asked about itself once. */
export class OidcProvider {
  private known: Promise<Client.Configuration> | null = null;

  constructor(private readonly config: OidcConfig) {}

  /** @returns where the browser has to go, and what must be the same when it comes back */
  async begin(): Promise<{ readonly url: URL; readonly pending: PendingSignIn }> {
    const client = await load();
    const provider = await this.provider();
    const pending = {
      state: client.randomState(),
      nonce: client.randomNonce(),
      codeVerifier: client.randomPKCECodeVerifier(),
    };
    const url = client.buildAuthorizationUrl(provider, {
      redirect_uri: this.config.redirectUrl.href,
      scope: this.config.scope,
      state: pending.state,
      nonce: pending.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(pending.codeVerifier),
      code_challenge_method: 'S256',
    });
    return { url, pending };
  }

  /**
   * @param search query of the address that the browser came back to
   * @returns what the provider says of whoever signed in, verified
   * @throws what openid-client throws where something does not fit
   */
  async finish(search: string, { state, nonce, codeVerifier }: PendingSignIn): Promise<Claims> {
    const client = await load();
    const provider = await this.provider();
    const back = new URL(this.config.redirectUrl);
    back.search = search;
    const tokens = await client.authorizationCodeGrant(provider, back, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: codeVerifier,
      idTokenExpected: true,
    });
    const claims: Claims = { ...tokens.claims() };
    const { userinfo_endpoint: more } = provider.serverMetadata();
    if (more === undefined || typeof claims['sub'] !== 'string' || !isIncomplete(claims, this.config)) return claims;
    // The id token holds what is signed; what both say, it says.
    return { ...(await client.fetchUserInfo(provider, tokens.access_token, claims['sub'])), ...claims };
  }

  private provider(): Promise<Client.Configuration> {
    this.known ??= this.discover().catch((error: unknown) => {
      // It may well be there the next time.
      this.known = null;
      throw error;
    });
    return this.known;
  }

  private async discover(): Promise<Client.Configuration> {
    const client = await load();
    const { issuer, clientId, clientSecret } = this.config;
    return client.discovery(issuer, clientId, undefined, authentication(client, clientSecret), {
      timeout: ANSWER_SECONDS_MAX,
      // Tokens are verified by their signature too, not only by whom they came from.
      execute: [
        client.enableNonRepudiationChecks,
        ...(issuer.protocol === 'http:' && isLoopback(issuer) ? [client.allowInsecureRequests] : []),
      ],
    });
  }
}

/** It is an ES module, which this build can only load at run time. */
const load = (): Promise<typeof Client> => import('openid-client');

/** By the method that the provider takes; Basic is what one takes that doesn't say. */
function authentication(client: typeof Client, secret: string | undefined): Client.ClientAuth {
  if (secret === undefined) return client.None();
  const basic = client.ClientSecretBasic(secret);
  const post = client.ClientSecretPost(secret);
  return (server, metadata, body, headers) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    return (methods.includes('client_secret_basic') ? basic : post)(server, metadata, body, headers);
  };
}
