import { Type } from '@sinclair/typebox';
import { operation } from '../http/operation.js';
import { Me, SignInMethods } from '../people/people.shapes.js';
import { Settings } from './settings.js';
import { meExample } from '../people/people.examples.js';

export const methods = operation({
  id: 'signInMethods',
  method: 'GET',
  path: 'auth/methods',
  permission: 'everyone',
  tag: 'Session',
  summary: 'List the ways to sign in',
  answer: SignInMethods,
  example: { answer: { oidc: true, link: true, mail: false } },
});

export const login = operation({
  id: 'signInByLink',
  method: 'GET',
  path: 'login',
  permission: 'everyone',
  tag: 'Session',
  summary: 'Sign in with a one-time link',
  description: 'Starts a session in the browser and sends it on to the dashboard. A link works once.',
  query: Type.Object({ token: Type.String({ minLength: 1, maxLength: 100 }) }),
  status: 303,
});

export const signOut = operation({
  id: 'signOut',
  method: 'POST',
  path: 'auth/sign-out',
  permission: 'own-session',
  tag: 'Session',
  summary: 'Sign out',
  description: 'Ends the session.',
  status: 204,
});

export const me = operation({
  id: 'me',
  method: 'GET',
  path: 'v1/me',
  permission: 'own-session',
  tag: 'Session',
  summary: 'Show who is signed in',
  description: 'With the roles, the entities that these are limited to, and what they allow.',
  answer: Me,
  example: { answer: meExample },
});

export const settle = operation({
  id: 'saveSettings',
  method: 'POST',
  path: 'v1/me/settings',
  permission: 'own-session',
  tag: 'Session',
  summary: 'Save how one sees the dashboard',
  description:
    'The time zone, the page that signing in leads to, how close the lines of tables stand, and when a digest is mailed. A key has none.',
  body: Settings,
  answer: Settings,
  example: { body: meExample.settings, answer: meExample.settings },
});
