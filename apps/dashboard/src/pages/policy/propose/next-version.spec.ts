import { nextVersion } from './next-version';

describe('the version suggested for a new pack', () => {
  it.each([
    ['mica-61/1', [], 'mica-61/2'],
    ['mica-61/9', [], 'mica-61/10'],
    ['mica-61/1', ['mica-61/1', 'mica-61/2', 'mica-61/3'], 'mica-61/4'],
    ['autumn', [], 'autumn/2'],
    ['autumn', ['autumn/2'], 'autumn/3'],
    ['2026', [], '2027'],
  ])('after %s, where %j are taken, is %s', (inForce, taken, suggested) => {
    expect(nextVersion(inForce, taken)).toBe(suggested);
  });
});
