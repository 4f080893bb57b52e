import type { DataSource } from 'typeorm';
import { freePort } from '#devstack';
import { generateKey, readCheckpoint, readSigner, readVerifier, witnessedAt } from '#proof';
import { createDataSource, withSession } from '#store';
import type { ApiClient } from './support/api-client';
import type { Child } from './support/child';
import { clientIds, customers, exchangeOf, promoted } from './support/events';
import { makeItAgree } from './support/forger';
import { healthAt } from './support/health';
import { KafkaAdmin } from './support/kafka-admin';
import { LiteWitness } from './support/litewitness';
import { People } from './support/people';
import { Pipeline } from './support/pipeline';
import { until } from './support/until';

const [ada = ''] = clientIds('c', 1);

describe('a witness of another making', () => {
  let pipeline: Pipeline;
  let people: People;
  let auditor: ApiClient;
  let owner: DataSource;
  let witness: LiteWitness;
  let port: number;
  let parts: { monitor: Child; notifier: Child };
  let sent = 0;
  const key = generateKey('log.example/witnessed');

  const start = async (): Promise<{ monitor: Child; notifier: Child }> => {
    const outside = {
      SCOPEWATCH_SIGNING_KEY: key.signer,
      SCOPEWATCH_WITNESSES: witness.setting,
      SCOPEWATCH_WITNESS_SECONDS: '1',
    };
    port = await freePort();
    const [monitor, notifier] = await Promise.all([pipeline.startMonitor(), pipeline.startNotifier(outside, port)]);
    return { monitor, notifier };
  };
  const number = async (sql: string): Promise<number> =>
    (await pipeline.database.query<{ n: number }>(`SELECT (${sql})::float8 AS n`))[0]?.n ?? 0;
  const headSize = (): Promise<number> => number('SELECT coalesce(max(size), 0) FROM tree_head');
  const seenSize = (): Promise<number> => number('SELECT coalesce(max(size), 0) FROM tree_cosignature');
  /** More is recorded, in so many batches at least, and signed. */
  async function grow(batches: number): Promise<void> {
    for (const wanted = (await headSize()) + batches; (await headSize()) < wanted;) {
      sent += 1;
      const [id = ''] = clientIds(`n${sent}`, 1);
      const before = await headSize();
      await pipeline.send([...customers([id]), promoted(id, 50_000, exchangeOf('ETH'), `m-${sent}`)]);
      await until('a head is signed', async () => (await headSize()) > before);
    }
  }
  const doubt = async (): Promise<string | undefined> => {
    const { checks, status } = await healthAt(port);
    const check = checks.find(({ name }) => name === 'witness lite.example/w');
    return status === 503 && check?.ok === false ? check.detail : undefined;
  };

  beforeAll(async () => {
    witness = await LiteWitness.start('lite.example/w', key.verifier);
    pipeline = await Pipeline.open('litewitness');
    const { url } = await pipeline.startApi();
    people = await People.open(pipeline.database.appUrl, url);
    auditor = await people.signIn('aud', { roles: ['auditor'] });
    parts = await start();
    owner = createDataSource(pipeline.database.ownerUrl, 2, 'scopewatch-test-witness');
    await owner.initialize();
    await pipeline.send([...customers([ada]), promoted(ada, 50_000, exchangeOf('ETH'), 'mail')]);
    await pipeline.settled();
  });
  afterAll(async () => {
    await people?.close();
    await owner?.destroy();
    await pipeline?.close();
    witness?.close();
  });

  it('signs each head that continues the one before', async () => {
    for (let n = 0; n < 3; n += 1) {
      await grow(2);
      await until('it has seen the latest', async () => (await seenSize()) === (await headSize()));
    }
    const { body } = await auditor.get<string>('/v1/checkpoints/witnessed');
    const seconds = witnessedAt(readCheckpoint(body).note, readVerifier(witness.verifierKey)) ?? 0;
    expect(Math.abs(seconds - Date.now() / 1_000)).toBeLessThan(120);
    expect(await number('SELECT count(*) FROM tree_cosignature')).toBeGreaterThanOrEqual(3);
    expect((await healthAt(port)).status).toBe(200);
  });

  it('refuses an older state that was put back, with all of it in order and signed by the right key', async () => {
    await Promise.all([parts.monitor.end('SIGTERM'), parts.notifier.end('SIGTERM')]);
    const seen = await seenSize();
    await putBack(4);
    await forgetPublished();
    expect(await headSize()).toBeLessThan(seen);
    parts = await start();
    expect(await until('it is said', doubt)).toMatch(new RegExp(`it has signed a head with ${seen} leaves`));
    expect(await seenSize()).toBeLessThan(seen);
  });

  it('refuses another history that has grown from there', async () => {
    const seen = Number(/with (\d+) leaves/.exec((await doubt()) ?? '')?.[1]);
    await grow(seen + 2 - (await headSize()));
    const said = await until('it is said', async () => {
      const detail = await doubt();
      return detail !== undefined && /is not continued/.test(detail) && detail;
    });
    expect(said).toContain(`what it signed at ${seen} leaves is not continued`);
    expect(await number(`SELECT count(*) FROM tree_cosignature WHERE size > ${seen}`)).toBe(0);
  });

  /** What was published says that the database was put back before any witness is asked, so it goes too. */
  async function forgetPublished(): Promise<void> {
    const admin = await KafkaAdmin.open(pipeline.brokers);
    try {
      await admin.expireAll(pipeline.topics.checkpoints);
    } finally {
      await admin.close();
    }
  }

  /** As the owner: the log as it was with so many leaves or a few more, where a head was signed. */
  async function putBack(leaves: number): Promise<void> {
    const size = await number(`SELECT min(size) FROM tree_head WHERE size >= ${leaves}`);
    await withSession(owner, async ({ sql }) => {
      await sql.query('BEGIN');
      await sql.query('SET LOCAL session_replication_role = replica');
      const rows = await sql.query<{ block: number }>(
        `SELECT b.block FROM tree_leaf t JOIN batch b USING (chain, seq) WHERE t.index >= ${size}`,
      );
      const later = `floor(position / 65536) IN (${rows.map(({ block }) => block).join(', ')})`;
      for (const table of ['event', 'alert_fact', 'rejection', 'log_record'])
        await sql.query(`DELETE FROM ${table} WHERE ${later}`);
      await sql.query(`DELETE FROM tree_cosignature WHERE size > ${size}`);
      await makeItAgree({ ...sql, inTransaction: true }, readSigner(key.signer));
      await sql.query('COMMIT');
    });
  }
});
