import { AppDatabase } from '../../../../test/support/app-database.js';
import { addPendingSignIn, takePendingSignIn } from './pending-sign-in-table.js';

describe('signing in with an identity provider', () => {
  let database: AppDatabase;
  beforeAll(async () => {
    database = await AppDatabase.open('pending-sign-ins');
  });
  afterEach(() => database.asOwner('TRUNCATE pending_sign_in'));
  afterAll(() => database.close());

  const pending = (name: string) => ({
    state: `state-${name}`,
    nonce: `nonce-${name}`,
    codeVerifier: `verifier-${name}`,
  });
  const go = (browser: string, minutes = 10) =>
    database.write((tx) => addPendingSignIn(tx, Buffer.from(browser), pending(browser), minutes));
  const comeBack = (browser: string) => database.write((tx) => takePendingSignIn(tx, Buffer.from(browser)));

  it('is come back from by the browser that went, and by no other', async () => {
    await go('a');
    await go('b');
    expect(await comeBack('c')).toBeUndefined();
    expect(await comeBack('a')).toMatchObject(pending('a'));
    expect(await comeBack('b')).toMatchObject(pending('b'));
  });

  it('is come back from once, also by two requests at once', async () => {
    await go('a');
    const came = await Promise.all([comeBack('a'), comeBack('a'), comeBack('a')]);
    expect(came.filter((one) => one !== undefined)).toHaveLength(1);
    expect(await comeBack('a')).toBeUndefined();
  });

  it('is not come back from too late, and what is too late is forgotten when somebody else goes', async () => {
    await go('late', 0);
    expect(await comeBack('late')).toBeUndefined();
    await go('never', 0);
    await go('b');
    expect(await database.asOwner('SELECT state FROM pending_sign_in')).toEqual([{ state: 'state-b' }]);
  });
});
