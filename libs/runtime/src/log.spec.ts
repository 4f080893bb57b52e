import { createLog } from './log.js';

it('writes one JSON object a line, with the time as text and the level by name', () => {
  const lines: string[] = [];
  const log = createLog('monitor', 'info', { write: (line) => void lines.push(line) });
  log.debug('not shown');
  log.info({ topic: 'account-events' }, 'committed');
  expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
    {
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string,
      app: 'monitor',
      topic: 'account-events',
      msg: 'committed',
    },
  ]);
});
