import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { passwordOf, type KafkaLogin } from '#runtime';
import type { RunningPart } from '../parts.js';
import { recall } from '../remembered.js';
import { answersMetadata } from './answers-metadata.js';
import { startEmbeddedKafka } from './embedded-kafka.js';

describe('a Kafka of our own', () => {
  const home = mkdtempSync(join(tmpdir(), 'embedded-kafka-'));
  const quiet = { info: () => undefined, warn: () => undefined };
  let part: RunningPart;
  let login: KafkaLogin;
  beforeAll(async () => {
    mkdirSync(join(home, 'logs'));
    part = await startEmbeddedKafka(home, quiet, 1024 * 1024, true);
    if (part.login === undefined) throw new Error('It takes anybody.');
    login = part.login;
  });
  afterAll(async () => {
    await part?.stop();
    rmSync(home, { recursive: true, force: true });
  });

  it('takes nobody without its password, neither as a broker nor as a controller', async () => {
    const port = Number(part.address.split(':')[1]);
    const user = { name: login.username, password: passwordOf(login) };
    expect(await answersMetadata('127.0.0.1', port, user)).toBe(true);
    const controller = recall(home).kafka?.controllerPort ?? 0;
    for (const each of [port, controller]) {
      expect(await answersMetadata('127.0.0.1', each)).toBe(false);
      expect(await answersMetadata('127.0.0.1', each, { ...user, password: 'guessed' })).toBe(false);
    }
  });

  it('keeps the password where nobody else may read it', () => {
    for (const file of [login.passwordFile, join(home, 'kafka', 'server.properties')])
      expect(statSync(file).mode & 0o077).toBe(0);
  });
});
