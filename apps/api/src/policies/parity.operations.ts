import { operation } from '../http/operation.js';
import { Parity } from './policies.shapes.js';
import { parityExample } from './policies.examples.js';

export const parity = operation({
  id: 'getParity',
  method: 'GET',
  path: 'v1/parity',
  permission: 'read-past',
  wholeBook: true,
  tag: 'Policies',
  summary: 'Compare recorded alerts with the rules',
  description:
    'The last daily comparison: whether the pack in force, applied to the whole history, gives exactly the alerts on record. Its differences are those of the backtest.',
  answer: Parity,
  example: { answer: parityExample },
});
