import { Backup } from '../support/backup';
import { clientIds, customers, exchangeOf, promoted } from '../support/events';
import { FaultTable } from '../support/killing/fault-table';
import { killUntilDone } from '../support/killing/kill-until-done';
import { Pipeline } from '../support/pipeline';
import { expectVerified } from '../support/verified';

const HOUR_MS = 3_600_000;
const IDS = clientIds('r', 20);

describe('a restore that is killed between any two of its effects, while the apps run', () => {
  const table = new FaultTable('restore');
  let pipeline: Pipeline;
  let backup: Backup;
  beforeAll(async () => {
    pipeline = await Pipeline.open('restore-killed');
    const { monitor, notifier } = await pipeline.start();
    await pipeline.sendInTurn([...customers(IDS), ...IDS.map((id) => promoted(id, 700, exchangeOf('ETH'), 'before'))]);
    await pipeline.covered();
    await Promise.all([monitor.end('SIGTERM'), notifier.end('SIGTERM')]);
    backup = await Backup.of(pipeline.database);
    const again = await pipeline.start();
    await pipeline.send(IDS.map((id) => promoted(id, 800, exchangeOf('ETH'), 'after')));
    await pipeline.covered();
    await Promise.all([again.monitor.end('SIGTERM'), again.notifier.end('SIGTERM')]);
  }, HOUR_MS);
  afterAll(async () => {
    table.write();
    await pipeline?.close();
    await backup?.drop();
  });

  it(
    'goes on where it was, opens one epoch, and doubles nothing outside',
    async () => {
      const told = (await pipeline.sent('alerts')).map(said);
      await backup.putBack();
      await pipeline.start();
      const args = ['restore', '--yes', '--reason', 'A disk was lost.'];
      const { killedAt, last } = await killUntilDone(pipeline, args);
      table.note('restore', 'puts a restore on record and reads again', killedAt);
      expect([last.code, last.stderr]).toEqual([0, expect.stringMatching(/Epoch 2 is open|nothing to restore/)]);
      const epochs = await pipeline.database.query<{ n: number }>('SELECT count(*)::int AS n FROM restore');
      expect(epochs).toEqual([{ n: 1 }]);
      await expectVerified(pipeline);
      expect((await pipeline.sent('alerts')).map(said)).toEqual(told);
    },
    HOUR_MS,
  );

  /** Ids of what is recorded again are others; what is said is the same. */
  const said = ({ type, key }: { type: string; key: string | null }): string => `${type} ${key}`;
});
