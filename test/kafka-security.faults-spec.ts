import type { CloudEvent } from '#contract';
import { sendDamaged } from './support/damaged-batch';
import { customers, exchangeOf, onboarded, promoted } from './support/events';
import { Pipeline } from './support/pipeline';
import { PASSWORD, SecureKafka } from './support/secure-kafka';
import { expectVerified } from './support/verified';

/** How long the brokers believe who we are. */
const SESSION_MS = 6_000;

describe('a Kafka as firms run it', () => {
  let kafka: SecureKafka;
  beforeAll(async () => {
    kafka = await SecureKafka.start({ reauthenticateMs: SESSION_MS, tokenSeconds: 60 });
  });
  afterAll(() => kafka?.stop());

  it('carries all of Scopewatch, past a batch that is damaged on the way, and past the end of sessions', async () => {
    const environment = { ...process.env };
    Object.assign(process.env, kafka.ways['SCRAM-SHA-512']);
    const pipeline = await Pipeline.open('secured', { partitions: 1 });
    try {
      const { account } = pipeline.topics;
      const before = customers(['a']);
      await pipeline.send(before);
      const lost = [onboarded('x'), onboarded('y'), onboarded('z')];
      const damaged = await sendDamaged(pipeline.cluster, account, kafka.segment(account), lost);
      const after = [onboarded('b'), promoted('a', 50, exchangeOf('ETH'))];
      await pipeline.send(after, 'binary');
      const { monitor } = await pipeline.start();
      const { url } = await pipeline.startApi();
      await pipeline.settled();
      expect((await fetch(`${url}/health/ready`)).status).toBe(200);
      const [rejection] = await pipeline.sent('rejections');
      expect(rejection?.data).toMatchObject({
        topic: account,
        reason: 'UNREADABLE_BATCH',
        codec: 'lz4',
        ...damaged,
      });
      // Longer than a session lives: every process shows anew who it is.
      const during: CloudEvent[] = [];
      for (const until = performance.now() + 2 * SESSION_MS; performance.now() < until;) {
        const next = onboarded(`c${during.length}`);
        during.push(next);
        await pipeline.send([next]);
      }
      await pipeline.settled();
      const events = before.length + after.length + during.length;
      expect(await pipeline.database.query('SELECT count(*)::int AS n FROM event')).toEqual([{ n: events }]);
      await expectVerified(pipeline);
      expect(monitor.lastWords()).not.toContain(PASSWORD);
      const again = await pipeline.scopewatch('redrive', '--reason', 'UNREADABLE_BATCH');
      expect(JSON.parse(again.stdout)).toMatchObject({
        outcome: 'REJECTED',
        message: expect.stringMatching(/checksum/),
      });
    } finally {
      await pipeline.close();
      process.env = environment;
    }
  });
});
