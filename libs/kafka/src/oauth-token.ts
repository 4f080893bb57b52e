import { request as requestPlain } from 'node:http';
import { request as requestTls } from 'node:https';
import type { KafkaOAuth, KafkaTls } from '#runtime';
import { KafkaFault } from './kafka-fault.js';
import { tlsOptions } from './tls-options.js';

interface Token {
  readonly value: string;
  readonly renewAt: number;
}

const ANSWER_MS_MAX = 10_000;
const ANSWER_BYTES_MAX = 256 * 1024;
const LIFE_UNKNOWN_S = 300;
const RENEW_BEFORE_S = 30;

/** Tokens by client credentials (RFC 6749, section 4.4), each used until shortly before its end. */
export class TokenSource {
  private current: Token | undefined;
  private asked: Promise<Token> | undefined;

  constructor(
    private readonly oauth: KafkaOAuth,
    private readonly tls: KafkaTls | undefined,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** @throws KafkaFault when the endpoint gives none */
  async token(): Promise<string> {
    if (this.current !== undefined && this.now() < this.current.renewAt) return this.current.value;
    this.asked ??= this.ask().finally(() => (this.asked = undefined));
    this.current = await this.asked;
    return this.current.value;
  }

  private async ask(): Promise<Token> {
    const { clientId, clientSecret, scope, tokenUrl } = this.oauth;
    const body = new URLSearchParams({ grant_type: 'client_credentials', ...(scope === undefined ? {} : { scope }) });
    const credentials = [clientId, clientSecret()].map((part) => encodeURIComponent(part)).join(':');
    const askedAt = this.now();
    const { status, text } = await post(tokenUrl, credentials, body.toString(), this.tls).catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      throw new KafkaFault(
        `The token endpoint ${tokenUrl.origin} doesn't answer (${why}); check KAFKA_SASL_OAUTH_TOKEN_URL.`,
        'SASL',
        {
          cause: error,
        },
      );
    });
    const { value, lifeS, problem } = readAnswer(text);
    if (status !== 200 || value === undefined) {
      throw new KafkaFault(
        `The token endpoint ${tokenUrl.origin} gave no token (HTTP ${status}${problem}); ` +
          'check KAFKA_SASL_OAUTH_CLIENT_ID, KAFKA_SASL_OAUTH_CLIENT_SECRET and KAFKA_SASL_OAUTH_SCOPE.',
        'SASL',
      );
    }
    const before = Math.min(lifeS / 2, Math.max(RENEW_BEFORE_S, lifeS / 5));
    return { value, renewAt: askedAt + (lifeS - before) * 1_000 };
  }
}

function readAnswer(text: string): { value: string | undefined; lifeS: number; problem: string } {
  try {
    const answer = JSON.parse(text) as { access_token?: unknown; expires_in?: unknown; error?: unknown };
    const value = typeof answer.access_token === 'string' ? answer.access_token : undefined;
    const lifeS = Number(answer.expires_in);
    const error = typeof answer.error === 'string' && /^[a-z_]{1,60}$/.test(answer.error) ? `, ${answer.error}` : '';
    return { value, lifeS: lifeS > 0 ? lifeS : LIFE_UNKNOWN_S, problem: error };
  } catch {
    return { value: undefined, lifeS: 0, problem: ', and no JSON' };
  }
}

/** Redirects are not followed: the secret goes where it was configured to go. */
function post(
  url: URL,
  credentials: string,
  body: string,
  tls: KafkaTls | undefined,
): Promise<{ status: number; text: string }> {
  const headers = {
    authorization: `Basic ${Buffer.from(credentials).toString('base64')}`,
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': Buffer.byteLength(body),
    accept: 'application/json',
  };
  const options = { method: 'POST', headers, timeout: ANSWER_MS_MAX, agent: false };
  return new Promise((resolve, reject) => {
    const request =
      url.protocol === 'https:' ? requestTls(url, { ...options, ...endpointTls(tls) }) : requestPlain(url, options);
    request.on('timeout', () => request.destroy(new Error(`no answer within ${ANSWER_MS_MAX / 1000} s`)));
    request.on('error', reject);
    request.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
        if (text.length > ANSWER_BYTES_MAX) request.destroy(new Error('the answer is too long'));
      });
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    request.end(body);
  });
}

/** Vouched for as the brokers are, by whoever the machine trusts too, and under its own name. */
function endpointTls(tls: KafkaTls | undefined) {
  const trusted = tlsOptions({ ca: undefined, identity: undefined, servername: undefined });
  const ca = tls?.ca === undefined ? trusted.ca : [...[trusted.ca ?? []].flat(), tls.ca()];
  return { ...trusted, ca };
}
