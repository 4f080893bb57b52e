import { Announcement } from './announce-trouble.js';

describe('what start says of an app that is not ready', () => {
  const after = (...looks: (string | undefined)[]): string[] => {
    const said: string[] = [];
    const announcement = new Announcement('monitor', { info: (s) => said.push(s), warn: (s) => said.push(s) });
    for (const look of looks) announcement.looked(look);
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
});
