import { readFileSync } from 'node:fs';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { addCosignature, addTimeStamp, advanceTree } from '#log';
import { packEvidence, sha256, verifyEvidence } from '#evidence';
import { generateKey, readCheckpoint, readSigner, readVerifier } from '#proof';
import { timeStampRequest } from '#proof/timestamp';
import { readOnly, withSession } from '#store';
import { Desk, packText } from '../../../../test/support/desk.js';
import { clientIds, customers, exchangeOf, promoted } from '../../../../test/support/events.js';
import { TimeStampAuthority } from '../../../../test/support/time-stamp-authority.js';
import { Witness } from '../../../../test/support/witness.js';
import { digestList, type Manifest } from '../../../evidence/src/pack.js';
import { collectEvidence } from './collect.js';

const [ada = ''] = clientIds('c', 3);
const SECONDS = 1_790_000_000;

describe('evidence under a head that others vouch for', () => {
  let desk: Desk;
  let ingestor: ReturnType<Desk['ingestor']>;
  let bytes: Uint8Array;
  const key = generateKey('log.example');
  const witness = new Witness('w.example', key.verifier);
  const authority = TimeStampAuthority.make('tests-time');
  const root = readFileSync(authority.root, 'utf8');
  const logKey = readVerifier(key.verifier);

  const sign = (): Promise<string> =>
    withSession(desk.dataSource, (session) =>
      session.transaction(async (tx) => (await advanceTree(tx, [readSigner(key.signer)], 100)).head?.note ?? ''),
    );
  const textOf = (note: string): string => readCheckpoint(note).note.text;
  const about = { kind: 'CLIENT', id: ada } as const;
  const pack = async (): Promise<Uint8Array> => {
    const wanted = { about, createdAt: '2026-01-01T12:00:00.000Z' };
    const evidence = await withSession(desk.dataSource, (session) =>
      readOnly(session, (sql) => collectEvidence(sql, wanted)),
    );
    return (await packEvidence(evidence)).bytes;
  };
  /** With one part in place of another, and all digests made to agree. */
  function forged(change: Readonly<Record<string, Uint8Array>>, of = bytes): Uint8Array {
    const files = { ...unzipSync(of), ...change };
    const manifest = JSON.parse(Buffer.from(files['manifest.json'] ?? []).toString()) as Manifest;
    const parts = manifest.parts
      .filter(({ name }) => files[name] !== undefined && files[name].length > 0)
      .map((part) => ({ ...part, sha256: sha256(files[part.name] ?? new Uint8Array()) }));
    const list = digestList(parts);
    const there = Object.fromEntries(Object.entries(files).filter(([, content]) => content.length > 0));
    return zipSync({
      ...there,
      'digests.txt': strToU8(list),
      'manifest.json': strToU8(JSON.stringify({ ...manifest, rootDigest: sha256(list), parts })),
    });
  }
  const kinds = (file: Uint8Array, ca?: string): string[] =>
    verifyEvidence(file, undefined, { keys: [logKey, witness.verifier], authority: ca }).findings.map((f) => f.kind);

  beforeAll(async () => {
    desk = await Desk.open('evidence-seen');
    ingestor = desk.ingestor('a');
    await ingestor.activatePolicy(packText);
    await desk.take(ingestor, [...customers([ada]), promoted(ada, 50_000, exchangeOf('ETH'), 'mail')]);
    const note = await sign();
    const { size } = readCheckpoint(note);
    const response = authority.reply(timeStampRequest(textOf(note)).bytes);
    await withSession(desk.dataSource, (session) =>
      session.transaction(async (tx) => {
        await addCosignature(tx, size, { witness: witness.verifierKey, line: witness.cosign(textOf(note), SECONDS) });
        await addTimeStamp(tx, size, response);
      }),
    );
    bytes = await pack();
  });
  afterAll(() => desk.close());

  it('says who has seen it, and before which time it was there', () => {
    const { findings, checkpoint } = verifyEvidence(bytes, undefined, {
      keys: [logKey, witness.verifier],
      authority: root,
    });
    expect(findings).toEqual([]);
    expect(checkpoint).toMatchObject({
      signedBy: ['log.example'],
      witnessed: [{ by: 'w.example', at: new Date(SECONDS * 1_000).toISOString() }],
      notWitnessed: [],
      stamped: { by: 'tests-time', trusted: true },
    });
    // By the keys in the pack, where nobody gives any.
    const own = verifyEvidence(bytes).checkpoint;
    expect(own).toMatchObject({ witnessed: [{ by: 'w.example' }], stamped: { trusted: null }, keysWereGiven: false });
  });

  it('names a witness that was given and has not seen it, and misses a time stamp that was asked for', () => {
    const other = new Witness('other.example', key.verifier);
    const trusted = { keys: [logKey, other.verifier], authority: undefined };
    expect(verifyEvidence(bytes, undefined, trusted).checkpoint).toMatchObject({
      witnessed: [],
      notWitnessed: ['other.example'],
    });
    const without = forged({ 'timestamp.tsr': new Uint8Array() });
    expect(kinds(without)).toEqual([]);
    expect(kinds(without, root)).toEqual(['TIME_STAMP_MISSING']);
  });

  it('finds what is of another checkpoint, another authority, or nobody', () => {
    const stranger = TimeStampAuthority.make('stranger');
    const over = (text: string, by = authority): Uint8Array => by.reply(timeStampRequest(text).bytes);
    const text = Buffer.from(unzipSync(bytes)['checkpoint.txt'] ?? []).toString();
    const moved = textOf(text).replace(/\n\d+\n/, '\n9\n');
    expect(kinds(forged({ 'timestamp.tsr': over(moved) }), root)).toEqual(['TIME_STAMP_FORGED']);
    const byAnother = forged({ 'timestamp.tsr': over(textOf(text), stranger) });
    expect([kinds(byAnother), kinds(byAnother, root)]).toEqual([[], ['TIME_STAMP_FORGED']]);
    expect(kinds(forged({ 'timestamp.tsr': strToU8('no time stamp') }))).toEqual(['TIME_STAMP_FORGED']);
    const line = witness.cosign(textOf(text), SECONDS);
    const bogus = text.replace(line, witness.cosign(moved, SECONDS));
    expect(bogus).not.toBe(text);
    expect(kinds(forged({ 'checkpoint.txt': strToU8(bogus) }))).toEqual(['CHECKPOINT_FORGED']);
  });

  it('goes on under that head while it covers all, and under a later one where it does not', async () => {
    const before = readCheckpoint(Buffer.from(unzipSync(bytes)['checkpoint.txt'] ?? []).toString()).size;
    const sizeOf = async (): Promise<number | undefined> => verifyEvidence(await pack()).checkpoint?.size;
    await desk.take(ingestor, customers(clientIds('other', 1)));
    await sign();
    expect(await sizeOf()).toBe(before);
    await desk.take(ingestor, [promoted(ada, 60_000, exchangeOf('ETH'), 'again')]);
    const later = readCheckpoint(await sign()).size;
    expect(await sizeOf()).toBe(later);
    const fresh = await pack();
    const trusted = { keys: [logKey, witness.verifier], authority: root };
    const { findings, checkpoint } = verifyEvidence(fresh, undefined, trusted);
    expect(findings).toEqual([]);
    expect(checkpoint).toMatchObject({
      size: later,
      witnessed: [],
      notWitnessed: [],
      earlier: { size: before, witnessed: [{ by: 'w.example' }] },
      stamped: { by: 'tests-time' },
    });
    expect(checkpoint?.earlier?.batches).toBe((checkpoint?.batches.under ?? 0) - 1);
    const earlier = JSON.parse(Buffer.from(unzipSync(fresh)['earlier-checkpoint.json'] ?? []).toString()) as {
      path: string[];
    };
    const broken = {
      ...earlier,
      path: earlier.path.map((hash) => hash.replace(/^../, (hex) => (hex === '00' ? 'ff' : '00'))),
    };
    const changed = forged({ 'earlier-checkpoint.json': strToU8(JSON.stringify(broken)) }, fresh);
    expect(kinds(changed)).toEqual(['NOT_CONTINUED', 'TIME_STAMP_FORGED']);
  });
});
