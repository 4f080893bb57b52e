import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { checkout } from '#runtime';
import { violationsOn } from './support/browser';
import { Dashboard } from './support/dashboard-visit';
import {
  BTC,
  campaign,
  classified,
  custodyOf,
  ENTITY,
  ETH,
  exchangeOf,
  joined,
  onboarded,
  promoted,
  requested,
} from './support/events';
import { until } from './support/until';
import { People } from './support/people';
import { Pipeline } from './support/pipeline';
import { expectVerified } from './support/verified';

const SETTLED_MS = 250;

const breachOf = (clientId: string) => [
  onboarded(clientId),
  requested(clientId, 10, custodyOf('BTC')),
  promoted(clientId, 50_000, exchangeOf('ETH'), 'mail'),
];

/** The shipped pack under another version, with breaches of Article 61(2) less grave. */
function milderPack(version: string): string {
  const pack = JSON.parse(readFileSync(join(checkout, 'policy', 'mica-61.json'), 'utf8')) as {
    severities: Record<string, string>;
  };
  return JSON.stringify({ ...pack, version, severities: { ...pack.severities, BREACH_61_2: 'medium' } });
}

describe('the past and what if, in browsers', () => {
  let pipeline: Pipeline;
  let people: People;
  let dashboard: Dashboard;
  let ann: Page;
  let bea: Page;
  let address: string;

  beforeAll(async () => {
    pipeline = await Pipeline.open('dashboard-past');
    [, { url: address }] = await Promise.all([pipeline.start(), pipeline.startApi()]);
    people = await People.open(pipeline.database.appUrl, address);
    dashboard = await Dashboard.open(people, address);
    await pipeline.send([classified('BTC', BTC), classified('ETH', ETH), ...breachOf('ada'), ...breachOf('bob')]);
    await pipeline.settled();
    ann = (await dashboard.visit('ann', { roles: ['admin'] })).page;
    bea = (await dashboard.visit('bea', { roles: ['approver'] })).page;
  });
  afterAll(async () => {
    await dashboard?.close();
    await people?.close();
    await pipeline?.close();
  });

  it('shows the book as it stood before the mails, and whom the numbers stand for', async () => {
    await ann.goto(`${address}/book`);
    await ann.getByText('2 marketed').waitFor();
    // The mails came in July; everybody had asked by then.
    await ann.goto(`${address}/book?trueOn=2025-06-20`);
    await ann.getByText('This is not the present').waitFor();
    await ann.getByText('2 asked').waitFor();
    expect(await ann.getByText('marketed').count()).toBe(0);
    await ann.getByText('2 asked').click();
    const clients = ann.getByRole('table', { name: 'Clients' });
    await clients.getByRole('link', { name: 'ada' }).waitFor();
    expect(ann.url()).toContain('trueOn=2025-06-20');
    await clients.getByRole('link', { name: 'ada' }).click();
    await ann.getByText('This is not the present').waitFor();
  });

  it('tries another pack on all that happened, and shows both explanations of an act', async () => {
    await ann.goto(`${address}/backtests`);
    await ann.getByRole('button', { name: 'New backtest' }).click();
    const form = ann.getByRole('dialog', { name: 'New backtest' });
    await form.getByLabel('Rule pack').selectOption('another');
    await form.getByLabel('The pack').fill('{"version": ');
    await form.getByText(/JSON/).first().waitFor();
    expect(await form.getByRole('button', { name: 'Try it' }).isDisabled()).toBe(true);
    await form.getByLabel('The pack').fill(milderPack('milder-1'));
    await form.getByRole('button', { name: 'Try it' }).click();
    await ann.getByRole('heading', { name: 'Backtest of milder-1' }).waitFor();
    const differences = ann.getByRole('list', { name: 'Differences' });
    await differences.getByRole('listitem').nth(1).waitFor();
    expect(await differences.getByRole('listitem').count()).toBe(2);
    const first = await differences.getByRole('listitem').first().innerText();
    expect(first).toMatch(/Would say otherwise: ada/);
    expect(first).toMatch(/critical[\s\S]*medium/);
    expect(first).toMatch(/exchange for other crypto-assets \(EXCH_CRYPTO\) in respect of ETH/);
  });

  it('goes through history again: change by change, and whether the record holds', async () => {
    const replayed = async () => {
      await ann.goto(`${address}/replay`);
      await ann.getByRole('button', { name: 'Replay' }).click();
    };
    await replayed();
    await ann.getByText('The record holds').waitFor();
    const changes = ann.getByRole('table', { name: 'Changes', exact: true });
    expect(await changes.getByRole('link', { name: 'Raised: Marketed beyond scope' }).count()).toBe(2);
    await ann.getByLabel('Moment of history').press('Home');
    await ann.getByText(/^[01] of 2 changes by/).waitFor();
    await ann.getByRole('button', { name: 'Play', exact: true }).click();
    await ann.getByText(/^2 of 2 changes by/).waitFor();
    // One client, by the form; the question stands in the address.
    await ann.getByLabel('Client').fill('bob');
    await ann.getByRole('button', { name: 'Replay' }).click();
    await ann.getByText('1 change: each is').waitFor();
    expect(new URL(ann.url()).search).toBe('?clientId=bob');
    // Somebody with all rights over the database makes an alert milder.
    const milder = (from: string, to: string) =>
      pipeline.database.query(
        `UPDATE alert SET view = replace(view, '"severity":"${from}"', '"severity":"${to}"') WHERE client_id = 'bob'`,
      );
    await milder('critical', 'low');
    await replayed();
    await ann.getByText('1 change of 3 changes is not as recorded').waitFor();
    await ann
      .getByText('On record: Marketed beyond scope, low. Given by the code: Marketed beyond scope, critical.')
      .waitFor();
    await milder('low', 'critical');
  });

  it('replays over HTTP for whoever may see the whole book, line by line, and lets go of who leaves', async () => {
    const auditor = await people.signIn('cora', { roles: ['auditor'] });
    const local = await people.signIn('dan', { roles: ['auditor'], entities: [ENTITY] });
    expect((await local.get('/v1/replay')).status).toBe(403);
    for (const stretch of ['from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z', 'from=yesterday'])
      expect((await auditor.get(`/v1/replay?${stretch}`)).status).toBe(422);
    // Two at once is the limit: each who leaves makes room, a moment after the answer was dropped.
    const hasRoom = async (): Promise<boolean> => (await auditor.status('GET', '/v1/replay')) === 200;
    for (let leaving = 0; leaving < 5; leaving += 1) await until('there is room', hasRoom);
    const asked = await auditor.get<string>('/v1/replay?clientId=ada');
    expect(asked.headers.get('content-type')).toBe('application/x-ndjson');
    const lines = asked.body.trimEnd().split('\n');
    const { stdout } = await pipeline.scopewatch('replay', '--client', 'ada');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      { kind: 'progress', done: 0, total: 1 },
      { kind: 'progress', done: 1, total: 1 },
      ...stdout
        .trimEnd()
        .split('\n')
        .map((line) => ({ kind: 'change', ...(JSON.parse(line) as object) })),
      { kind: 'end', alerts: 1, asRecorded: 1, differ: 0 },
    ]);
  });

  it('answers before something is sent, client by client', async () => {
    await bea.goto(`${address}/checks`);
    await bea.getByRole('combobox', { name: 'Entity of the firm' }).fill(ENTITY);
    await bea.getByRole('combobox', { name: 'Asset' }).fill('ETH');
    await bea.getByLabel('Ids or codes').fill('ada, bob');
    await bea.getByRole('button', { name: 'Ask' }).click();
    await bea.getByText('It may not be sent to all of them.').waitFor();
    await bea.goBack();
    await bea.getByRole('table', { name: 'Checks' }).getByRole('link').first().click();
    await bea.getByText('It may not be sent to all of them.').waitFor();
    const answers = bea.getByRole('table', { name: 'Answers' });
    await answers.getByText('May not', { exact: true }).nth(1).waitFor();
    expect(await answers.getByText('May not', { exact: true }).count()).toBe(2);
    await bea.getByLabel('Answers shown').selectOption('May');
    await bea.getByText('Nobody.').waitFor();
    const download = bea.waitForEvent('download');
    await bea.getByRole('link', { name: 'May not' }).click();
    const csv = readFileSync(await (await download).path(), 'utf8');
    expect(csv.split('\r\n').filter((line) => /^"?(ada|bob)/.test(line))).toHaveLength(2);
  });

  it('takes two people to change the rules, and shows what they will change', async () => {
    await ann.goto(`${address}/policy`);
    await ann.getByRole('link', { name: 'Propose a pack' }).click();
    await ann.getByRole('tab', { name: 'Text' }).click();
    await ann.getByLabel('The pack', { exact: true }).fill(milderPack('milder-2'));
    await ann.getByRole('textbox', { name: 'Reason' }).fill('A trial.');
    await ann.getByRole('button', { name: 'Propose it' }).click();
    const card = (page: Page) => page.getByRole('article', { name: 'Proposal milder-2' });
    await card(ann).getByText('2 changed').waitFor();
    await card(ann).getByText('Somebody else has to approve').waitFor();
    expect(await card(ann).getByRole('button', { name: 'Approve milder-2' }).count()).toBe(0);

    // Beside the pack in force, on live traffic.
    await card(ann).getByRole('button', { name: 'Run in the shadow' }).click();
    await card(ann)
      .getByText(/In the shadow since/)
      .waitFor();
    await pipeline.send([promoted('bob', 60_000, exchangeOf('ETH'), 'again')]);
    await pipeline.settled();
    await card(ann).getByText('of 1 client met').waitFor();
    await card(ann).getByRole('button', { name: 'Show the differences' }).click();
    const shadowed = card(ann).getByRole('list', { name: 'Differences in the shadow' });
    await shadowed.getByRole('link', { name: 'bob' }).first().waitFor();

    await bea.goto(`${address}/policy`);
    await card(bea).getByRole('listitem').first().waitFor();
    await card(bea).getByRole('button', { name: 'Approve milder-2' }).click();
    await card(bea).getByText('Approved by bea').waitFor();
    await expectVerified(pipeline);
  });

  it('gives evidence that proves itself, and says whether there was no breach', async () => {
    await ann.goto(`${address}/clients/ada`);
    const download = ann.waitForEvent('download');
    await ann.getByRole('link', { name: 'Evidence', exact: true }).click();
    const { code, stdout } = await pipeline.scopewatch('evidence', 'verify', await (await download).path());
    expect([code, stdout]).toEqual([0, 'same\n']);
    const auditor = await people.signIn('cora', { roles: ['auditor'] });
    const many = Array.from({ length: 101 }, (_, i) => `many-${i}`);
    await pipeline.send([
      ...['ada', 'bob'].map((id) => joined(id, 60_100, 'few')),
      ...many.flatMap((id) => [onboarded(id), joined(id, 60_100, 'many')]),
    ]);
    await pipeline.settled();
    await pipeline.send([
      campaign('a', 60_200, 'few', exchangeOf('ETH')),
      campaign('b', 60_200, 'many', exchangeOf('ETH')),
    ]);
    await pipeline.settled();
    const incidentOf = async (clientId: string): Promise<string> => {
      const [row] = await pipeline.database.query<{ id: string }>(
        `SELECT incident_id AS id FROM alert JOIN incident USING (incident_id) WHERE incident.kind = 'CAMPAIGN' AND client_id = $1`,
        [clientId],
      );
      return row?.id ?? '';
    };
    const verified = async (page: Page): Promise<string> => {
      const taken = page.waitForEvent('download');
      await page.getByRole('link', { name: 'Evidence', exact: true }).click();
      const file = await (await taken).path();
      expect((await pipeline.scopewatch('evidence', 'verify', file)).code).toBe(0);
      return file;
    };
    const [alert] = await pipeline.database.query<{ id: string }>(
      `SELECT alert_id AS id FROM alert WHERE client_id = 'ada' LIMIT 1`,
    );
    const ofAlert = await auditor.get(`/v1/alerts/${alert?.id}/evidence`);
    expect([ofAlert.status, ofAlert.headers.get('content-type')]).toEqual([200, 'application/zip']);
    expect((await auditor.get('/v1/alerts/none/evidence')).status).toBe(404);
    // Of the alert and of its incident, by the same button on their pages.
    await bea.goto(`${address}/alerts/${alert?.id}`);
    await verified(bea);
    await bea.goto(`${address}/incidents/${await incidentOf('ada')}`);
    const file = await verified(bea);
    // One byte of it changed is found wherever the file went.
    const bytes = readFileSync(file);
    bytes[Math.floor(bytes.length / 2)] = (bytes[Math.floor(bytes.length / 2)] ?? 0) ^ 1;
    writeFileSync(file, bytes);
    expect((await pipeline.scopewatch('evidence', 'verify', file)).code).not.toBe(0);
    const tooMany = await auditor.get<{ code: string }>(`/v1/incidents/${await incidentOf('many-0')}/evidence`);
    expect([tooMany.status, tooMany.body.code]).toEqual([409, 'REFUSED']);
    const said = async (from: string, to: string) => {
      await ann.getByLabel('From', { exact: true }).fill(from);
      await ann.getByLabel('Before', { exact: true }).fill(to);
      await ann.getByLabel('Before', { exact: true }).press('Escape');
      await ann.getByRole('button', { name: 'Can it be said?' }).click();
    };
    await said('5 Jun 2025', '1 Jul 2025');
    await ann.getByText(/It rests on \d+ verdicts/).waitFor();
    expect(await ann.getByText(/^Marketed beyond scope, \d/).count()).toBe(0);
    // The mails came on 5 July.
    await said('1 Jul 2025', '1 Aug 2025');
    await ann
      .getByText(/^Marketed beyond scope, \d/)
      .first()
      .waitFor();
  });

  it('rebuilds what is in use from the log, and says that every row is what the log says', async () => {
    await ann.goto(`${address}/rebuilds`);
    await ann.getByRole('button', { name: 'Compare only' }).click();
    await ann.getByText('Every row is what the log says.').waitFor();
  });

  it('violates nothing of WCAG 2.2 AA on these pages, and fits on a telephone', async () => {
    for (const path of [
      '/book',
      '/replay',
      '/backtests',
      '/checks',
      '/rebuilds',
      '/policy',
      '/silences',
      '/notifications',
    ]) {
      await ann.goto(`${address}${path}`);
      await ann.getByRole('heading', { level: 1 }).waitFor();
      await ann.waitForTimeout(SETTLED_MS);
      for (const [colorScheme, what] of [
        ['light', 'everything'],
        ['dark', 'colours'],
      ] as const) {
        await ann.emulateMedia({ colorScheme });
        await ann.waitForTimeout(SETTLED_MS);
        const violations = await violationsOn(ann, what);
        expect({ path, colorScheme, violations }).toEqual({ path, colorScheme, violations: [] });
      }
      await ann.setViewportSize({ width: 390, height: 844 });
      await ann.waitForTimeout(SETTLED_MS);
      const beyond = await ann.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
      expect({ path, beyond }).toEqual({ path, beyond: 0 });
      await ann.setViewportSize({ width: 1280, height: 720 });
    }
  });
});
