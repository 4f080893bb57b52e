import { scopewatch } from './support/child';

describe('a command that is told what makes no sense', () => {
  it.each([
    [['start', '--demo', '--empty'], /--demo.*--empty/],
    [['judge', 'policy/mica-61.json', '--known-on', '1.5'], /1\.5 is not a line number/],
    [['judge', 'policy/mica-61.json', '--known-on', '-1'], /-1 is not a line number/],
    [['judge', 'policy/mica-61.json', '--known-on', ''], /is not a line number/],
  ])('does nothing, and ends with code 2: %j', async (args, words) => {
    const { code, stdout, stderr } = await scopewatch(args, {});
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(words);
  });
});
