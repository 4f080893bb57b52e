import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { advanceTree, appendToLog, changesOf, newBlock } from '#log';
import { generateKey, readSigner, readVerifier, type NoteVerifier } from '#proof';
import { readOnly, withSession } from '#store';
import { Desk, packText, policy } from '../../../../test/support/desk.js';
import {
  campaign,
  clientIds,
  custodyOf,
  customers,
  ENTITY,
  everydayLife,
  exchangeOf,
  fact,
  merged,
  promoted,
  retracted,
} from '../../../../test/support/events.js';
import { collectEvidence, NoEvidence, type EvidenceWanted } from './collect.js';
import { digestList, OPTIONAL_PARTS, PARTS, type Manifest, type PartName } from '../../../evidence/src/pack.js';
import { packEvidence, sha256, UnreadableEvidence, verifyEvidence, type Trusted } from '#evidence';

const ids = clientIds('c', 6);
const [ada = '', bob = '', eve = ''] = ids;
const createdAt = '2026-01-01T12:00:00.000Z';

/** Nobody has stamped these. */
const NAMES = PARTS.filter((name): name is keyof Parts => !OPTIONAL_PARTS.includes(name));
type Parts = Record<Exclude<PartName, 'timestamp.tsr' | 'earlier-checkpoint.json'>, string>;

const trusting = (...keys: NoteVerifier[]): Trusted => ({ keys, authority: undefined });

/** The parts of a pack, changed and packed anew: with new digests (`FORGED`), or only the file's own (`CARELESS`). */
function changed(bytes: Uint8Array, how: 'FORGED' | 'CARELESS', change: (parts: Parts) => Partial<Parts>): Uint8Array {
  const files = unzipSync(bytes);
  const before = Object.fromEntries(NAMES.map((name) => [name, strFromU8(files[name] ?? new Uint8Array())])) as Parts;
  const parts = { ...before, ...change(before) };
  const digests = NAMES.map((name) => ({ name, sha256: sha256(strToU8(parts[name])), bytes: 0 }));
  const manifest = JSON.parse(strFromU8(files['manifest.json'] ?? new Uint8Array())) as Manifest;
  const list = digestList(digests);
  const forged = { format: manifest.format, rootDigest: sha256(list), parts: digests };
  return zipSync({
    ...Object.fromEntries(NAMES.map((name) => [name, strToU8(parts[name])])),
    'digests.txt': how === 'FORGED' ? strToU8(list) : (files['digests.txt'] ?? new Uint8Array()),
    'manifest.json': how === 'FORGED' ? strToU8(JSON.stringify(forged)) : (files['manifest.json'] ?? new Uint8Array()),
  });
}

const kinds = (bytes: Uint8Array, root?: string): string[] => [
  ...new Set(verifyEvidence(bytes, root).findings.map((finding) => finding.kind)),
];
const lines = (text: string): string[] => text.trimEnd().split('\n');

/** Digests are of salts that are drawn anew each time: any fixed byte would be the one that is there once in 256 runs. */
const otherByte = (hex: string): string => (hex === 'ff' ? '00' : 'ff');

