import { Controller, Inject, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { endSession, personOf, recordAudit, saveSettings, settingsOf, useLink, type PersonSettings } from '#store';
import { Database } from '../database.js';
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
import { isTimeZone, type Density, type Landing } from './settings.js';
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
    const [settings, demonstration] = await this.database.read((sql) =>
      Promise.all([settingsOf(sql, caller.answersTo), shownDemonstration(sql)]),
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
      permissions: [...permissions],
      demonstration,
    };
  }

  @Handles(settle)
  async settle(
    @Input() { body }: InputOf<typeof settle>,
    @CalledBy() { keyId, personId }: Caller,
  ): Promise<AnswerOf<typeof settle>> {
    if (keyId !== null) throw new Problem('REFUSED', 'A key sees no dashboard: sign in to say how you want to see it.');
    if (body.timeZone !== null && !isTimeZone(body.timeZone))
      throw new Problem('INVALID_INPUT', `body/timeZone ${body.timeZone} is no time zone that is known`);
    return this.database.write(async (tx) => {
      const { density } = await settingsOf(tx, personId);
      const settings = { density, ...body };
      await saveSettings(tx, personId, settings);
      return shownSettings(settings);
    });
  }
}

const shownSettings = ({ timeZone, landing, density }: PersonSettings): AnswerOf<typeof settle> => ({
  timeZone,
  landing: landing as Landing | null,
  density: density as Density | null,
});
