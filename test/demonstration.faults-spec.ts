import { scopewatch } from './support/child';
import { Started } from './support/started';
import { makeTestHome, removeTestHome } from './setup/test-home';
import { CLEAN_CLIENT, REACHED_CLIENT, STOPS, dayBefore } from '../apps/dashboard/src/tour/stops';
import * as played from '../apps/cli/src/demonstration/lead-clients';

/** Plays a whole year: that takes its time. */
describe('npm start with nothing on record', () => {
  const home = makeTestHome();
  let started: Started | undefined;
  beforeAll(async () => {
    started = await Started.start(home);
  });
  afterAll(async () => {
    await started?.end('SIGTERM');
    await removeTestHome(home);
  });

  /** A command on this very installation, not on the cluster that the tests share. */
  const ask = async (...args: string[]): Promise<string> => {
    const { code, stdout, stderr } = await scopewatch(args, { SCOPEWATCH_HOME: home, KAFKA_BROKERS: '' });
    if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}:\n${stderr}`);
    return `${stdout}${stderr}`;
  };

  it('has recorded a past that verify finds whole, and says that it was played', async () => {
    expect(await ask('verify')).toMatch(
      /THIS IS A DEMONSTRATION: recorded times are played, up to block \d+[^]*\n0 violations/,
    );
  });

  it('knew less, and judged otherwise, on a day of that past', async () => {
    const now = new Date().toISOString();
    const of = (known: string) => ask('as-of', '--known-on', known, '--client', REACHED_CLIENT);
    const then = await of(dayBefore(now, 205));
    const since = await of(now);
    expect(then).not.toMatch(/DEFEATS_61_1/);
    expect(since).toMatch(/DEFEATS_61_1/);
    expect(since.length).toBeGreaterThan(then.length);
  });

  it('tells the story of the clients that the tour leads to', () => {
    expect([CLEAN_CLIENT, REACHED_CLIENT]).toEqual([played.CLEAN_CLIENT, played.REACHED_CLIENT]);
    expect(STOPS).toHaveLength(6);
  });
});
