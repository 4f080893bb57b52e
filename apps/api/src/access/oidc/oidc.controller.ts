import { Controller, Inject, Req, Res } from '@nestjs/common';
import { Type } from '@sinclair/typebox';
import type { Request, Response } from 'express';
import type { Log, OidcConfig } from '#runtime';
import {
  addPendingSignIn,
  settingsOf,
  personOfSubject,
  takePendingSignIn,
  recordAudit,
  type PersonRow,
  type Subject,
} from '#store';
import { Database } from '../../database.js';
import { Handles, operation } from '../../http/operation.js';
import { addressOf } from '../address-of.js';
import {
  firstPageFor,
  forgetInBrowser,
  keepInBrowser,
  keptInBrowser,
  newSession,
  setSession,
} from '../browser-session.js';
import { RefusedSignIns } from '../refused-sign-ins.js';
import type { Role } from '../roles.js';
import { digestOf, newSecret } from '../secrets.js';
import { pageOfProblem, type SignInProblem } from '../sign-in-problem.js';
import { subjectOf, type Claims } from './claims.js';
import { problemOfFailure } from './failure.js';
import { OidcProvider } from './provider.js';

const start = operation({
  id: 'startOidc',
  method: 'GET',
  path: 'auth/oidc/start',
  permission: 'everyone',
  tag: 'Session',
  summary: 'Sign in with the identity provider',
  description: 'Sends the browser to the identity provider.',
  // Links to it may have been passed on, with whatever was added on the way; nothing of it is looked at.
  query: Type.Object({}, { additionalProperties: true }),
  status: 303,
});
const callback = operation({
  id: 'finishOidc',
  method: 'GET',
  path: 'auth/oidc/callback',
  permission: 'everyone',
  tag: 'Session',
  summary: 'Finish signing in with the identity provider',
  description: 'The identity provider sends the browser back to here.',
  // What it sends along is its own affair; OpenID Connect says what of that is looked at.
  query: Type.Object({}, { additionalProperties: true }),
  status: 303,
});

const PENDING_COOKIE = 'scopewatch_oidc';
const PENDING_PATH = '/auth/oidc';
const PENDING_MINUTES = 10;

export interface Oidc {
  readonly config: OidcConfig;
  readonly provider: OidcProvider;
}

/** Provides the identity provider, or `null` where people sign in by link only. */
export const OIDC = Symbol('oidc');
export const SIGN_IN_LOG = Symbol('log of signing in');

/**
 * Signing in with an identity provider. Who comes back must be the browser that went: it keeps a random name, under
 * which we keep state, nonce and code verifier, for one use. Where to go afterwards is not taken from any address.
 */
@Controller()
export class OidcController {
  constructor(
    private readonly database: Database,
    @Inject(OIDC) private readonly oidc: Oidc | null,
    @Inject(SIGN_IN_LOG) private readonly log: Log,
    private readonly refused: RefusedSignIns,
  ) {}

  @Handles(start)
  async start(@Req() request: Request, @Res() response: Response): Promise<void> {
    if (this.oidc === null) return response.redirect(303, pageOfProblem('oidc-off'));
    const begun = await this.oidc.provider.begin().catch((error: unknown) => {
      this.log.error({ err: error }, 'the identity provider does not answer as it should');
      return undefined;
    });
    if (begun === undefined) return response.redirect(303, pageOfProblem('oidc-unreachable'));
    const browser = newSecret();
    await this.database.write((tx) => addPendingSignIn(tx, digestOf(browser), begun.pending, PENDING_MINUTES));
    const kept = { name: PENDING_COOKIE, value: browser, ms: PENDING_MINUTES * 60_000 };
    keepInBrowser(response, kept, PENDING_PATH, { secure: this.isHttps(request) });
    response.redirect(303, begun.url.href);
  }

  @Handles(callback)
  async callback(@Req() request: Request, @Res() response: Response): Promise<void> {
    const { oidc } = this;
    if (oidc === null) return response.redirect(303, pageOfProblem('oidc-off'));
    const browser = keptInBrowser(request, PENDING_COOKIE);
    forgetInBrowser(response, PENDING_COOKIE, PENDING_PATH);
    const pending =
      browser === undefined ? undefined : await this.database.write((tx) => takePendingSignIn(tx, digestOf(browser)));
    if (pending === undefined) {
      await this.refused.note(request, 'oidc-expired');
      return response.redirect(303, pageOfProblem('oidc-expired'));
    }
    const { search } = new URL(request.originalUrl, oidc.config.redirectUrl);
    const claims = await oidc.provider.finish(search, pending).catch((error: unknown) => {
      this.log.warn({ err: error }, 'a sign-in came back that does not fit');
      return problemOfFailure(error);
    });
    const outcome =
      typeof claims === 'string'
        ? { refused: claims, personId: undefined }
        : await this.signIn(claims, oidc.config, request);
    if ('refused' in outcome) {
      await this.refused.note(request, outcome.refused, outcome.personId);
      return response.redirect(303, pageOfProblem(outcome.refused));
    }
    setSession(request, response, outcome.token, this.isHttps(request));
    response.redirect(303, outcome.page);
  }

  private async signIn(
    claims: Claims,
    config: OidcConfig,
    request: Request,
  ): Promise<{ token: string; page: string } | { refused: SignInProblem; personId: string | undefined }> {
    const subject = subjectOf(claims, config);
    if ('refused' in subject) {
      this.log.warn({ subject: claims['sub'], refused: subject.refused }, 'somebody was not let in');
      return { ...subject, personId: undefined };
    }
    return this.database.write(async (tx) => {
      const found = await personOfSubject(tx, subject);
      if ('disabled' in found) return { refused: 'disabled', personId: undefined };
      const { before, after } = found;
      const refused = whyNotLetIn(after, subject);
      if (after === undefined) return { refused: refused ?? 'no-role', personId: undefined };
      const { personId } = after;
      const caller = { personId, address: addressOf(request) };
      if (refused === undefined) {
        await recordAudit(tx, caller, 'sign-in.oidc', personId, before ?? null, after);
        const { landing } = await settingsOf(tx, after.personId);
        const page = landing ?? firstPageFor(after.roles as readonly Role[]);
        return { token: await newSession(tx, personId, 'oidc'), page };
      }
      // What the provider took from somebody is taken, though it leaves nothing to let them in by.
      await recordAudit(tx, caller, 'sign-in.rights', personId, before ?? null, after);
      return { refused, personId };
    });
  }

  private isHttps(request: Request): boolean {
    return request.secure || this.oidc?.config.redirectUrl.protocol === 'https:';
  }
}

/** By all that they have, not only by what the provider says. */
function whyNotLetIn(person: PersonRow | undefined, fromProvider: Subject): SignInProblem | undefined {
  const { roles, entities } = person ?? fromProvider;
  if (roles.length === 0) return 'no-role';
  return entities?.length === 0 ? 'no-entity' : undefined;
}
