import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { freePort } from '#devstack';
import { generateKey, leafHash, readCheckpoint, witnessedAt } from '#proof';
import { timeStampRequest } from '#proof/timestamp';
import type { ApiClient } from './support/api-client';
import { clientIds, customers, exchangeOf, promoted } from './support/events';
import { healthAt, metricAt } from './support/health';
import { People } from './support/people';
import { Pipeline } from './support/pipeline';
import { TimeStampAuthority } from './support/time-stamp-authority';
import { until } from './support/until';
import { expectVerified } from './support/verified';
import { Witness } from './support/witness';

const ids = clientIds('c', 3);
const [ada = ''] = ids;

describe('a log that others outside vouch for', () => {
  let pipeline: Pipeline;
  let people: People;
  let auditor: ApiClient;
  let port: number;
  let sent = 0;
  const key = generateKey('log.example/witnesses');
  const [witness, second] = [new Witness('w.example', key.verifier), new Witness('second.example', key.verifier)];
  const authority = TimeStampAuthority.make('tests-time');
  const folder = mkdtempSync(join(tmpdir(), 'witnesses-'));
  const file = join(folder, 'latest');

  beforeAll(async () => {
    pipeline = await Pipeline.open('witnesses');
    await Promise.all([witness.listen(), second.listen()]);
    port = await freePort();
    const outside = {
      SCOPEWATCH_SIGNING_KEY: key.signer,
      SCOPEWATCH_CHECKPOINT_FILE: file,
      SCOPEWATCH_WITNESSES: `${witness.setting} ${second.setting}`,
      SCOPEWATCH_WITNESS_SECONDS: '1',
      SCOPEWATCH_TSA_URL: await authority.listen(),
      SCOPEWATCH_TSA_CA: authority.root,
      SCOPEWATCH_TSA_MINUTES: '1',
    };
    const [{ url }] = await Promise.all([
      pipeline.startApi(),
      pipeline.startMonitor(),
      pipeline.startNotifier(outside, port),
    ]);
    people = await People.open(pipeline.database.appUrl, url);
    auditor = await people.signIn('aud', { roles: ['auditor'] });
    await pipeline.send([...customers(ids), promoted(ada, 50_000, exchangeOf('ETH'), 'mail')]);
    await pipeline.covered();
  });
  afterAll(async () => {
    await people?.close();
    await pipeline?.close();
    await Promise.all([witness.close(), second.close(), authority.close()]);
  });

  /** How many leaves the largest head has. */
  const headSize = async (): Promise<number> => {
    const [row] = await pipeline.database.query<{ n: number }>(
      'SELECT coalesce(max(size), 0)::float8 AS n FROM tree_head',
    );
    return row?.n ?? 0;
  };
  /** Something is recorded, and a head signed over it. */
  async function grow(): Promise<number> {
    const before = await headSize();
    sent += 1;
    await pipeline.send([promoted(ada, 60_000 + sent, exchangeOf('ETH'), `more-${sent}`)]);
    await until('a head is signed', async () => (await headSize()) > before);
    return headSize();
  }
  const stamps = async (): Promise<number> =>
    (await pipeline.database.query<{ n: number }>('SELECT count(*)::int AS n FROM tree_time_stamp'))[0]?.n ?? 0;
  const seenBy = (who: Witness, what: string): Promise<boolean> =>
    until(what, async () => {
      const [row] = await pipeline.database.query<{ n: number }>(
        'SELECT coalesce(max(size), 0)::float8 AS n FROM tree_cosignature WHERE witness = $1',
        [who.verifierKey],
      );
      return row?.n === (await headSize());
    });
  const checkOf = async (name: string) => (await healthAt(port)).checks.find((check) => check.name === name);

  it('gives out the head with the lines of all who have seen it, over HTTP, in a file, on the command line', async () => {
    await Promise.all([seenBy(witness, 'one has seen it'), seenBy(second, 'the other has seen it')]);
    const { body } = await auditor.get<string>('/v1/checkpoints/witnessed');
    const { note } = readCheckpoint(body);
    for (const { verifier } of [witness, second]) {
      const seconds = witnessedAt(note, verifier) ?? 0;
      expect(Math.abs(seconds - Date.now() / 1_000)).toBeLessThan(120);
    }
    await until('it is in the file', () => Promise.resolve(readFileSync(`${file}.witnessed`, 'utf8') === body));
    expect((await pipeline.scopewatch('checkpoints')).stdout).toBe(body);
    expect(readCheckpoint(readFileSync(file, 'utf8')).size).toBe(readCheckpoint(body).size);
    expect(await metricAt(port, `scopewatch_witness_cosigned_leaves{witness="w.example",app="notifier"}`)).toBe(
      readCheckpoint(body).size,
    );
    expect(await checkOf('witness w.example')).toMatchObject({ ok: true, detail: 'vouching' });
  });

  it('has one head stamped, and gives that out with the evidence for anybody to check', async () => {
    // Nobody but the owner can: as if the time had passed since the first one, which covers less than there is now.
    await pipeline.database.query('DELETE FROM tree_time_stamp');
    await until('it is stamped', async () => (await stamps()) === 1);
    const [pack, keys] = [join(folder, 'pack.zip'), join(folder, 'keys')];
    writeFileSync(keys, [key.verifier, witness.verifierKey].join('\n'));
    await pipeline.scopewatch('evidence', '--client', ada, '-o', pack);
    const checked = await pipeline.scopewatch('evidence', 'verify', pack, '--key', keys, '--tsa-ca', authority.root);
    expect([checked.code, checked.stdout]).toEqual([0, 'same\n']);
    expect(checked.stderr).toMatch(
      /in the tree of checkpoint \d+ of log\.example\/witnesses, signed by log\.example\/witnesses; seen by w\.example at \S+Z, before TSA time \S+Z \(by tests-time\)/,
    );
    const parts = unzipSync(readFileSync(pack));
    const { note } = readCheckpoint(Buffer.from(parts['checkpoint.txt'] ?? []).toString());
    expect(authority.verifies(Buffer.from(parts['timestamp.tsr'] ?? []), note.text)).toBe(true);
    const stranger = TimeStampAuthority.make('stranger').root;
    const wrong = await pipeline.scopewatch('evidence', 'verify', pack, '--tsa-ca', stranger);
    expect([wrong.code, wrong.stdout]).toEqual([1, expect.stringContaining('TIME_STAMP_FORGED')]);
    expect((await pipeline.scopewatch('evidence', 'verify', pack, '--tsa-ca', keys)).code).toBe(2);
  });

  it('holds, as verify finds, with all that they have said', async () => {
    await expectVerified(pipeline);
    const { stderr } = await pipeline.scopewatch('verify', '--key', key.verifier, witness.verifierKey);
    expect(stderr).toMatch(/^I13 .* [1-9]\d* signatures of witnesses, 1 time stamps/m);
  });

  it('signs on while a witness is away, says so, and goes on with it where it left off', async () => {
    const left = await witness.close();
    const [before, size] = [witness.seen.size, await grow()];
    await seenBy(second, 'the other has seen it');
    await until('it is said', async () => (await checkOf('witness w.example'))?.ok === false);
    const health = await healthAt(port);
    expect(health).toMatchObject({ status: 200, ready: true, degraded: true });
    expect((await checkOf('witness w.example'))?.detail).toContain('ECONNREFUSED');
    expect(await grow()).toBeGreaterThan(size);
    expect(witness.seen.size).toBe(before);
    await witness.listen(left);
    await seenBy(witness, 'it has seen it');
    expect(await checkOf('witness w.example')).toMatchObject({ ok: true });
  });

  it('does without one that answers nothing, or not what it should', async () => {
    witness.instead = () => ({ status: 200, body: second.cosign('other\n1\nx\n') });
    await grow();
    await until('it is said', async () => /no signature/i.test((await checkOf('witness w.example'))?.detail ?? ''));
    witness.instead = () => 'NOTHING';
    await until('it is said', async () => /no answer within/.test((await checkOf('witness w.example'))?.detail ?? ''));
    await grow();
    await seenBy(second, 'the other has seen it');
    witness.instead = undefined;
    await seenBy(witness, 'it has seen it');
  });

  it('goes on from the size that a witness names', async () => {
    // It has lost what it saw last, as one that was put back from a backup.
    const [row] = await pipeline.database.query<{ size: number; root: Buffer }>(
      'SELECT size::float8 AS size, root FROM tree_head ORDER BY size LIMIT 1',
    );
    if (row === undefined) throw new Error('A head was signed.');
    witness.seen = row;
    const size = await grow();
    await seenBy(witness, 'it has seen it');
    expect(witness.seen.size).toBe(size);
  });

  it('keeps no time stamp that does not hold, and says so; and asks again', async () => {
    const said = (what: RegExp) =>
      until(`it is said: ${what}`, async () => what.test((await checkOf('time stamps'))?.detail ?? ''));
    authority.instead = () => authority.reply(timeStampRequest('something else').bytes);
    await pipeline.database.query('DELETE FROM tree_time_stamp');
    await said(/is not kept: it is over something else/);
    authority.instead = () => 503;
    await said(/can't be asked: it answers 503/);
    expect([await stamps(), (await healthAt(port)).ready]).toEqual([0, true]);
    expect(await grow()).toBeGreaterThan(0);
    authority.instead = undefined;
    await until('it is stamped', async () => (await stamps()) === 1);
    await until('all is well', async () => (await checkOf('time stamps'))?.ok === true);
  });

  it('is not well, and says why, where a witness says that it is not the log that it has seen', async () => {
    witness.seen = { size: await headSize(), root: leafHash(Buffer.from('another history')) };
    await grow();
    await until('it is said', async () => (await healthAt(port)).status === 503);
    expect(await checkOf('witness w.example')).toMatchObject({
      ok: false,
      detail: expect.stringMatching(/^The witness w\.example says that the log is not the one it has seen before/),
    });
    expect(await metricAt(port, 'scopewatch_witness_inconsistent{witness="w.example",app="notifier"}')).toBe(1);
    await grow();
    await seenBy(second, 'the other goes on');
  });
});
