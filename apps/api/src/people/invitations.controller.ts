import { Controller, Inject, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import {
  inviteByLink,
  inviteByMail,
  lockPeople,
  personOf,
  recordAudit,
  settingsOf,
  useInvitation,
  withdrawInvitation,
  type PersonRow,
  type Tx,
} from '#store';
import { addressOf } from '../access/address-of.js';
import { firstPageFor, newSession, setSession } from '../access/browser-session.js';
import { CalledBy, type Caller } from '../access/caller.js';
import { OIDC, type Oidc } from '../access/oidc/oidc.controller.js';
import { RefusedSignIns } from '../access/refused-sign-ins.js';
import type { Role } from '../access/roles.js';
import { digestOf, newSecret } from '../access/secrets.js';
import { Database } from '../database.js';
import { Input } from '../http/checked-input.js';
import { Handles, type AnswerOf, type InputOf } from '../http/operation.js';
import { Problem } from '../http/problem.js';
import { InvitationWays } from './invitation-ways.js';
import { accept, invite, withdraw } from './invitations.operations.js';
import { personShown } from './person-shown.js';

/** People are let in by a link that works once: handed over, or mailed by the notifier. */
@Controller()
export class InvitationsController {
  constructor(
    private readonly database: Database,
    private readonly ways: InvitationWays,
    @Inject(OIDC) private readonly oidc: Oidc | null,
    private readonly refused: RefusedSignIns,
  ) {}

  @Handles(invite)
  invite(
    @Input() { params, body }: InputOf<typeof invite>,
    @CalledBy() caller: Caller,
  ): Promise<AnswerOf<typeof invite>> {
    return this.database.write(async (tx) => {
      await lockPeople(tx);
      const person = await known(tx, params.personId);
      if (person.disabled) throw new Problem('REFUSED', `${person.name} is disabled. Enable them first.`);
      const secret = body.by === 'mail' ? await this.byMail(tx, person, caller) : await this.byLink(tx, person, caller);
      return { person: await personShown(tx, params.personId), secret };
    });
  }

  private async byLink(tx: Tx, { personId }: PersonRow, caller: Caller): Promise<string> {
    const token = newSecret();
    await inviteByLink(tx, { personId, madeBy: caller.personId, tokenHash: digestOf(token) });
    await recordAudit(tx, caller, 'person.invite', personId, null, { by: 'link' });
    return this.ways.addressOf(token);
  }

  private async byMail(tx: Tx, person: PersonRow, caller: Caller): Promise<null> {
    const { personId } = person;
    const mailedTo = this.ways.mailAddressOf(person);
    await inviteByMail(tx, { personId, madeBy: caller.personId, mailedTo });
    await recordAudit(tx, caller, 'person.invite', personId, null, { by: 'mail', mailedTo });
    return null;
  }

  @Handles(withdraw)
  withdraw(
    @Input() { params: { personId } }: InputOf<typeof withdraw>,
    @CalledBy() caller: Caller,
  ): Promise<AnswerOf<typeof withdraw>> {
    return this.database.write(async (tx) => {
      await known(tx, personId);
      if (await withdrawInvitation(tx, personId)) {
        await recordAudit(tx, caller, 'person.withdraw-invitation', personId, null, null);
      }
      return personShown(tx, personId);
    });
  }

  @Handles(accept)
  async accept(
    @Input() { body }: InputOf<typeof accept>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AnswerOf<typeof accept>> {
    const signedIn = await this.database.write(async (tx) => {
      const used = await useInvitation(tx, digestOf(body.token));
      if (used === undefined) return undefined;
      const { personId, madeBy, mailedTo } = used;
      const said = { by: 'invitation', madeBy, mailedTo };
      await recordAudit(tx, { personId, address: addressOf(request) }, 'sign-in.link', personId, null, said);
      const { roles } = await known(tx, personId);
      const { landing } = await settingsOf(tx, personId);
      const page = landing ?? firstPageFor(roles as readonly Role[]);
      return { token: await newSession(tx, personId, 'link'), page };
    });
    if (signedIn === undefined) {
      await this.refused.note(request, 'link');
      throw new Problem('REFUSED', 'This invitation was used or withdrawn, or is too old. Ask for another one.');
    }
    setSession(request, response, signedIn.token, this.oidc?.config.redirectUrl.protocol === 'https:');
    return { page: signedIn.page };
  }
}

async function known(tx: Tx, personId: string): Promise<PersonRow> {
  const person = await personOf(tx, personId);
  if (person === undefined) throw new Problem('NOT_FOUND', `Nobody has the id ${personId}.`);
  return person;
}
