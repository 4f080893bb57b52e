import { chooseOrigin, type OriginQuestion } from './choose-origin.js';

const ask = (question: Partial<OriginQuestion>, docker = false): Promise<string> =>
  chooseOrigin({
    part: 'Kafka',
    setting: 'KAFKA_BROKERS',
    given: false,
    choice: 'auto',
    before: undefined,
    dockerAnswers: () => Promise.resolve(docker),
    ...question,
  });

describe('where a part comes from', () => {
  it('is the address given, before all', async () => {
    expect(await ask({ given: true, choice: 'embedded', before: 'docker' }, true)).toBe('environment');
  });

  it('is Docker where an engine answers, else the embedded one', async () => {
    expect(await ask({}, true)).toBe('docker');
    expect(await ask({}, false)).toBe('embedded');
  });

  it('is what was asked for', async () => {
    expect(await ask({ choice: 'embedded' }, true)).toBe('embedded');
    await expect(ask({ choice: 'docker' }, false)).rejects.toThrow(/SCOPEWATCH_PARTS=docker asks for it/);
    await expect(ask({ choice: 'env' })).rejects.toThrow(/set KAFKA_BROKERS/);
  });

  it('is where the data lies', async () => {
    expect(await ask({ before: 'embedded' }, true)).toBe('embedded');
    await expect(ask({ before: 'docker' }, false)).rejects.toThrow(/Start the engine/);
    expect(await ask({ before: 'docker', choice: 'embedded' }, false)).toBe('embedded');
  });
});
