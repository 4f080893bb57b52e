import { Controller, Inject, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { isTimeZone, zoneOf } from '#domain';
import {
  databaseTime,
  endSession,
  personOf,
  recordAudit,
  saveSettings,
  settingsOf,
  useLink,
  type PersonSettings,
  type Sql,
} from '#store';
import { Database } from '../database.js';
import { digestWay, type DigestWay } from '../digests/digest-way.js';
import { nextDigest } from '../digests/next-digest.js';
import { Input } from '../http/checked-input.js';
import { Handles, type AnswerOf, type InputOf } from '../http/operation.js';
import { addressOf } from './address-of.js';
import { firstPageFor, forgetSession, newSession, sessionTokenOf, setSession } from './browser-session.js';
import { CalledBy, type Caller } from './caller.js';
import { OIDC, type Oidc } from './oidc/oidc.controller.js';
import { RefusedSignIns } from './refused-sign-ins.js';
import type { Role } from './roles.js';
import { digestOf } from './secrets.js';
import { pageOfProblem } from './sign-in-problem.js';
import type { Density, Landing } from './settings.js';
import { InvitationWays } from '../people/invitation-ways.js';
import { Problem } from '../http/problem.js';
import { shownDemonstration } from '../overview/demonstration.js';
import { login, me, methods, settle, signOut } from './sign-in.operations.js';

@Controller()
export class SignInController {
  constructor(
    private readonly database: Database,
    @Inject(OIDC) private readonly oidc: Oidc | null,
    private readonly refused: RefusedSignIns,
    private readonly ways: InvitationWays,
  ) {}

  @Handles(methods)
  methods(): AnswerOf<typeof methods> {
    return { oidc: this.oidc !== null, link: true, mail: this.ways.mail };
  }

  @Handles(login)
  async login(
    @Input() { query }: InputOf<typeof login>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const signedIn = await this.database.write(async (tx) => {
      const personId = await useLink(tx, digestOf(query.token));
      if (personId === undefined) return undefined;
      await recordAudit(tx, { personId, address: addressOf(request) }, 'sign-in.link', personId, null, {
        by: 'link',
      });
      const person = await personOf(tx, personId);
      const { landing } = await settingsOf(tx, personId);
      const page = landing ?? firstPageFor((person?.roles ?? []) as readonly Role[]);
      return { token: await newSession(tx, personId, 'link'), page };
    });
    if (signedIn === undefined) {
      await this.refused.note(request, 'link');
      response.redirect(303, pageOfProblem('link'));
      return;
    }
    setSession(request, response, signedIn.token, this.oidc?.config.redirectUrl.protocol === 'https:');
    response.redirect(303, signedIn.page);
  }

  @Handles(signOut)
  async signOut(
    @CalledBy() caller: Caller,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    const token = sessionTokenOf(request);
    if (token !== undefined) {
      await this.database.write(async (tx) => {
        await endSession(tx, digestOf(token));
        await recordAudit(tx, caller, 'sign-out', caller.personId, null, null);
      });
    }
    forgetSession(response);
  }

  @Handles(me)
  async me(@CalledBy() caller: Caller): Promise<AnswerOf<typeof me>> {
    const [settings, digest, demonstration] = await this.database.read((sql) =>
      Promise.all([settingsOf(sql, caller.answersTo), this.digestWayOf(sql, caller), shownDemonstration(sql)]),
    );
    const { personId, name, roles, permissions, entities, by, csrfToken, expiresAt } = caller;
    return {
      personId,
      name,
      roles: [...roles],
      entities: entities === null ? null : [...entities],
      by,
      csrfToken,
      expiresAt: expiresAt?.toISOString() ?? null,
      settings: shownSettings(settings),
      digest,
      permissions: [...permissions],
      demonstration,
    };
  }

  @Handles(settle)
  async settle(
    @Input() { body }: InputOf<typeof settle>,
    @CalledBy() caller: Caller,
  ): Promise<AnswerOf<typeof settle>> {
    const { keyId, personId } = caller;
    if (keyId !== null) throw new Problem('REFUSED', 'A key sees no dashboard: sign in to say how you want to see it.');
    if (body.timeZone !== null && !isTimeZone(body.timeZone))
      throw new Problem('INVALID_INPUT', `body/timeZone ${body.timeZone} is no time zone that is known`);
    return this.database.write(async (tx) => {
      const before = await settingsOf(tx, personId);
      const { digest, density, timeZone, landing } = { density: before.density, digest: before.digest, ...body };
      if (digest !== null && digest !== before.digest) {
        const { obstacle } = await this.digestWayOf(tx, caller);
        if (obstacle !== null) throw new Problem('REFUSED', obstacle);
      }
      const digestAt =
        digest === null
          ? null
          : digest === before.digest && timeZone === before.timeZone
            ? before.digestAt
            : nextDigest(new Date(await databaseTime(tx)), zoneOf(timeZone), digest);
      const settings = { timeZone, landing, density, digest, digestAt };
      await saveSettings(tx, personId, settings);
      return shownSettings(settings);
    });
  }

  private async digestWayOf(sql: Sql, { answersTo, permissions }: Caller): Promise<DigestWay> {
    const email = (await personOf(sql, answersTo))?.email ?? null;
    return digestWay(this.ways.mail, { personId: answersTo, email }, permissions);
  }
}

const shownSettings = ({ timeZone, landing, density, digest }: PersonSettings): AnswerOf<typeof settle> => ({
  timeZone,
  landing: landing as Landing | null,
  density: density as Density | null,
  digest,
});
