import { reachKafka } from '#kafka';
import { DEADLINE_MS } from './support/deadline';
import { Started } from './support/started';
import { makeTestHome, removeTestHome } from './setup/test-home';

describe('npm start', () => {
  const home = makeTestHome();
  afterAll(() => removeTestHome(home));

  it('names a part of its own that died, and starts it again', async () => {
    const started = await Started.start(home, '--empty');
    started.kill('kafka');
    started.kill('postgres');
    await started.says(/Kafka ended \(SIGKILL\)/);
    await started.says(/PostgreSQL ended \(SIGKILL\)/);
    await started.says(/Kafka is up again/);
    await started.says(/PostgreSQL is up again/);
    // The password that it was made with still guards it.
    const refusal = await reachKafka({ brokers: started.endpoints.brokers }, DEADLINE_MS);
    expect(refusal).toMatchObject({ ok: false, detail: expect.stringMatching(/SASL_PLAINTEXT/) as unknown });
    await started.end('SIGTERM');
  });
});
