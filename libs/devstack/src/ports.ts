import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { PartsError } from './parts-error.js';

// Below the range from which Linux gives out ports for outgoing connections (32768 and up): a port that is free now
// would otherwise be taken by some client just when a part is restarted on it.
const LOWEST = 20_000;
const HIGHEST = 32_000;
const ATTEMPTS = 100;

export async function portIsFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** @param preferred taken if it is (still) free */
export async function freePort(preferred?: number): Promise<number> {
  if (preferred !== undefined && (await portIsFree(preferred))) return preferred;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const port = randomInt(LOWEST, HIGHEST);
    if (await portIsFree(port)) return port;
  }
  throw new PartsError(`No free port between ${LOWEST} and ${HIGHEST} was found in ${ATTEMPTS} attempts.`);
}

/** @param settingName the environment variable by which the port was chosen */
export async function requireFreePort(port: number, host: string, settingName: string): Promise<void> {
  if (await portIsFree(port, host)) return;
  throw new PartsError(
    `Port ${port} on ${host} is taken by another program. Stop that one, or set ${settingName} to a free port.`,
  );
}
