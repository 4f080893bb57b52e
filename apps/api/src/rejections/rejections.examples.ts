import type { Static } from '@sinclair/typebox';
import type { Rejection } from './rejections.shapes.js';

export const rejectionExample: Static<typeof Rejection> = {
  rejectionId: 'account-events-3-5',
  topic: 'account-events',
  partition: 3,
  offset: '5',
  lastOffset: null,
  codec: null,
  key: 'c-1042',
  reason: 'NOT_JSON',
  message: 'the value is not JSON: Unexpected token \'o\', "not JSON" is not valid JSON',
  recordedAt: '2026-03-02T10:00:00.000Z',
  bytes: 8,
  settled: false,
  standing: 'WAITING',
  steps: [],
  attempts: [],
  raw: 'not JSON',
  rawBase64: null,
};

export const proposedRejectionExample: Static<typeof Rejection> = {
  ...rejectionExample,
  standing: 'PROPOSED',
  steps: [
    {
      kind: 'PROPOSED',
      actor: 'ann@bank.example',
      reason: 'A test message; the client system has sent the right one since.',
      recordedAt: '2026-03-02T12:00:00.000Z',
    },
  ],
};

export const rejectionGroupExample = {
  topic: rejectionExample.topic,
  reason: rejectionExample.reason,
  cause: 'the value is not JSON: Unexpected token … is not valid JSON',
  message: rejectionExample.message,
  count: 12,
  waiting: 12,
  proposed: 0,
  firstAt: '2026-03-01T07:30:00.000Z',
  lastAt: rejectionExample.recordedAt,
};
