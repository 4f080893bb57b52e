import type { CloudEvent } from '#contract';
import { Desk } from '../../../test/support/desk.js';
import { campaign, customers, exchangeOf, merged, retracted, rolledOut } from '../../../test/support/events.js';

/** The same act, for one client by an id of theirs instead of a segment. */
const naming = (clientId: string, event: CloudEvent): CloudEvent => {
  const data = event.data as { audience?: object };
  return data.audience === undefined ? event : { ...event, data: { ...data, audience: { clientIds: [clientId] } } };
};

describe('an audience that names an id which was merged into another', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await Desk.open('merged-audience');
  });
  afterAll(() => desk.close());

  const activeAlerts = () =>
    desk.database.query(
      `SELECT survivor_id AS survivor, count(*)::int AS alerts FROM alert WHERE active GROUP BY 1 ORDER BY 1`,
    );

  it('reaches the client under whose name they go on, and is taken back from them', async () => {
    const ingestor = desk.ingestor('a');
    const sent = naming('ann', campaign('k', 200, 'S', exchangeOf('ETH')));
    await desk.take(ingestor, customers(['ann', 'anna', 'bob']));
    await desk.take(ingestor, [merged('anna', 'ann')]);
    await desk.fanOut();
    expect(await activeAlerts()).toEqual([]);
    await desk.take(ingestor, [sent]);
    await desk.fanOut();
    expect(await activeAlerts()).toEqual([{ survivor: 'anna', alerts: 1 }]);
    await desk.take(
      ingestor,
      rolledOut('P', 300, 'S', exchangeOf('ETH')).map((event) => naming('ann', event)),
    );
    await desk.fanOut();
    expect(await activeAlerts()).toEqual([{ survivor: 'anna', alerts: 2 }]);
    await desk.take(ingestor, [retracted(sent.id)]);
    await desk.fanOut();
    expect(await activeAlerts()).toEqual([{ survivor: 'anna', alerts: 1 }]);
    expect(await desk.differences()).toEqual([]);
  });
});
