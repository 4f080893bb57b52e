import { kafkaCheck } from './kafka-check.js';

describe('whether Kafka is there, for an api', () => {
  /** A broker that answers when it is told to. */
  function broker() {
    const waiting: ((ok: boolean) => void)[] = [];
    let time = 0;
    const check = kafkaCheck(
      () => new Promise<boolean>((resolve) => waiting.push(resolve)),
      () => time,
    );
    return {
      check,
      waiting,
      answer: async (ok: boolean) => {
        waiting.shift()?.(ok);
        // An answer is passed on in some turns of the queue.
        await new Promise(setImmediate);
      },
      pass: (ms: number) => (time += ms),
    };
  }

  it('is no reason not to be ready, and says what is missing', async () => {
    const { check, answer } = broker();
    const first = check();
    await answer(false);
    expect(await first).toEqual({
      name: 'kafka',
      ok: false,
      optional: true,
      detail: expect.stringMatching(/nothing new comes in/) as unknown,
    });
  });

  it('is told as it was a moment ago while the broker is asked again, once', async () => {
    const { check, waiting, answer, pass } = broker();
    const first = check();
    await answer(true);
    expect(await first).toMatchObject({ ok: true });
    pass(5_000);
    expect([await check(), await check()]).toMatchObject([{ ok: true }, { ok: true }]);
    expect(waiting).toHaveLength(1);
    await answer(false);
    expect(await check()).toMatchObject({ ok: false });
  });

  it('is waited for where nobody has asked for long', async () => {
    const { check, answer, pass } = broker();
    const first = check();
    await answer(true);
    await first;
    pass(60_000);
    const later = check();
    await answer(false);
    expect(await later).toMatchObject({ ok: false });
  });
});
