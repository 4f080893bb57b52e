import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeHome, prepareHome } from './home.js';

describe('a home', () => {
  const base = mkdtempSync(join(tmpdir(), 'home-'));
  afterAll(() => rmSync(base, { recursive: true }));

  it('is made with all folders above it, and is nobody else’s to read', () => {
    const home = join(base, 'a', 'b');
    prepareHome(home);
    closeHome(home);
    expect(existsSync(join(home, 'logs'))).toBe(true);
    for (const path of [home, join(home, 'logs'), join(home, 'kafka')]) expect(statSync(path).mode & 0o777).toBe(0o700);
  });

  it('that an earlier version left open is closed', () => {
    const home = join(base, 'open');
    mkdirSync(join(home, 'kafka'), { recursive: true });
    writeFileSync(join(home, 'parts.json'), '{}');
    for (const path of [home, join(home, 'kafka')]) chmodSync(path, 0o755);
    prepareHome(home);
    closeHome(home);
    for (const path of [home, join(home, 'kafka')]) expect(statSync(path).mode & 0o777).toBe(0o700);
  });

  it('in a folder that holds something else too leaves that as it is, and closes what is its own', () => {
    const home = join(base, 'others');
    mkdirSync(home);
    chmodSync(home, 0o755);
    const left = ['lock', 'parts.json', 'endpoints.json', 'kafka-password', 'postgres.password'];
    for (const name of ['photo.png', ...left]) {
      writeFileSync(join(home, name), '');
      chmodSync(join(home, name), 0o644);
    }
    prepareHome(home);
    closeHome(home);
    for (const name of left) expect([name, statSync(join(home, name)).mode & 0o777]).toEqual([name, 0o600]);
    expect(statSync(join(home, 'photo.png')).mode & 0o777).toBe(0o644);
    expect(statSync(home).mode & 0o777).toBe(0o755);
    expect(statSync(join(home, 'kafka')).mode & 0o777).toBe(0o700);
  });

  it('stays as it is for those who run with it while somebody else only tries to', () => {
    const home = join(base, 'running');
    prepareHome(home);
    closeHome(home);
    chmodSync(home, 0o710);
    prepareHome(home);
    expect(statSync(home).mode & 0o777).toBe(0o710);
  });

  it('that is a file is refused with a way out', () => {
    const home = join(base, 'file');
    writeFileSync(home, '');
    expect(() => prepareHome(home)).toThrow(/is not a folder.*Set SCOPEWATCH_HOME/);
  });
});
