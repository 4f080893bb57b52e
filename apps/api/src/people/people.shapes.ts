import { Type } from '@sinclair/typebox';
import { INVITATION_STATES } from '#store';
import { ROLES } from '../access/roles.js';
import { Settings } from '../access/settings.js';
import { At, Name, orNull, pageOf, shape, wordOf } from '../http/shape.js';
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
  digest: Type.Object({
    mailedTo: orNull(Type.String({ description: 'Where their digest is mailed if they want one.' })),
    obstacle: orNull(Type.String({ description: 'Why none can come, in one sentence.' })),
  }),
  permissions: Type.Array(Type.String()),
  demonstration: orNull(Demonstration),
});

export const SignInMethods = shape('SignInMethods', {
  oidc: Type.Boolean(),
  link: Type.Boolean(),
  mail: Type.Boolean({ description: 'Whether invitations and digests can be mailed.' }),
});
export const Welcome = shape('Welcome', { page: Type.String({ description: 'The page to go on to.' }) });

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

/** How somebody was invited last. */
export const Invitation = shape('Invitation', {
  state: wordOf(
    INVITATION_STATES,
    'TO_BE_MAILED: its mail is not out yet. NOT_MAILED: mailing was given up. OPEN: its link works. USED: they came in by it. EXPIRED: it was not used in time.',
  ),
  madeBy: Name,
  madeAt: At,
  expiresAt: orNull({ ...At, description: 'null: it is not mailed yet.' }),
  usedAt: orNull(At),
  mailedTo: orNull(Type.String({ description: 'null: its link was handed over.' })),
  failure: orNull(Type.String({ description: 'Why the last attempt to mail it failed.' })),
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
  invitation: orNull(Invitation),
});
export const PersonPage = pageOf(Person);
export const Invited = shape('Invited', {
  person: Person,
  secret: orNull(
    Type.String({
      description:
        'The link, shown only once; without a host where the installation does not know its own. null: it is mailed, or was shown before.',
    }),
  ),
});
export const Colleagues = shape('Colleagues', {
  items: Type.Array(Type.Object({ personId: Name, name: Type.String() })),
});
