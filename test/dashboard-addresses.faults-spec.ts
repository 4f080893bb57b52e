import type { Page } from 'playwright-core';
import { leftOut } from '../apps/dashboard/src/router/left-out';
import { SEARCHES } from '../apps/dashboard/src/router/searches';
import { parseSearch, stringifySearch } from '../apps/dashboard/src/router/search-text';
import { Dashboard } from './support/dashboard-visit';
import { campaign, customers, exchangeOf } from './support/events';
import { People } from './support/people';
import { Pipeline } from './support/pipeline';

type Read = (raw: Record<string, unknown>) => object;
const PAGES = Object.entries(SEARCHES) as [path: string, read: Read][];

/** The names that a page asks its address for, found by asking it. */
function namesReadBy(read: Read): string[] {
  const names = new Set<string>();
  read(
    new Proxy<Record<string, unknown>>(
      {},
      {
        get: (_, name) => {
          names.add(String(name));
          return undefined;
        },
      },
    ),
  );
  return [...names];
}

/** What may stand anywhere that nobody meant. */
const BAD = ['', 'rubbish', '2026-02-31T00:00:00Z', '\u0000', 'x'.repeat(300)];
/** A page reads each of its names, and none that it does not know. */
const FOREIGN = 'nobody-knows-this';

const addressesOf = ([path, read]: [string, Read]): string[] => {
  const names = [...namesReadBy(read), FOREIGN];
  const concrete = path.replace(/\$\w+/, 'none');
  const all = BAD.map((value) => Object.fromEntries(names.map((name) => [name, value])));
  const twice = Object.fromEntries(names.map((name) => [name, ['rubbish', '']]));
  return [...all, twice].map((search) => `${concrete}${stringifySearch(search)}`);
};

describe('an address with something that nobody meant', () => {
  let pipeline: Pipeline;
  let people: People;
  let dashboard: Dashboard;
  let page: Page;
  const faults: string[] = [];

  beforeAll(async () => {
    pipeline = await Pipeline.open('addresses');
    const [, { url }] = await Promise.all([pipeline.start(), pipeline.startApi()]);
    people = await People.open(pipeline.database.appUrl, url);
    dashboard = await Dashboard.open(people, url);
    await pipeline.sendInTurn([...customers(['ada']), campaign('spring', 60_000, 'S', exchangeOf('ETH'))]);
    await pipeline.settled();
    page = (await dashboard.visit('ann', { roles: ['admin'] })).page;
    page.on('pageerror', (error) => faults.push(error.message));
  });
  afterAll(async () => {
    // Says too what the server did not understand: nothing foreign is passed on to it.
    await dashboard?.close();
    await people?.close();
    await pipeline?.close();
  });

  it('knows more than a few names, so that the walk means something', () => {
    expect(new Set(PAGES.flatMap(([, read]) => namesReadBy(read))).size).toBeGreaterThan(30);
  });

  it.each(PAGES.map((each) => [each[0], addressesOf(each)] as const))(
    'shows %s all the same, and says what it left out',
    async (path, addresses) => {
      const read = SEARCHES[path as keyof typeof SEARCHES] as Read;
      for (const address of addresses) {
        await page.goto(`${dashboard.address}${address}`);
        await page.getByRole('heading', { level: 1 }).waitFor();
        const raw = parseSearch(new URL(address, dashboard.address).search);
        expect([address, leftOut(raw, { ...read(raw) })]).not.toEqual([address, []]);
        await page.getByText('Part of the address was not understood, and left out').waitFor();
        expect([address, faults]).toEqual([address, []]);
      }
    },
  );

  it('says nothing where all of it is understood', async () => {
    await page.goto(
      `${dashboard.address}/alerts?severity=critical&raisedFrom=2026-01-01T00%3A00%3A00Z&q=ada&overdue=false`,
    );
    await page.getByRole('checkbox', { name: 'Critical' }).waitFor();
    expect(await page.getByText('Part of the address was not understood').count()).toBe(0);
    await page.goto(`${dashboard.address}/clients/ada?trueOn=2026-03-01`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.getByText('Part of the address was not understood').count()).toBe(0);
  });
});
