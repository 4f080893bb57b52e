import { Controller } from '@nestjs/common';
import type { Static } from '@sinclair/typebox';
import { hidesNothing } from '#domain';
import {
  auditTrail,
  colleagues,
  isAdministered,
  lockPeople,
  namesake,
  otherEntriesOf,
  people,
  personOf,
  savePerson,
  recordAudit,
  type Given,
  type PersonRow,
  type Tx,
} from '#store';
import { CalledBy, type Caller } from '../access/caller.js';
import { PERMISSIONS, type Role } from '../access/roles.js';
import { Database } from '../database.js';
import { Input } from '../http/checked-input.js';
import { decodeCursor, pageOfRows } from '../http/cursor.js';
import { Handles, type AnswerOf, type InputOf } from '../http/operation.js';
import { Problem } from '../http/problem.js';
import { Person } from './people.shapes.js';
import { audit, known, list, save } from './people.operations.js';

const COLLEAGUES_MAX = 1_000;
const WORKERS = PERMISSIONS['work-alerts'];

@Controller()
export class PeopleController {
  constructor(private readonly database: Database) {}

  @Handles(list)
  list(@Input() { query }: InputOf<typeof list>): Promise<AnswerOf<typeof list>> {
    return this.database.read(async (sql) => {
      const [after = ''] = decodeCursor(query.cursor, ['text']) ?? [];
      const rows = await people(sql, after, query.limit + 1);
      return pageOfRows(rows, query.limit, (row) => [row.personId], itemOf);
    });
  }

  @Handles(known)
  async known(
    @Input() { query }: InputOf<typeof known>,
    @CalledBy() { entities }: Caller,
  ): Promise<AnswerOf<typeof known>> {
    const working = query.worksOn === undefined ? null : { roles: WORKERS, entities: query.worksOn };
    return { items: await this.database.read((sql) => colleagues(sql, entities, COLLEAGUES_MAX, working)) };
  }

  @Handles(save)
  save(@Input() { body }: InputOf<typeof save>, @CalledBy() caller: Caller): Promise<AnswerOf<typeof save>> {
    return this.database.write(async (tx) => {
      await lockPeople(tx);
      const before = await personOf(tx, body.personId);
      // Somebody who has such an id already must still be changed and disabled.
      if (before === undefined && !hidesNothing(body.personId))
        throw new Problem('INVALID_INPUT', 'body/personId holds a character that can’t be seen');
      const { personId, name, roles } = body;
      // What is left out stays as it is: nobody is let in again, or shown more, by a word that was not said.
      const email = body.email === undefined ? (before?.email ?? null) : body.email === '' ? null : body.email;
      if (email !== null && email !== before?.email && !hidesNothing(email))
        throw new Problem('INVALID_INPUT', 'body/email holds a character that can’t be seen');
      const entities = body.entities === undefined ? (before?.givenHere.entities ?? null) : body.entities;
      const disabled = body.disabled ?? before?.disabled ?? false;
      const words = [before === undefined ? personId : null, email === before?.email ? null : email];
      const other = await namesake(tx, personId, words);
      if (other !== undefined)
        throw new Problem(
          'REFUSED',
          `${other} has this id or address already: they would be one person under two ids.`,
        );
      const after = await savePerson(tx, { personId, name, email, roles, entities, disabled });
      if (disabled) await disableOthers(tx, personId, caller);
      if (!(await isAdministered(tx)))
        throw new Problem('REFUSED', 'This would leave no admin. Make somebody else an admin first.');
      await recordAudit(tx, caller, 'person.save', personId, before ?? null, after);
      return itemOf(after);
    });
  }

  @Handles(audit)
  audit(@Input() { query }: InputOf<typeof audit>): Promise<AnswerOf<typeof audit>> {
    return this.database.read(async (sql) => {
      const [before = Number.MAX_SAFE_INTEGER] = decodeCursor(query.cursor, ['count']) ?? [];
      const rows = await auditTrail(sql, before, query.limit + 1);
      return pageOfRows(
        rows,
        query.limit,
        (row) => [row.position],
        ({ recordedAt, address, before: was, after, ...row }) => ({
          position: row.position,
          at: recordedAt.toISOString(),
          personId: row.personId,
          from: address,
          operation: row.operation,
          target: row.target,
          before: was === null ? null : (JSON.parse(was) as unknown),
          after: after === null ? null : (JSON.parse(after) as unknown),
        }),
      );
    });
  }
}

/** Who is out is out under every entry that is theirs; let in again is what an admin lets in, one by one. */
async function disableOthers(tx: Tx, personId: string, caller: Caller): Promise<void> {
  for (const before of await otherEntriesOf(tx, personId)) {
    if (before.disabled) continue;
    const after = await savePerson(tx, { ...before, ...before.givenHere, disabled: true });
    await recordAudit(tx, caller, 'person.save', before.personId, before, after);
  }
}

const itemOf = ({ personId, name, email, disabled, lastSeenAt, ...row }: PersonRow): Static<typeof Person> => ({
  personId,
  name,
  email,
  ...givenOf(row),
  givenHere: givenOf(row.givenHere),
  toldByProvider: row.toldByProvider === null ? null : givenOf(row.toldByProvider),
  disabled,
  lastSeenAt: lastSeenAt?.toISOString() ?? null,
});

/** Each once: what was given here may have been told by a provider too. */
const givenOf = ({ roles, entities }: Given): { roles: Role[]; entities: string[] | null } => ({
  roles: [...new Set(roles as readonly Role[])],
  entities: entities === null ? null : [...new Set(entities)],
});
