import { Controller } from '@nestjs/common';
import { hidesNothing } from '#domain';
import {
  colleagues,
  isAdministered,
  lockPeople,
  namesake,
  otherEntriesOf,
  people,
  personOf,
  savePerson,
  recordAudit,
  type Tx,
} from '#store';
import { CalledBy, type Caller } from '../access/caller.js';
import { PERMISSIONS } from '../access/roles.js';
import { Database } from '../database.js';
import { Input } from '../http/checked-input.js';
import { decodeCursor, pageOfRows } from '../http/cursor.js';
import { Handles, type AnswerOf, type InputOf } from '../http/operation.js';
import { Problem } from '../http/problem.js';
import { peopleShown, personShown } from './person-shown.js';
import { known, list, save } from './people.operations.js';

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
      const { items, nextCursor } = pageOfRows(
        rows,
        query.limit,
        (row) => [row.personId],
        (row) => row,
      );
      return { items: await peopleShown(sql, items), nextCursor };
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
      return personShown(tx, personId);
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
