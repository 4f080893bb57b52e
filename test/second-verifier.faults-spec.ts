import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { generateKey, readCheckpoint } from '#proof';
import type { ApiClient } from './support/api-client';
import { campaign, clientIds, customers, exchangeOf, merged, promoted } from './support/events';
import { People } from './support/people';
import { Pipeline } from './support/pipeline';
import { secondVerifier } from './support/second-verifier';

const ids = clientIds('c', 12);
const [ada = '', bob = '', eve = ''] = ids;

describe('a verifier of another making', () => {
  let pipeline: Pipeline;
  let people: People;
  let auditor: ApiClient;
  let verify: ReturnType<typeof secondVerifier>;
  let key: string;
  const folder = mkdtempSync(join(tmpdir(), 'second-verifier-'));
  const [pack, older, path] = ['pack.zip', 'older', 'path.json'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];

  async function covered(): Promise<string> {
    await pipeline.covered();
    return (await auditor.get<string>('/v1/checkpoints/latest')).body;
  }

  beforeAll(async () => {
    verify = secondVerifier();
    pipeline = await Pipeline.open('second-verifier');
    const [{ url }] = await Promise.all([pipeline.startApi(), pipeline.start()]);
    people = await People.open(pipeline.database.appUrl, url);
    auditor = await people.signIn('aud', { roles: ['auditor'] });
    await pipeline.send([...customers(ids), promoted(eve, 50_000, exchangeOf('ETH'), 'mail')], 'binary');
    const first = await covered();
    for (let n = 0; n < 6; n += 1) {
      await pipeline.send([
        promoted(eve, 60_000 + n, exchangeOf('ETH'), `m-${n}`),
        campaign(`k-${n}`, 61_000, 'S', exchangeOf('BTC')),
      ]);
      await pipeline.settled();
    }
    await pipeline.send([merged(ada, bob)]);
    const last = await covered();
    key = (await auditor.get<{ items: string[] }>('/v1/checkpoints/keys')).body.items[0] ?? '';
    writeFileSync(older, first);
    const [from, to] = [readCheckpoint(first).size, readCheckpoint(last).size];
    const { body } = await auditor.get<{ path: string[] }>(`/v1/checkpoints/consistency?from=${from}&to=${to}`);
    writeFileSync(path, JSON.stringify(body.path));
    const { code, stderr } = await pipeline.scopewatch('evidence', '--client', eve, '-o', pack);
    expect([code, stderr]).toEqual([0, expect.stringContaining('events')]);
  });
  afterAll(async () => {
    await people?.close();
    await pipeline?.close();
  });

  it('finds every row in its batch, every batch in the tree, the tree signed, and grown from an older one', async () => {
    const { ok, said } = await verify(pack, key, older, path);
    expect([ok, said]).toEqual([
      true,
      expect.stringMatching(/^\d+ batches, \d{2,} rows made again, \d+ by their leaves, checkpoint \d+$/),
    ]);
  });

  /** The pack with one part changed; its own digests don't matter to somebody who checks hashes. */
  async function changed(part: string, change: (text: string) => string): Promise<string> {
    const files = unzipSync(readFileSync(pack));
    const text = strFromU8(files[part] ?? new Uint8Array());
    expect(change(text)).not.toBe(text);
    const file = join(folder, 'changed.zip');
    writeFileSync(file, zipSync({ ...files, [part]: strToU8(change(text)) }));
    return (await verify(file, key)).said;
  }

  it('finds what was altered', async () => {
    expect(await changed('alert-facts.ndjson', (t) => t.replace('"kind":"raised"', '"kind":"closed"'))).toMatch(
      /^row \d+: /,
    );
    expect(
      await changed('events.ndjson', (t) => t.replace(/(?<="salt":")../, (hex) => (hex === '00' ? 'ff' : '00'))),
    ).toMatch(/^row \d+: /);
    expect(await changed('chain.ndjson', (t) => t.replace(/"events":\d+/, '"events":9'))).toMatch(/^batch \d+: /);
    expect(await changed('checkpoint.txt', (t) => t.replace(/\n\d+\n/, '\n9999\n'))).toMatch(/invalid signature/);
  });

  it('takes no other key, and no tree that another history leads to', async () => {
    const { origin } = readCheckpoint(readFileSync(older, 'utf8'));
    expect((await verify(pack, generateKey(origin).verifier)).said).toMatch(/note has no verifiable signatures/);
    writeFileSync(path, JSON.stringify((JSON.parse(readFileSync(path, 'utf8')) as string[]).reverse()));
    expect((await verify(pack, key, older, path)).ok).toBe(false);
  });
});
