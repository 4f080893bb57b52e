import { Type } from '@sinclair/typebox';
import { operation } from '../http/operation.js';
import { At } from '../http/shape.js';
import { Today, Visit } from './today.shapes.js';
import { todayExample } from './today.examples.js';

export const today = operation({
  id: 'today',
  method: 'GET',
  path: 'v1/today',
  permission: 'read',
  listsAlerts: true,
  tag: 'Overview',
  summary: 'Show what there is to do today',
  description:
    'What waits for the caller, and the numbers of the day, all as of one moment; with each number the filter of the list that it counts.',
  query: Type.Object({
    dayEnds: Type.Optional({ ...At, description: 'When the day of the caller ends; without it, that of UTC.' }),
  }),
  answer: Today,
  example: { answer: todayExample },
});

export const visit = operation({
  id: 'noteVisit',
  method: 'POST',
  path: 'v1/visits',
  permission: 'read',
  tag: 'Session',
  summary: 'Note a visit',
  description:
    'Says that the caller is here, and when they were here last before. Whoever was away for an hour comes anew; a key never does.',
  body: Type.Object({}),
  answer: Visit,
  example: { body: {}, answer: { before: '2026-03-01T17:02:11.000Z' } },
});
