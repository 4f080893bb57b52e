import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareHome } from './home.js';

describe('a home', () => {
  const base = mkdtempSync(join(tmpdir(), 'home-'));
  afterAll(() => rmSync(base, { recursive: true }));

  it('is made with all folders above it, so that another user may pass through', () => {
    const home = join(base, 'a', 'b');
    prepareHome(home);
    expect(existsSync(join(home, 'logs'))).toBe(true);
    expect(statSync(home).mode & 0o777).toBe(0o711);
  });

  it('that is a file is refused with a way out', () => {
    const home = join(base, 'file');
    writeFileSync(home, '');
    expect(() => prepareHome(home)).toThrow(/is not a folder.*Set SCOPEWATCH_HOME/);
  });
});
