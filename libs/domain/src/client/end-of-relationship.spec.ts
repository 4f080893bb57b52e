import { endOfRelationship, yearsAfter } from './end-of-relationship.js';

const at = (text: string): { from: number; to: number } => ({ from: Date.parse(text), to: Date.parse(text) });
const DAY = '2026-03-01T00:00:00Z';
const LATER = '2026-05-01T00:00:00Z';
const nobody = { named: {}, relationships: [], lastTo: 0 };
const ended = (entityId: string, when: string, open = false, position = 1) =>
  ({ entityId, when: at(when), position, open, windDown: false }) as never;

describe('the end of the relationship with a client', () => {
  it('is when the last one ended', () => {
    const state = { ...nobody, named: { A: 0, B: 0 } };
    const relationships = [ended('A', DAY), ended('B', LATER)];
    expect(endOfRelationship({ ...state, relationships })).toBe(Date.parse(LATER));
  });

  it.each([
    ['nobody knows of any', nobody],
    ['nobody has ended it', { ...nobody, named: { A: 0 } }],
    ['another entity still serves them', { ...nobody, named: { A: 0, B: 0 }, relationships: [ended('A', DAY)] }],
    [
      'it was taken up again',
      { ...nobody, named: { A: 0 }, relationships: [ended('A', DAY), ended('A', LATER, true)] },
    ],
    [
      'it was taken up again on the same day',
      { ...nobody, named: { A: 0 }, relationships: [ended('A', DAY, true, 2), ended('A', DAY)] },
    ],
  ])('is not there while %s', (_, state) => {
    expect(endOfRelationship(state)).toBeNull();
  });

  it('is no earlier than what else is on file', () => {
    const state = { named: { A: 0 }, relationships: [ended('A', DAY)], lastTo: Date.parse(LATER) };
    expect(endOfRelationship(state)).toBe(Date.parse(LATER));
  });

  it('is followed by whole years', () => {
    expect(new Date(yearsAfter(Date.parse('2024-02-29T12:00:00Z'), 5)).toISOString()).toBe('2029-03-01T12:00:00.000Z');
    expect(yearsAfter(Date.parse(DAY), 0)).toBe(Date.parse(DAY));
  });
});
