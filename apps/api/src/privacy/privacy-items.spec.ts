import type { Erasure, LegalHold } from '#store';
import { erasureItem, heldBack } from './privacy-items.js';

const AT = new Date('2026-05-04T08:00:00Z');
const asked: Erasure = {
  erasureId: 'e',
  clientId: 'c-104',
  ground: 'ON_REQUEST',
  reason: 'By letter.',
  requestedBy: 'dora',
  requestedAt: AT,
  decision: null,
  decidedBy: null,
  decidedAt: null,
  decisionReason: null,
  clientIds: ['c-104', 'c-105'],
  pseudonym: 'erased-x',
  position: 7,
  rows: null,
  carriedOutAt: null,
  outside: null,
  finishedAt: null,
};

describe('an erasure as it is shown', () => {
  it.each([
    ['WAITING', {}],
    ['REJECTED', { decision: 'REJECTED' }],
    ['APPROVED', { decision: 'APPROVED' }],
    ['CARRIED_OUT', { decision: 'APPROVED', carriedOutAt: AT }],
    ['FINISHED', { decision: 'APPROVED', carriedOutAt: AT, finishedAt: AT }],
  ] as const)('is %s', (state, more) => {
    expect(erasureItem({ ...asked, ...more }).state).toBe(state);
  });

  it('tells neither the other ids nor, before its end, the random one', () => {
    expect(JSON.stringify(erasureItem(asked))).not.toMatch(/c-105|erased-x/);
  });

  it('has times as texts', () => {
    expect(erasureItem({ ...asked, finishedAt: AT })).toMatchObject({
      requestedAt: AT.toISOString(),
      finishedAt: AT.toISOString(),
      decidedAt: null,
    });
  });
});

it('a refusal under a hold says which holds stand, and by whom', () => {
  const hold: LegalHold = {
    holdId: 'h',
    clientId: 'c-104',
    reason: 'A lawsuit.',
    placedBy: 'ann',
    placedAt: AT,
    liftedBy: null,
    liftedAt: null,
    liftReason: null,
  };
  const problem = heldBack([hold, { ...hold, holdId: 'i', reason: 'Another.' }]);
  expect(problem.status).toBe(409);
  expect(problem.detail).toContain('“A lawsuit.” (ann), “Another.” (ann)');
  expect(problem.toJSON()).toMatchObject({ code: 'REFUSED', holds: [{ holdId: 'h' }, { holdId: 'i' }] });
});
