import { permissionsOf, ROLES, type Role } from './roles.js';
import { reachOfKey } from './reach-of-key.js';

const bound = (roles: readonly Role[], entities: readonly string[] | null = null) => ({ roles, entities });

describe('what a key may do', () => {
  it('is never more than its maker may, whatever both are', () => {
    for (const maker of ROLES) {
      for (const key of ROLES) {
        const { permissions } = reachOfKey([bound([maker]), bound([key])]);
        const [ofMaker, ofKey] = [permissionsOf([maker]), permissionsOf([key])];
        expect(permissions).toEqual(ofMaker.filter((permission) => ofKey.includes(permission)));
      }
    }
  });

  it('is nothing once its maker has no role', () => {
    expect(reachOfKey([bound([]), bound(['admin'])]).permissions).toEqual([]);
    expect(reachOfKey([])).toEqual({ permissions: [], entities: [] });
  });

  it('is bounded by every key that it was made with', () => {
    const { permissions } = reachOfKey([bound(['admin']), bound(['viewer']), bound(['admin'])]);
    expect(permissions).toEqual(permissionsOf(['viewer']));
  });

  it.each([
    [null, null, null],
    [null, ['A'], ['A']],
    [['A', 'B'], null, ['A', 'B']],
    [['A', 'B'], ['B', 'C'], ['B']],
    [['A'], ['B'], []],
    [[], null, []],
  ])('is for the entities that both reach: %j and %j', (maker, key, both) => {
    expect(reachOfKey([bound(['viewer'], maker), bound(['viewer'], key)]).entities).toEqual(both);
  });
});
