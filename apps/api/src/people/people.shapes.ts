import { Type } from '@sinclair/typebox';
import { ROLES } from '../access/roles.js';
import { Settings } from '../access/settings.js';
import { At, Count, Name, orNull, pageOf, shape, wordOf } from '../http/shape.js';
import { Demonstration } from '../overview/demonstration.js';

export const Me = shape('Me', {
  personId: Name,
  name: Type.String(),
  roles: Type.Array(wordOf(ROLES)),
  entities: orNull(
    Type.Array(Name, { description: 'The entities that these roles are limited to; null: not limited.' }),
  ),
  by: wordOf(['link', 'oidc', 'key'] as const),
  csrfToken: orNull(
    Type.String({
      description: 'To be sent as X-CSRF-Token with every request that changes something. Null with a key.',
    }),
  ),
  expiresAt: orNull(At),
  settings: Settings,
  permissions: Type.Array(Type.String()),
  demonstration: orNull(Demonstration),
});

export const SignInMethods = shape('SignInMethods', { oidc: Type.Boolean(), link: Type.Boolean() });

export const Key = shape('Key', {
  keyId: Name,
  name: Type.String(),
  roles: Type.Array(wordOf(ROLES)),
  entities: orNull(Type.Array(Name)),
  createdBy: Name,
  madeWith: orNull({ ...Name, description: 'The key that it was made with; when that one ends, so does this.' }),
  createdAt: At,
  expiresAt: orNull(At),
  lastUsedAt: orNull(At),
  revokedAt: orNull(At),
});
export const KeyPage = pageOf(Key);
export const NewKey = shape('NewKey', {
  key: Key,
  secret: orNull(Type.String({ description: 'Shown only once: a repeated request is answered without it.' })),
});

export const Person = shape('Person', {
  personId: Name,
  name: Type.String(),
  email: orNull(Type.String()),
  roles: Type.Array(wordOf(ROLES), {
    description: 'All that they have: those given here and those from the identity provider.',
  }),
  entities: orNull(Type.Array(Name, { description: 'The entities that the roles are limited to; null: not limited.' })),
  givenHere: Type.Object({
    roles: Type.Array(wordOf(ROLES)),
    entities: orNull(Type.Array(Name, { description: 'null: not settled here.' })),
  }),
  toldByProvider: orNull(
    Type.Object(
      {
        roles: Type.Array(wordOf(ROLES)),
        entities: orNull(
          Type.Array(Name, { description: '"*" stands for all; null: the provider is not asked about entities.' }),
        ),
      },
      { description: 'What the identity provider said at the last sign-in; null: none has said anything of them.' },
    ),
  ),
  disabled: Type.Boolean(),
  lastSeenAt: orNull(At),
});
export const PersonPage = pageOf(Person);
export const Colleagues = shape('Colleagues', {
  items: Type.Array(Type.Object({ personId: Name, name: Type.String() })),
});

/** One change that somebody made through the API. */
export const AuditEntry = shape('AuditEntry', {
  position: Count,
  at: At,
  personId: Name,
  from: Type.String({ description: 'The network address of the caller.' }),
  operation: Type.String(),
  target: Type.String(),
  before: orNull(Type.Unknown()),
  after: orNull(Type.Unknown()),
});
export const AuditPage = pageOf(AuditEntry);
