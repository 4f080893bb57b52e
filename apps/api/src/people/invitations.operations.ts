import { Type } from '@sinclair/typebox';
import { operation } from '../http/operation.js';
import { Name, wordOf } from '../http/shape.js';
import { invitedExample, personExample } from './people.examples.js';
import { Invited, Person, Welcome } from './people.shapes.js';

const byId = Type.Object({ personId: Name });

export const invite = operation({
  id: 'invitePerson',
  method: 'POST',
  path: 'v1/people/:personId/invitation',
  permission: 'administer',
  wholeBook: true,
  tag: 'People and keys',
  summary: 'Invite a person',
  description:
    'Makes a link that signs them in once, within 72 hours; an earlier one works no more. By `link` it is shown in this answer, to be handed over: whoever made it counts as one person with whom it lets in, where something takes two. By `mail` it is sent to their address and shown to nobody.',
  params: byId,
  body: Type.Object({ by: wordOf(['link', 'mail'] as const) }, { additionalProperties: false }),
  answer: Invited,
  status: 201,
  example: { body: { by: 'link' }, answer: invitedExample },
});

export const withdraw = operation({
  id: 'withdrawInvitation',
  method: 'DELETE',
  path: 'v1/people/:personId/invitation',
  permission: 'administer',
  wholeBook: true,
  tag: 'People and keys',
  summary: 'Withdraw an invitation',
  description: 'Its link works no more. Whoever has come in by it already stays.',
  params: byId,
  answer: Person,
  example: { answer: personExample },
});

export const accept = operation({
  id: 'acceptInvitation',
  method: 'POST',
  path: 'auth/invitation',
  permission: 'everyone',
  tag: 'Session',
  summary: 'Sign in by an invitation',
  description:
    'Starts a session in the browser. An invitation works once; opening its link alone, as programs do that look at mail first, does not use it up.',
  body: Type.Object({ token: Type.String({ minLength: 1, maxLength: 100 }) }, { additionalProperties: false }),
  answer: Welcome,
  example: { body: { token: 'an-example-which-opens-nothing' }, answer: { page: '/today' } },
});
