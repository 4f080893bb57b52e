import { Controller } from '@nestjs/common';
import { Type, type Static } from '@sinclair/typebox';
import {
  auditTrail,
  colleagues,
  isAdministered,
  lockPeople,
  namesake,
  people,
  personOf,
  savePerson,
  type Given,
  type PersonRow,
} from '#store';
import { CalledBy, type Caller } from '../access/caller.js';
import { recordAudit } from '../access/record-audit.js';
import { ROLES, type Role } from '../access/roles.js';
import { Database } from '../database.js';
import { Input } from '../http/checked-input.js';
import { decodeCursor, pageOfRows } from '../http/cursor.js';
import { Handles, operation, type AnswerOf, type InputOf } from '../http/operation.js';
import { Problem } from '../http/problem.js';
import { Name, onlyPage, orNull, wordOf } from '../http/shape.js';
import { AuditPage, Colleagues, Person, PersonPage } from './people.shapes.js';
import { auditEntryExample, personExample } from './people.examples.js';

const COLLEAGUES_MAX = 1_000;
const paging = Type.Object({
  limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
  cursor: Type.Optional(Type.String({ maxLength: 2000 })),
});
const list = operation({
  id: 'listPeople',
  method: 'GET',
  path: 'v1/people',
  permission: 'read-administration',
  wholeBook: true,
  tag: 'People and keys',
  summary: 'List people',
  description: 'Who may sign in, and with which roles.',
  query: paging,
  answer: PersonPage,
  example: { answer: onlyPage(personExample) },
});
const known = operation({
  id: 'listColleagues',
  method: 'GET',
  path: 'v1/colleagues',
  permission: 'work-alerts',
  tag: 'People and keys',
  summary: 'List colleagues',
  description: 'The ids and names of people whom an alert can be assigned to, or who can be mentioned.',
  answer: Colleagues,
  example: { answer: { items: [{ personId: personExample.personId, name: personExample.name }] } },
});
const save = operation({
  id: 'savePerson',
  method: 'POST',
  path: 'v1/people',
  permission: 'administer',
  wholeBook: true,
  tag: 'People and keys',
  summary: 'Add or change a person',
  description: 'Sets what they are given here. What the identity provider says of them is kept beside it.',
  body: Type.Object(
    {
      personId: Type.String({ pattern: '^[^\\s:#]{1,200}$', description: 'For example their e-mail address.' }),
      name: Type.String({ minLength: 1, maxLength: 200 }),
      email: Type.Optional(orNull(Type.String({ maxLength: 320 }))),
      roles: Type.Array(wordOf(ROLES), { maxItems: ROLES.length, uniqueItems: true }),
      entities: Type.Optional(orNull(Type.Array(Name, { maxItems: 100 }))),
      disabled: Type.Optional(Type.Boolean()),
    },
    { additionalProperties: false },
  ),
  answer: Person,
  example: {
    body: {
      personId: 'ann@bank.example',
      name: 'Ann Weber',
      email: 'ann@bank.example',
      roles: ['analyst'],
      entities: ['ENT-1'],
    },
    answer: personExample,
  },
});
const audit = operation({
  id: 'listAudit',
  method: 'GET',
  path: 'v1/audit',
  permission: 'read-audit',
  wholeBook: true,
  tag: 'Audit',
  summary: 'List changes made by people',
  description: 'Who changed what through the API, from which address, with the state before and after. Newest first.',
  query: paging,
  answer: AuditPage,
  example: { answer: onlyPage(auditEntryExample) },
});

@Controller()
export class PeopleController {
  constructor(private readonly database: Database) {}

  @Handles(list)
  list(@Input() { query }: InputOf<typeof list>): Promise<AnswerOf<typeof list>> {
    return this.database.read(async (sql) => {
      const [after = ''] = decodeCursor(query.cursor, ['text']) ?? [];
      const rows = await people(sql, String(after), query.limit + 1);
      return pageOfRows(rows, query.limit, (row) => [row.personId], itemOf);
    });
  }

  @Handles(known)
  async known(@CalledBy() { entities }: Caller): Promise<AnswerOf<typeof known>> {
    return { items: await this.database.read((sql) => colleagues(sql, entities, COLLEAGUES_MAX)) };
  }

  @Handles(save)
  save(@Input() { body }: InputOf<typeof save>, @CalledBy() caller: Caller): Promise<AnswerOf<typeof save>> {
    return this.database.write(async (tx) => {
      await lockPeople(tx);
      const before = await personOf(tx, body.personId);
      const { personId, name, roles } = body;
      // What is left out stays as it is: nobody is let in again, or shown more, by a word that was not said.
      const email = body.email === undefined ? (before?.email ?? null) : body.email;
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
      const rows = await auditTrail(sql, Number(before), query.limit + 1);
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
