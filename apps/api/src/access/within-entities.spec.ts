import { isWithin, touches, withinEntities } from './within-entities.js';

const critical = { facet: 'severity', values: ['critical'] } as const;
const entities = (...values: string[]) => ({ facet: 'entityId', values }) as const;

describe('routes and silences of somebody whose roles are limited to entities', () => {
  it('are theirs where they name none', () => {
    expect(withinEntities([critical], { entities: ['A', 'B'] })).toEqual([critical, entities('A', 'B')]);
    expect(withinEntities([critical], { entities: null })).toEqual([critical]);
  });

  it('may name some of theirs, and nobody else’s', () => {
    expect(withinEntities([entities('A')], { entities: ['A', 'B'] })).toEqual([entities('A')]);
    expect(() => withinEntities([entities('A', 'C')], { entities: ['A', 'B'] })).toThrow('limited to A, B');
  });

  it('are seen where they touch theirs, and changed where they go no further', () => {
    expect([touches([critical], ['A']), isWithin([critical], ['A'])]).toEqual([true, false]);
    expect([touches([entities('A', 'C')], ['A']), isWithin([entities('A', 'C')], ['A'])]).toEqual([true, false]);
    expect([touches([entities('C')], ['A']), isWithin([entities('A')], ['A'])]).toEqual([false, true]);
  });
});
