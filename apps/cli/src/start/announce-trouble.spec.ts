import { Announcement } from './announce-trouble.js';

describe('what start says of an app that is not ready', () => {
  const sayingOf = (name: string) => {
    const said: string[] = [];
    return { said, announcement: new Announcement(name, { info: (s) => said.push(s), warn: (s) => said.push(s) }) };
  };
  const after = (...looks: (string | undefined)[]): string[] => {
    const { said, announcement } = sayingOf('monitor');
    for (const failed of looks)
      announcement.looked(failed === undefined ? undefined : { ready: failed === '', failed });
    return said;
  };

  it('is nothing while it mends itself', () => {
    expect(after('', 'kafka: joining', 'kafka: joining', '', undefined)).toEqual([]);
  });

  it('is said once for each reason, and that it is over', () => {
    const tried = (times: number): string => `kafka: refused (tried ${times} times)`;
    expect(after(tried(1), tried(2), tried(3), tried(4), undefined, 'kafka: away', '')).toEqual([
      'The monitor is not ready: kafka: refused (tried 3 times)',
      'The monitor is not ready: kafka: away',
      'The monitor is ready again.',
    ]);
  });

  it('is that it is degraded, where it is ready without what is away', () => {
    const { said, announcement } = sayingOf('api');
    for (const failed of ['kafka', 'kafka', 'kafka', 'kafka', '']) announcement.looked({ ready: true, failed });
    expect(said).toEqual(['The api is degraded: kafka', 'The api is no longer degraded.']);
  });
});
