import type { Static } from '@sinclair/typebox';
import type { CheckpointKeys, ConsistencyProof, InclusionProof } from './checkpoints.shapes.js';

const hash = (of: string): string => Buffer.from(of.padEnd(32, '.')).toString('base64');

export const consistencyExample: Static<typeof ConsistencyProof> = {
  from: 5,
  to: 8,
  path: [hash('leaf 4'), hash('leaf 5'), hash('leaves 6 and 7'), hash('leaves 0 to 3')],
};

export const inclusionExample: Static<typeof InclusionProof> = {
  position: 65536,
  leaf: hash('leaf'),
  batch: {
    index: 0,
    size: 2,
    path: [hash('second leaf')],
    root: hash('root'),
    text: 'scopewatch/batch/v2\nchain ingest-0 1\nblock 1\nrecorded 2026-01-01T08:00:00.000Z\nrows 2 0 0 0\nroot in hex\n',
  },
  tree: { index: 1, size: 2, path: [hash('first batch')] },
  checkpoint: 'log.example.com/scopewatch\n2\nroot in base64\n\n— log.example.com/scopewatch signature\n',
};

export const keysExample: Static<typeof CheckpointKeys> = {
  items: ['log.example.com/scopewatch+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'],
};
