import { Type } from '@sinclair/typebox';
import { operation } from '../http/operation.js';
import { Name } from '../http/shape.js';
import { Assurance } from './assurance.shapes.js';
import { assuranceExample } from './assurance.examples.js';

const byId = Type.Object({ clientId: Name });

const Clock = Type.String({ maxLength: 64, description: 'A time (RFC 3339) or a date.' });

const clocks = Type.Object({ trueOn: Type.Optional(Clock), knownOn: Type.Optional(Clock) });

export const statement = operation({
  id: 'getAssurance',
  method: 'GET',
  path: 'v1/clients/:clientId/assurance',
  permission: 'read',
  wholeBook: true,
  tag: 'Evidence',
  summary: 'State that nothing alerts for a client',
  description: 'For a period, with what the statement rests on; or why it can’t be made.',
  params: byId,
  query: Type.Object({ from: Clock, to: Clock }),
  answer: Assurance,
  example: { answer: assuranceExample },
});

export const pack = operation({
  id: 'getEvidence',
  method: 'GET',
  path: 'v1/clients/:clientId/evidence',
  permission: 'read',
  wholeBook: true,
  tag: 'Evidence',
  summary: 'Download the evidence on a client',
  description:
    'A ZIP file that can be verified without this server: the events as they came, verdicts, decisions by people, digests and a report.',
  params: byId,
  query: clocks,
  mediaType: 'application/zip',
});

export const packOfAlert = operation({
  ...pack,
  id: 'getAlertEvidence',
  path: 'v1/alerts/:alertId/evidence',
  summary: 'Download the evidence on an alert',
  description: 'The evidence on the client of the alert, in one ZIP file.',
  params: Type.Object({ alertId: Name }),
});

export const packOfIncident = operation({
  ...pack,
  id: 'getIncidentEvidence',
  path: 'v1/incidents/:incidentId/evidence',
  summary: 'Download the evidence on an incident',
  description:
    'The evidence on its clients, at most 100, in one ZIP file. For more clients use `scopewatch evidence --incident`.',
  params: Type.Object({ incidentId: Name }),
});
