import { Type } from '@sinclair/typebox';
import { operation } from '../http/operation.js';
import { Name, onlyPage, PAGING } from '../http/shape.js';
import { Incident, IncidentPage } from '../overview/overview.shapes.js';
import { incidentExample } from '../overview/overview.examples.js';

export const list = operation({
  id: 'listIncidents',
  method: 'GET',
  path: 'v1/incidents',
  permission: 'read',
  listsAlerts: true,
  tag: 'Incidents',
  summary: 'List incidents',
  description: 'Newest first.',
  query: Type.Object({
    kind: Type.Optional(Type.Array(Name, { maxItems: 20 })),
    ...PAGING,
  }),
  answer: IncidentPage,
  example: { answer: onlyPage(incidentExample) },
});

export const one = operation({
  id: 'getIncident',
  method: 'GET',
  path: 'v1/incidents/:incidentId',
  permission: 'read',
  listsAlerts: true,
  tag: 'Incidents',
  summary: 'Get an incident',
  description: 'How many clients it reached, with which verdicts, and where they are.',
  params: Type.Object({ incidentId: Name }),
  answer: Incident,
  example: { answer: incidentExample },
});
