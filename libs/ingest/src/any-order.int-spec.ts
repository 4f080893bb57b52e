import fc from 'fast-check';
import type { CloudEvent } from '#contract';
import { Desk } from '../../../test/support/desk.js';
import { amount } from '../../../test/support/soak.js';
import { asEvent, streams, type Unrecorded } from '../../domain/src/rules/stream.testkit.js';

/** How one event arrives: when, through which of the ingestors, as the last of its batch or not, and perhaps twice. */
interface Arrival {
  readonly place: number;
  readonly ingestor: number;
  readonly endsBatch: boolean;
  readonly again: { readonly place: number; readonly ingestor: number } | null;
}

interface Story {
  readonly stream: readonly Unrecorded[];
  readonly arrivals: readonly Arrival[];
  readonly chunk: number;
}

const place = fc.nat({ max: 1_000 });
const arrival = (ingestors: number): fc.Arbitrary<Arrival> => {
  const ingestor = fc.nat({ max: ingestors - 1 });
  return fc.record({
    place,
    ingestor,
    endsBatch: fc.boolean(),
    again: fc.option(fc.record({ place, ingestor }), { freq: 3 }),
  });
};

const stories: fc.Arbitrary<Story> = fc
  .tuple(streams, fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }))
  .chain(([stream, ingestors, chunk]) =>
    fc.record({
      stream: fc.constant(stream),
      arrivals: fc.array(arrival(ingestors), { minLength: stream.length, maxLength: stream.length }),
      chunk: fc.constant(chunk),
    }),
  );

/** What each ingestor gets, batch by batch. */
function batchesOf({ stream, arrivals }: Story): CloudEvent[][][] {
  const all = arrivals.flatMap((a, i) => {
    const event = stream[i];
    if (event === undefined) return [];
    const twice = a.again === null ? [] : [{ ...a, ...a.again, event: asEvent(event) }];
    return [{ ...a, event: asEvent(event) }, ...twice];
  });
  const perIngestor: CloudEvent[][][] = [[[]], [[]], [[]]];
  for (const { ingestor, endsBatch, event } of all.sort((a, b) => a.place - b.place)) {
    const batches = perIngestor[ingestor];
    batches?.at(-1)?.push(event);
    if (endsBatch) batches?.push([]);
  }
  return perIngestor;
}

describe('events that arrive in any order, in any batches, twice, through up to three ingestors', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await Desk.open('any-order');
  });
  afterAll(() => desk.close());

  it('give the scope and the alerts that judging from scratch gives', async () => {
    let events = 0;
    const tell = async (story: Story): Promise<void> => {
      await desk.clear();
      let arriving = true;
      const ingesting = batchesOf(story).map(async (batches, partition) => {
        const ingestor = desk.ingestor(`ingest-${partition}`);
        for (const batch of batches) {
          const { rejected } = await desk.take(ingestor, batch, partition);
          expect(rejected).toEqual({});
        }
      });
      const meanwhile = (async () => {
        while (arriving) {
          await desk.fanOut(story.chunk, () => !arriving);
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
      })();
      await Promise.all(ingesting).finally(() => {
        arriving = false;
      });
      await meanwhile;
      await desk.fanOut(story.chunk);
      events += story.stream.length;
      const [filed] = await desk.database.query<{ n: number }>('SELECT count(*)::int AS n FROM event');
      expect({ filed: filed?.n, differences: await desk.differences() }).toEqual({
        filed: story.stream.length,
        differences: [],
      });
      expect(await desk.database.query(WRONGLY_RECORDED)).toEqual([]);
    };
    // When the time is up the story that is being told goes on; it must come to its end before the desk is closed.
    let last = Promise.resolve();
    await fc.assert(
      fc.asyncProperty(stories, (story) => (last = tell(story))),
      { numRuns: amount(75, 20_000) },
    );
    await last;
    expect(events).toBeGreaterThan(0);
  });
});

/** Alerts that were raised not exactly once, or whose last change says otherwise than they stand. */
const WRONGLY_RECORDED = `
  SELECT a.alert_id, a.active, f.kinds FROM alert a
    LEFT JOIN LATERAL (SELECT array_agg(kind ORDER BY position) AS kinds FROM alert_fact f
                        WHERE f.client_id = a.client_id AND f.alert_id = a.alert_id) f ON true
   WHERE f.kinds[1] IS DISTINCT FROM 'raised' OR 'raised' = ANY (f.kinds[2:])
      OR a.active = (f.kinds[cardinality(f.kinds)] = 'superseded')`;
