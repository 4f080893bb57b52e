import { Type } from '@sinclair/typebox';
import { ROLES } from '../access/roles.js';
import { operation } from '../http/operation.js';
import { Label, Name, onlyPage, orNull, wordOf, PAGING } from '../http/shape.js';
import { Colleagues, Person, PersonPage } from './people.shapes.js';
import { personExample } from './people.examples.js';

const paging = Type.Object(PAGING);

export const list = operation({
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

export const known = operation({
  id: 'listColleagues',
  method: 'GET',
  path: 'v1/colleagues',
  permission: 'work-alerts',
  tag: 'People and keys',
  summary: 'List colleagues',
  description: 'The ids and names of people who can be mentioned, or whom alerts can be assigned to.',
  query: Type.Object({
    worksOn: Type.Optional(
      Type.Array(Name, {
        maxItems: 50,
        description: 'Only people who may work on alerts of all of these entities.',
      }),
    ),
  }),
  answer: Colleagues,
  example: { answer: { items: [{ personId: personExample.personId, name: personExample.name }] } },
});

export const save = operation({
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
      name: Label,
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
