import { classified, clientIds, ETH, exchangeOf, onboarded, promoted, requested } from './support/events';
import { Pipeline } from './support/pipeline';
import { expectVerified } from './support/verified';

/** So many that what they told does not come in one fetch. */
const IDS = clientIds('b', 3_000);
const TOGETHER = 500;

describe('a backlog of all topics', () => {
  let pipeline: Pipeline;
  beforeAll(async () => {
    pipeline = await Pipeline.open('backlog', { batch: 2_000, partitions: 1 });
  });
  afterAll(() => pipeline?.close());

  it('alerts as it would have, had it been read as it came: nothing is judged anew for a request that another topic had', async () => {
    await pipeline.send([classified('ETH', ETH)]);
    for (let i = 0; i < IDS.length; i += TOGETHER) {
      const ids = IDS.slice(i, i + TOGETHER);
      await pipeline.send(ids.flatMap((id) => [onboarded(id), requested(id, 10, exchangeOf('ETH'))]));
      await pipeline.send(ids.map((id) => promoted(id, 20, exchangeOf('ETH'))));
    }
    await pipeline.start();
    await pipeline.settled();
    const told = await pipeline.database.query('SELECT kind, cause, count(*)::int AS n FROM alert_fact GROUP BY 1, 2');
    expect(told).toEqual([{ kind: 'raised', cause: null, n: IDS.length }]);
    await expectVerified(pipeline);
  });
});
