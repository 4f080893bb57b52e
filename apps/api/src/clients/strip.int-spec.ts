import { Desk, packText, policy } from '../../../../test/support/desk.js';
import { book, OTHER_ENTITY } from '../../../../test/support/two-entities.js';
import { viewer } from '../access/caller.testkit.js';
import { ForeignFacts } from '../access/foreign-facts.js';
import { Database } from '../database.js';
import { Rules } from '../rules.js';
import { ClientPast } from './client-past.js';

const everybody = viewer(null);

describe('the strip of a client, and the sentence to sign on an alert', () => {
  let desk: Desk;
  let past: ClientPast;
  beforeAll(async () => {
    desk = await Desk.open('strip');
    const ingestor = desk.ingestor('a');
    await ingestor.activatePolicy(packText);
    await desk.take(ingestor, book());
    await desk.fanOut();
    past = new ClientPast(new Database(desk.dataSource), new Rules(policy), new ForeignFacts());
  });
  afterAll(() => desk.close());

  const labelsOf = async (...[clientId, clocks, caller]: Parameters<ClientPast['strip']>): Promise<string[]> =>
    (await past.strip(clientId, clocks, caller)).rows.map(({ label, says }) => `${label} (${says})`);

  it('has what was asked for and what was not, as true on a time', async () => {
    expect(await labelsOf('ada', {}, everybody)).toEqual([
      'Custody and administration in respect of BTC (original scope)',
      'Exchange for other crypto-assets in respect of ETH (not in the scope)',
      'Custody and administration in respect of ETH (not in the scope)',
      'Exchange for other crypto-assets in respect of BTC (not in the scope)',
    ]);
    expect(await labelsOf('ada', { trueOn: '2025-06-01T00:10:00Z' }, everybody)).toEqual([
      'Custody and administration in respect of BTC (original scope)',
    ]);
  });

  it('has the alert of what sticks out, and where its event stands', async () => {
    const { rows } = await past.strip('ada', {}, everybody);
    const { items } = await past.timeline('ada', {}, everybody);
    const grave = rows.flatMap(({ marks }) => marks.filter(({ status }) => status === 'BEYOND'));
    const known = new Set((await past.client('ada', {}, everybody)).alerts.map(({ alertId }) => alertId));
    expect(new Set(grave.map(({ alertId }) => alertId))).toEqual(known);
    const positions = new Set(items.map(({ position }) => position));
    for (const { position } of grave) expect(positions.has(position ?? -1)).toBe(true);
  });

  it('tells nobody what another entity did', async () => {
    const own = await past.strip('cleo', {}, viewer([OTHER_ENTITY]));
    const whole = await labelsOf('cleo', {}, everybody);
    expect(own.rows.map(({ label }) => label).join()).not.toContain('ENT-1');
    expect(whole.join()).toContain('ENT-1');
    expect(whole.length).toBe(2 * own.rows.length);
    await expect(past.strip('ada', {}, viewer([OTHER_ENTITY]))).rejects.toThrow('No event on file');
  });

  it('signs an alert that stands, and none that is not there', async () => {
    const { alerts } = await past.client('ada', {}, everybody);
    const alert = alerts.find(({ act }) => act.id === 'ada-mail');
    const sentence = await past.sentence(alert?.survivorId ?? '', alert?.alertId ?? '');
    expect(sentence?.text).toBe(
      'On 5 July 2025 at 17:20 UTC ENT-1 marketed exchange for other crypto-assets in respect of ETH to client ada, when the ' +
        'client’s own request of 1 June 2025 covered custody and administration in respect of BTC; that is a new type, ' +
        'different from everything in the scope, and that indicates marketing to which the client’s own initiative does ' +
        'not entitle the firm (MiCA, Article 61(2)).',
    );
    expect(sentence?.pieces.map(({ text }) => text).join('')).toBe(sentence?.text);
    expect(await past.sentence('ada', 'al-none')).toBeNull();
    expect(await past.sentence('erased-none', alert?.alertId ?? '')).toBeNull();
  });
});
