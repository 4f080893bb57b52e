import { sources } from './source';

const domain = sources.filter(({ path }) => path.startsWith('libs/domain/'));

/** Comments may speak of what the code must not do. */
const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '');

describe('the domain', () => {
  it.each([
    ['is synchronous', /\basync\b|\bawait\b|\bPromise\b/],
    ['is given the time', /new Date\(\s*\)/],
  ])('%s', (_what, forbidden) => {
    expect(domain.filter(({ text }) => forbidden.test(withoutComments(text))).map(({ path }) => path)).toEqual([]);
  });
});
