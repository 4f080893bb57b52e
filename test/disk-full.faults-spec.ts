import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scopewatch } from './support/child';
import { Started } from './support/started';
import { until } from './support/until';

/** Needs root: a file system of its own is mounted, small enough to be filled. */
describe('a disk that is full', () => {
  const disk = mkdtempSync(join(tmpdir(), 'scopewatch-small-disk-'));
  const filler = join(disk, 'filler');
  let mounted = false;

  beforeAll(() => {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1g', 'tmpfs', disk]);
    mounted = true;
    chmodSync(disk, 0o755);
  });
  afterAll(() => {
    if (mounted) execFileSync('umount', ['-l', disk]);
    rmSync(disk, { recursive: true });
  });

  it('stops what needs room, is said in a sentence, and everything goes on when there is room', async () => {
    const home = join(disk, 'home');
    mkdirSync(home);
    const started = await Started.start(home, '--demo');
    try {
      execFileSync('dd', ['if=/dev/zero', `of=${filler}`, 'bs=1M'], { stdio: 'ignore' });
    } catch {
      // It ends where the disk does.
    }
    await started.says(/The disk of .* is full/);
    rmSync(filler);
    await started.says(/There is room on the disk again/);
    // The cluster of this very installation, not the one that the tests share.
    const parts = { SCOPEWATCH_HOME: home, KAFKA_BROKERS: '' };
    const checked = await until(
      'the checker finds nothing missing',
      async () => {
        const ended = await scopewatch(['verify'], parts);
        return ended.code === 0 && / 0 not handled yet/.test(`${ended.stdout}${ended.stderr}`) && ended;
      },
      { everyMs: 2_000 },
    );
    expect(checked.stderr).toMatch(/0 violations/);
    await started.end('SIGTERM');
  });
});
