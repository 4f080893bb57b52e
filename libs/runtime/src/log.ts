import pino from 'pino';
import type { LogLevel } from './config.js';

export type Log = pino.Logger;

/**
 * One JSON object a line: `time` (ISO 8601), `level` by name, `app`, `msg`. Standard output is kept free for data.
 *
 * @param stream default: standard error, written at once, so that the last line before a crash is there
 */
export function createLog(name: string, level: LogLevel, stream?: pino.DestinationStream): Log {
  return pino(
    {
      level,
      base: { app: name },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    stream ?? pino.destination({ dest: 2, sync: true }),
  );
}
