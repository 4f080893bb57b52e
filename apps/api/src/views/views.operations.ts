import { Type, type Static } from '@sinclair/typebox';
import { operation } from '../http/operation.js';
import { Label, Name, shape } from '../http/shape.js';

const View = shape('SavedView', {
  viewId: Name,
  name: Label,
  owner: Name,
  mine: Type.Boolean(),
  shared: Type.Boolean({ description: 'Whether colleagues see it who reach as much as whoever saved it.' }),
  search: Type.String({ description: 'What stands after the question mark in the address of the queue.' }),
});

const viewExample: Static<typeof View> = {
  viewId: 'view-7d3c2a1b9e8f4a60',
  name: 'Germany, overdue',
  owner: 'ann@bank.example',
  mine: true,
  shared: true,
  search: 'country=DE&overdue=true',
};

export const list = operation({
  id: 'listViews',
  method: 'GET',
  path: 'v1/views',
  permission: 'read',
  tag: 'Alerts',
  summary: 'List saved views of alerts',
  description: 'The caller’s own, and those that colleagues share.',
  answer: shape('SavedViews', { items: Type.Array(View) }),
  example: { answer: { items: [viewExample] } },
});

export const save = operation({
  id: 'saveView',
  method: 'POST',
  path: 'v1/views',
  permission: 'read',
  tag: 'Alerts',
  summary: 'Save a view of alerts',
  description: 'In the place of one that the caller has under that name.',
  body: Type.Object({ name: Label, shared: Type.Boolean(), search: Type.String({ maxLength: 4000 }) }),
  answer: View,
  example: { body: { name: viewExample.name, shared: true, search: viewExample.search }, answer: viewExample },
});

export const remove = operation({
  id: 'deleteView',
  method: 'DELETE',
  path: 'v1/views/:viewId',
  permission: 'read',
  tag: 'Alerts',
  summary: 'Delete a saved view of alerts',
  description: 'Only one of the caller’s own.',
  params: Type.Object({ viewId: Name }),
  answer: View,
  example: { answer: viewExample },
});