describe('an evidence pack', () => {
  let desk: Desk;
  let bytes: Uint8Array;
  let root: string;
  const key = generateKey('log.example');
  const collected = (wanted: Partial<EvidenceWanted>) =>
    withSession(desk.dataSource, (session) =>
      readOnly(session, (sql) => collectEvidence(sql, { about: { kind: 'CLIENT', id: eve }, createdAt, ...wanted })),
    );

  /** A person says something about the client's first alert. */
  const decided = (clientId: string): Promise<void> =>
    withSession(desk.dataSource, (session) =>
      session.transaction(async (tx) => {
        const [alert] = await changesOf(tx, [clientId]);
        const { block, first, recordedAt } = await newBlock(tx);
        const kind = 'commented' as const;
        const row = {
          position: first,
          clientId,
          alertId: alert?.alertId ?? '',
          kind,
          cause: null,
          recordedAt,
          actor: 'grace',
        };
        const rows = [{ ...row, body: '{"note":{"text":"seen"}}' }];
        await appendToLog(tx, { chain: 'people', block, recordedAt, facts: rows });
      }),
    );

  beforeAll(async () => {
    desk = await Desk.open('history-evidence');
    const ingestor = desk.ingestor('a');
    await ingestor.activatePolicy(packText);
    await desk.take(ingestor, customers(ids));
    for (const event of everydayLife([eve], 4)) await desk.take(ingestor, [event]);
    await desk.take(ingestor, [campaign('k', 500, 'S', exchangeOf('ETH'))]);
    await desk.take(ingestor, [
      fact('marketing.campaign-launched.v1', 'listed', 600, {
        campaignId: 'listed',
        entityId: ENTITY,
        actor: 'FIRM',
        channel: 'EMAIL',
        content: 'PROMOTIONAL',
        offers: [custodyOf('ETH')],
        audience: { clientIds: ids },
      }),
    ]);
    await desk.take(ingestor, [
      merged(ada, bob),
      retracted(`${eve}-use-101`),
      promoted(ada, 700, exchangeOf('BTC'), '<b>"mail"'),
    ]);
    await desk.fanOut();
    await decided(eve);
    await withSession(desk.dataSource, (session) =>
      session.transaction(async (tx) => {
        await advanceTree(tx, [readSigner(key.signer)], 1_000);
      }),
    );
    ({ bytes, rootDigest: root } = await packEvidence(await collected({})));
  });
  afterAll(() => desk.close());

  it('proves itself with nothing but the file, and gives every verdict again', () => {
    const { findings, checked, rootDigest } = verifyEvidence(bytes, root);
    expect(findings).toEqual([]);
    expect(rootDigest).toBe(root);
    expect(checked.verdicts).toBeGreaterThan(5);
  });

  it('proves each row and each batch under a checkpoint that whoever signs it can be held to', () => {
    const { checkpoint, checked, findings } = verifyEvidence(bytes, root, trusting(readVerifier(key.verifier)));
    expect(findings).toEqual([]);
    expect(checkpoint).toMatchObject({ origin: 'log.example', signedBy: ['log.example'], keysWereGiven: true });
    expect(checkpoint?.batches).toEqual({ under: checked.batches, of: checked.batches });
    expect(checked.proofs).toBe(checked.events + checked.facts);
    const stranger = readVerifier(generateKey('log.example').verifier);
    expect(verifyEvidence(bytes, root, trusting(stranger)).findings.map(({ kind }) => kind)).toEqual([
      'CHECKPOINT_FORGED',
    ]);
  });

  it.each<[string, keyof Parts, (text: string) => string, string]>([
    ['an altered salt', 'events.ndjson', (t) => t.replace(/"salt":"../, '"salt":"zz'), 'NOT_PROVED'],
    ['the salt of another row', 'alert-facts.ndjson', (t) => t.replace(/"salt":"./, '"salt":"'), 'NOT_PROVED'],
    ['a row without its salt', 'alert-facts.ndjson', (t) => t.replace(/,"salt":"\w+"/, ''), 'NOT_PROVED'],
    [
      'a changed word of a person',
      'alert-facts.ndjson',
      (t) => t.replace('"actor":"grace"', '"actor":"alice"'),
      'NOT_AS_COMMITTED',
    ],
    [
      'another time of recording',
      'alert-facts.ndjson',
      (t) => t.replace(/("recordedAt":"2\d\d)./, '$10'),
      'NOT_AS_COMMITTED',
    ],
    ['a proof that is gone', 'row-proofs.ndjson', (t) => `${lines(t).slice(1).join('\n')}\n`, 'NOT_PROVED'],
    [
      'another place in the batch',
      'row-proofs.ndjson',
      (t) => t.replace(/"index":\d+/, '"index":99'),
      'NOT_AS_COMMITTED',
    ],
    ['another path', 'row-proofs.ndjson', (t) => t.replace(/(?<="path":\[")../, otherByte), 'NOT_AS_COMMITTED'],
    [
      'another leaf of what is not shown whole',
      'row-proofs.ndjson',
      (t) => t.replace(/(?<="leaf":")../, otherByte),
      'NOT_AS_COMMITTED',
    ],
    [
      'a batch at another place in the tree',
      'chain.ndjson',
      (t) => t.replace(/"tree":\{"index":\d+/, '"tree":{"index":999'),
      'NOT_IN_TREE',
    ],
    ['a batch with more rows', 'chain.ndjson', (t) => t.replace(/"records":\d+/, '"records":7'), 'NOT_IN_TREE'],
    ['a forged checkpoint', 'checkpoint.txt', (t) => t.replace(/\n\d+\n/, '\n9999\n'), 'CHECKPOINT_FORGED'],
    ['no checkpoint', 'checkpoint.txt', () => '', 'CHECKPOINT_UNREADABLE'],
  ])('shows %s', (_what, part, change, kind) => {
    const forged = changed(bytes, 'FORGED', (parts) => ({ [part]: change(parts[part]) }));
    expect(
      verifyEvidence(forged, undefined, trusting(readVerifier(key.verifier))).findings.map((f) => f.kind),
    ).toContain(kind);
  });

  it('is made of no row that is not what its batch has committed to', async () => {
    await desk.database.query(`UPDATE alert_fact SET actor = 'mallory' WHERE actor = 'grace'`);
    await expect(collected({})).rejects.toThrow(/not what its batch has committed to/);
    await desk.database.query(`UPDATE alert_fact SET actor = 'grace' WHERE actor = 'mallory'`);
  });

  it('holds who decided, and nothing of anybody else', async () => {
    const texts = Object.entries(unzipSync(bytes)).map(([name, part]) => [name, strFromU8(part)] as const);
    const facts = texts.find(([name]) => name === 'alert-facts.ndjson')?.[1] ?? '';
    expect(facts).toContain('"actor":"grace"');
    for (const [, text] of texts) for (const other of [ada, bob, ...ids.slice(3)]) expect(text).not.toContain(other);
    for (const [name, text] of texts.filter(([part]) => part.endsWith('events.ndjson'))) {
      const values = lines(text).map((line) => Buffer.from((JSON.parse(line) as { value: string }).value, 'base64'));
      for (const other of [ada, bob]) expect([name, Buffer.concat(values).includes(other)]).toEqual([name, false]);
    }
    const merge = await collected({ about: { kind: 'CLIENT', id: bob } });
    expect(merge.subject.clients).toEqual([{ clientId: ada, memberIds: [ada, bob] }]);
    expect(verifyEvidence((await packEvidence(merge)).bytes).findings).toEqual([]);
  });

  it('has a report that loads nothing and shows values as text', async () => {
    const packed = await packEvidence(await collected({ about: { kind: 'CLIENT', id: ada } }));
    const report = strFromU8(unzipSync(packed.bytes)['report.html'] ?? new Uint8Array());
    expect(report).toContain('An indication for review, not a legal determination.');
    expect(report).toContain('&lt;b&gt;&quot;mail&quot;');
    expect(report).not.toMatch(/<script|<img|<link|https?:\/\/|url\(/);
  });

  it('has the same report on pages, and equal evidence gives equal bytes', async () => {
    const evidence = await collected({ about: { kind: 'CLIENT', id: ada } });
    const [once, again] = [await packEvidence(evidence), await packEvidence(evidence)];
    expect(again.rootDigest).toBe(once.rootDigest);
    const pdf = Buffer.from(unzipSync(once.bytes)['report.pdf'] ?? []).toString('latin1');
    expect(pdf).toMatch(/^%PDF-1\.\d[^]*%%EOF\s*$/);
    expect(pdf.match(/\/Type \/Page\b/g)?.length).toBeGreaterThan(1);
    expect(pdf).toContain('/FontFile2');
  });

  it('can be asked for as true and as known at a time, for an alert, and for an incident', async () => {
    const early = await collected({ trueOn: '2025-05-01' });
    expect(early.verdicts).toEqual([]);
    const nothing = collected({ knownOn: '2001-01-01' });
    await expect(nothing).rejects.toThrow(NoEvidence);
    const [alert] = await desk.database.query<{ id: string; incident: string }>(
      `SELECT alert_id AS id, incident_id AS incident FROM alert WHERE client_id = $1 AND incident_id IS NOT NULL LIMIT 1`,
      [eve],
    );
    const about = await collected({ about: { kind: 'ALERT', id: alert?.id ?? '' } });
    expect(about.subject.clients.map((c) => c.clientId)).toEqual([eve]);
    const incident = await collected({ about: { kind: 'INCIDENT', id: alert?.incident ?? '' } });
    expect(incident.subject.clients).toHaveLength(ids.length - 1);
    expect(verifyEvidence((await packEvidence(incident)).bytes).findings).toEqual([]);
    await expect(collected({ about: { kind: 'ALERT', id: 'none' } })).rejects.toThrow('There is no alert none.');
    await expect(collected({ about: { kind: 'CLIENT', id: 'none' } })).rejects.toThrow(NoEvidence);
  });

  it.each(NAMES)('shows a changed byte in %s', (part) => {
    const careless = changed(bytes, 'CARELESS', (parts) => ({ [part]: `${parts[part].slice(0, -1)}x` }));
    expect(kinds(careless)).toContain('DIGEST_DIFFERS');
    const forged = changed(bytes, 'FORGED', (parts) => ({ [part]: `${parts[part]} ` }));
    expect(kinds(forged, root)).toContain('ROOT_DIFFERS');
  });

  it('shows a dropped event by the counts, though every digest was made anew', () => {
    const forged = changed(bytes, 'FORGED', (p) => ({
      'events.ndjson': `${lines(p['events.ndjson']).slice(0, -1).join('\n')}\n`,
    }));
    expect(kinds(forged)).toEqual(expect.arrayContaining(['COUNT_DIFFERS', 'VERDICT_DIFFERS']));
    const shared = changed(bytes, 'FORGED', (p) => ({
      'shared-events.ndjson': `${lines(p['shared-events.ndjson']).slice(1).join('\n')}\n`,
    }));
    expect(kinds(shared)).toContain('COUNT_DIFFERS');
  });

  it('shows events in another order', () => {
    const forged = changed(bytes, 'FORGED', (p) => ({
      'events.ndjson': `${lines(p['events.ndjson']).reverse().join('\n')}\n`,
    }));
    expect(kinds(forged)).toEqual(['REORDERED']);
  });

  it('shows an event that says something else, by its message and by the chain', () => {
    const first = changed(bytes, 'FORGED', (p) => ({
      'events.ndjson': p['events.ndjson'].replace('"NATURAL"', '"LEGAL"'),
    }));
    expect(kinds(first)).toEqual(['EVENT_DIFFERS']);
    const forged = changed(bytes, 'FORGED', (p) => ({
      'events.ndjson': lines(p['events.ndjson'])
        .map((line) => {
          const event = JSON.parse(line) as {
            value: string;
            envelope: { type: string; data: { offer?: { assetId: string } } };
          };
          if (!event.envelope.type.endsWith('service-used.v1') || event.envelope.data.offer?.assetId !== 'BTC')
            return line;
          const value = Buffer.from(event.value, 'base64').toString().replace('"BTC"', '"XYZ"');
          event.envelope.data.offer.assetId = 'XYZ';
          return JSON.stringify({ ...event, value: Buffer.from(value).toString('base64') });
        })
        .join('\n'),
    }));
    expect(kinds(forged)).toEqual(expect.arrayContaining(['NOT_AS_COMMITTED', 'VERDICT_DIFFERS']));
  });

  it('shows another rule pack, another verdict and another standing', () => {
    const other = changed(bytes, 'FORGED', (p) => ({
      'policy.json': p['policy.json'].replace('"windowHours": 240', '"windowHours": 1'),
    }));
    expect(kinds(other)).toContain('POLICY_DIFFERS');
    const version = changed(bytes, 'FORGED', (p) => ({
      'policy.json': p['policy.json'].replace('"version": "', '"version": "x'),
    }));
    expect(kinds(version)).toEqual(expect.arrayContaining(['POLICY_DIFFERS', 'VERDICT_DIFFERS']));
    const verdict = changed(bytes, 'FORGED', (p) => ({
      'verdicts.ndjson': p['verdicts.ndjson'].replace('BREACH_61_2', 'IN_SCOPE'),
    }));
    expect(kinds(verdict)).toEqual(['VERDICT_DIFFERS']);
    const gaps = changed(bytes, 'FORGED', (p) => ({ 'gaps.json': p['gaps.json'].replace('ESTABLISHED', 'DEFEATED') }));
    expect(kinds(gaps)).toEqual(['STANDING_DIFFERS']);
    const chain = changed(bytes, 'FORGED', (p) => ({
      'chain.ndjson': p['chain.ndjson'].replace(/"hash":"./, '"hash":"x'),
    }));
    expect(kinds(chain)).toEqual(['CHAIN_BROKEN']);
  });

  it('carries all packs by which acts were judged, each in its time', async () => {
    const stored = { severities: { ...policy.pack.severities, BREACH_61_2: 'low' }, actsFrom: '2025-06-02' };
    await desk.activate(JSON.stringify({ ...(JSON.parse(packText) as object), version: 'second', ...stored }));
    await desk.fanOut();
    await desk.take(desk.ingestor('b'), [promoted(eve, 2_000, exchangeOf('ETH'))]);
    const two = (await packEvidence(await collected({}))).bytes;
    expect(verifyEvidence(two).findings).toEqual([]);
    expect(strFromU8(unzipSync(two)['verdicts.ndjson'] ?? new Uint8Array())).toMatch(
      new RegExp(`"policyVersion":"${policy.version}"[^]*"policyVersion":"second"`),
    );
    const last = changed(two, 'FORGED', (p) => ({
      'policy.json': JSON.stringify((JSON.parse(p['policy.json']) as unknown[]).slice(1)),
    }));
    expect(kinds(last)).toEqual(expect.arrayContaining(['POLICY_DIFFERS', 'VERDICT_DIFFERS']));
    const report = strFromU8(unzipSync(two)['report.html'] ?? new Uint8Array());
    expect(report).toContain(`${policy.version}; for acts from 2025-06-02 on second`);
  });

  it('tells a pack from what is none', () => {
    for (const none of [Buffer.from('no zip'), zipSync({ 'a.txt': strToU8('a') }), bytes.subarray(0, 400)]) {
      expect(() => verifyEvidence(none)).toThrow(UnreadableEvidence);
    }
    const odd = changed(bytes, 'FORGED', () => ({ 'gaps.json': '{}' }));
    expect(kinds(odd)).toEqual(['UNREADABLE']);
    const empty = changed(bytes, 'FORGED', () => ({ 'events.ndjson': 'null\n7\n{' }));
    expect(kinds(empty)).toEqual(expect.arrayContaining(['UNREADABLE', 'COUNT_DIFFERS', 'VERDICT_DIFFERS']));
  });
});
