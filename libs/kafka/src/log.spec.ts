import { logLevel } from 'kafkajs';
import { kafkaLogCreator } from './log.js';

describe('the log of kafkajs', () => {
  const levelOf = (level: logLevel, message: string, error?: string): string | undefined => {
    let written: string | undefined;
    const note = (name: string) => () => void (written = name);
    kafkaLogCreator({ info: note('info'), warn: note('warn'), error: note('error') })(logLevel.INFO)({
      namespace: 'Runner',
      level,
      label: '',
      log: { timestamp: '', message, error },
    });
    return written;
  };

  it('keeps its levels', () => {
    expect(levelOf(logLevel.ERROR, 'Crash: broken')).toBe('error');
    expect(levelOf(logLevel.WARN, 'odd')).toBe('warn');
    expect(levelOf(logLevel.INFO, 'Starting')).toBe('info');
  });

  it('does not call an ordinary rebalance an error', () => {
    expect(levelOf(logLevel.ERROR, 'Response Heartbeat', 'The group is rebalancing, so a rejoin is needed')).toBe(
      'info',
    );
  });
});
