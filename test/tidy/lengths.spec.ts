import { sources, specs, type SourceFile } from './source';

const LINES_MAX = 300;

/** They are one idea each, and would be harder to read in parts. Nothing is to be added here. */
const LONGER: Readonly<Record<string, number>> = {
  'apps/cli/src/demonstration/client-story.ts': 370,
  'libs/domain/src/rules/judge-timeline.ts': 480,
};

const linesOf = ({ text }: SourceFile): number => text.split('\n').length;

describe('the length of things', () => {
  it('is what one reads in one go, a file', () => {
    const long = sources.filter((file) => linesOf(file) > (LONGER[file.path] ?? LINES_MAX));
    expect(long.map(({ path }) => path)).toEqual([]);
  });

  it('needs no exception that is over', () => {
    const over = sources.filter((file) => file.path in LONGER && linesOf(file) <= LINES_MAX);
    expect(over.map(({ path }) => path)).toEqual([]);
  });

  it('of what is shown is in proportion to what there is', () => {
    const sum = (files: readonly SourceFile[]): number => files.reduce((lines, file) => lines + linesOf(file), 0);
    expect(sum(specs) / sum(sources)).toBeGreaterThan(0.6);
  });
});
