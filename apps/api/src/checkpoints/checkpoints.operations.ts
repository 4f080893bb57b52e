import { Type } from '@sinclair/typebox';
import { operation } from '../http/operation.js';
import { consistencyExample, inclusionExample, keysExample } from './checkpoints.examples.js';
import { CheckpointKeys, ConsistencyProof, InclusionProof } from './checkpoints.shapes.js';

/** Numbers in addresses are text. */
const Count = Type.String({ pattern: '^(0|[1-9][0-9]{0,14})$', description: 'A whole number.' });

const tag = 'Evidence';
const permission = 'read';

export const latest = operation({
  id: 'getLatestCheckpoint',
  method: 'GET',
  path: 'v1/checkpoints/latest',
  mayLack: true,
  permission,
  tag,
  summary: 'Read the latest signed head of the log',
  description: 'A checkpoint (https://c2sp.org/tlog-checkpoint): keep it, and the log can be held to it ever after.',
  mediaType: 'text/plain',
});

export const witnessed = operation({
  id: 'getWitnessedCheckpoint',
  method: 'GET',
  path: 'v1/checkpoints/witnessed',
  mayLack: true,
  permission,
  tag,
  summary: 'Read the latest head that a witness has signed too',
  description:
    'The same as any checkpoint, with the lines of the witnesses below (https://c2sp.org/tlog-cosignature): each has seen it, and that it continues what it had seen before.',
  mediaType: 'text/plain',
});

export const keys = operation({
  id: 'listCheckpointKeys',
  method: 'GET',
  path: 'v1/checkpoints/keys',
  permission,
  tag,
  summary: 'List the keys that have signed heads of the log',
  description: 'As the log itself has them on record; whoever relies on one gets it from elsewhere.',
  answer: CheckpointKeys,
  example: { answer: keysExample },
});

export const consistency = operation({
  id: 'getConsistencyProof',
  method: 'GET',
  path: 'v1/checkpoints/consistency',
  mayLack: true,
  permission,
  tag,
  summary: 'Prove that the log only grew between two sizes',
  query: Type.Object({ from: Count, to: Count }),
  answer: ConsistencyProof,
  example: { answer: consistencyExample },
});

export const ofSize = operation({
  id: 'getCheckpoint',
  method: 'GET',
  path: 'v1/checkpoints/:size',
  permission,
  tag,
  summary: 'Read the signed head of the log at a size',
  params: Type.Object({ size: Count }),
  mediaType: 'text/plain',
});

export const inclusion = operation({
  id: 'getInclusionProof',
  method: 'GET',
  path: 'v1/log/:position/proof',
  permission,
  tag,
  summary: 'Prove that a row stands in the log',
  description:
    'Under the latest checkpoint, by hashes alone: whoever has the row can make its leaf and compare; nobody else learns of it.',
  params: Type.Object({ position: Count }),
  answer: InclusionProof,
  example: { answer: inclusionExample },
});
