import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockHolder, lockHome } from './home-lock.js';
import { PartsError } from './parts-error.js';
import { markProcess, processMark } from './process-mark.js';

describe('the lock of a home', () => {
  const home = mkdtempSync(join(tmpdir(), 'home-lock-'));
  const path = join(home, 'lock');
  let warnings: string[];
  const log = { info: () => undefined, warn: (sentence: string) => void warnings.push(sentence) };

  beforeEach(() => {
    warnings = [];
    rmSync(path, { force: true });
  });
  afterAll(() => rmSync(home, { recursive: true }));

  it('is held until it is released', async () => {
    const lock = await lockHome(home, log);
    expect(lockHolder(home)?.pid).toBe(process.pid);
    await expect(lockHome(home, log)).rejects.toThrow(PartsError);
    lock.release();
    expect(lockHolder(home)).toBeUndefined();
    (await lockHome(home, log)).release();
    expect(warnings).toEqual([]);
  });

  it('names the process that holds it and the way out', async () => {
    const other = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)']);
    writeFileSync(path, JSON.stringify(markProcess(other.pid!)));
    await expect(lockHome(home, log)).rejects.toThrow(new RegExp(`process ${other.pid}.*SCOPEWATCH_HOME`));
    other.kill('SIGKILL');
  });

  it('is taken over from a process that was killed, and that is said', async () => {
    const other = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)']);
    writeFileSync(path, JSON.stringify(markProcess(other.pid!)));
    const gone = new Promise((resolve) => other.once('exit', resolve));
    other.kill('SIGKILL');
    await gone;
    const lock = await lockHome(home, log);
    expect(warnings).toEqual([`Taking over the lock of a run (process ${other.pid}) that was killed.`]);
    lock.release();
  });

  it('is taken over when its number belongs to another process by now', async () => {
    writeFileSync(path, JSON.stringify({ pid: process.pid, mark: `not ${processMark(process.pid)}` }));
    const lock = await lockHome(home, log);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(markProcess(process.pid));
    lock.release();
  });

  it('is taken over when a kill left half of it', async () => {
    writeFileSync(path, '{"pid":12');
    (await lockHome(home, log)).release();
    expect(warnings).toEqual(['Taking over the lock of a run that was killed.']);
  });
});
