import { operation } from '../http/operation.js';
import { Health } from '../overview/overview.shapes.js';
import { healthExample } from '../overview/overview.examples.js';

export const health = operation({
  id: 'health',
  method: 'GET',
  path: 'v1/health',
  permission: 'read',
  tag: 'Health',
  summary: 'Show how far processing has come',
  description: 'Offsets by partition, what is waiting, and what is missing.',
  answer: Health,
  example: { answer: healthExample },
});
