import type { DataSource } from 'typeorm';
import { readConfig } from '#runtime';
import {
  addDigest,
  createDataSource,
  Leases,
  savePerson,
  saveSettings,
  takeDigest,
  withSession,
  type LeaderParts,
  type Tx,
} from '#store';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { Mailbox } from '../../../../test/support/mailbox.js';
import { until } from '../../../../test/support/until.js';
import { DigestMailer } from './digest-mailer.js';

const quiet = { info: () => undefined, warn: () => undefined } as unknown as LeaderParts['log'];
const roles = ['analyst'];

describe('mailing digests', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let mailbox: Mailbox;
  const loops: DigestMailer[] = [];
  const opened: Leases[] = [];
  beforeAll(async () => {
    database = await createTestDatabase('digest-mailer');
    dataSource = await createDataSource(database.appUrl, 8, 'scopewatch-test').initialize();
  });
  beforeEach(async () => {
    mailbox = await Mailbox.start();
  });
  afterEach(async () => {
    await stop();
    await mailbox.close();
    await database.query('TRUNCATE digest, person_setting, lease, person CASCADE');
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  const stop = async () => {
    await Promise.all(loops.splice(0).map((loop) => loop.stop()));
    await Promise.all(opened.splice(0).map((leases) => leases.close()));
  };
  const start = (url = mailbox.url) => {
    const leases = new Leases(database.appUrl, 'scopewatch-test');
    opened.push(leases);
    const { notify } = readConfig({
      SCOPEWATCH_SMTP_URL: url,
      SCOPEWATCH_SMTP_FROM: 'watch@bank.example',
      SCOPEWATCH_NOTIFY_RETRY_SECONDS: '0,0',
      SCOPEWATCH_PUBLIC_URL: 'https://watch.bank.example',
    });
    const loop = new DigestMailer({ dataSource, leases, log: quiet }, notify);
    loops.push(loop);
    loop.start();
  };
  const write = <T>(work: (tx: Tx) => Promise<T>) => withSession(dataSource, (session) => session.transaction(work));
  const add = (personId: string) =>
    write(async (tx) => {
      await savePerson(tx, { personId, name: personId, email: null, roles, entities: null, disabled: false });
      const wish = { timeZone: null, landing: null, density: null, digest: 'WORKDAYS', digestAt: null } as const;
      await saveSettings(tx, personId, wish);
      const lines = [{ what: 'mine' as const, count: 4, path: `/alerts?assignee=${personId}` }];
      const digest = { personId, day: '2026-03-31', countedAt: new Date(), lines, roles, entities: null };
      await addDigest(tx, { ...digest, mailedTo: `${personId}@bank.example`, mailed: true });
    });
  const rows = () =>
    database.query<{ id: string; attempts: number; out: boolean; due: boolean; failure: string | null }>(
      `SELECT person_id AS id, attempts, mailed_at IS NOT NULL AS out, due_at IS NOT NULL AS due, failure
         FROM digest ORDER BY 1`,
    );
  const allOut = () => until('all are out', async () => (await rows()).every(({ out }) => out));

  it('is done once for each, by however many at once', async () => {
    for (const id of ['ann', 'bob', 'cem']) await add(id);
    for (let i = 0; i < 3; i += 1) start();
    await allOut();
    const to = mailbox.mails.map((mail) => /^To: (\S+)/m.exec(mail)?.[1]).sort();
    expect(to).toEqual(['ann@bank.example', 'bob@bank.example', 'cem@bank.example']);
    expect(mailbox.mails[0]).toMatch(/^Message-ID: <digest-[0-9a-f]{32}@bank\.example>/m);
    expect(mailbox.mails[0]).toContain('Subject: Scopewatch: 4 alerts assigned to you');
    expect((await rows()).map(({ attempts, due, failure }) => [attempts, due, failure])).toEqual(
      Array.from({ length: 3 }, () => [1, false, null]),
    );
  });

  it('goes on with what was left by whoever was killed before, and leaves what they had in hand', async () => {
    await add('ann');
    await add('bob');
    expect(await write((tx) => takeDigest(tx, { personId: 'ann', day: '2026-03-31' }))).toBe(true);
    start();
    await until('the other one is out', async () => (await rows())[1]?.out === true);
    expect(mailbox.mails.map((mail) => /^To: (\S+)/m.exec(mail)?.[1])).toEqual(['bob@bank.example']);
    expect((await rows())[0]).toMatchObject({ out: false, due: false, failure: 'Whoever mailed it was interrupted.' });
  });

  it('is tried again, and given up; what went wrong is noted', async () => {
    await add('ann');
    const away = await Mailbox.start();
    await away.close();
    start(away.url);
    await until('it is given up', async () => (await rows())[0]?.due === false && (await rows())[0]?.attempts === 3);
    await stop();
    expect((await rows())[0]).toMatchObject({
      out: false,
      failure: expect.stringMatching(/^MAIL: .*ECONNREFUSED/) as string,
    });
    await database.query('UPDATE digest SET due_at = clock_timestamp()');
    start();
    await allOut();
    expect(mailbox.mails).toHaveLength(1);
  });
});
