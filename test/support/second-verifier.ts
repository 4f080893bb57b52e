import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkout } from '#runtime';

export interface Answer {
  readonly ok: boolean;
  readonly said: string;
}

/**
 * A verifier of another making, in Go: it knows signed notes and Merkle trees from libraries that have nothing to do with
 * us, and leaves from the guide. @throws where there is no Go, or its modules can't be had
 */
export function secondVerifier(): (...args: string[]) => Promise<Answer> {
  const program = join(mkdtempSync(join(tmpdir(), 'second-verifier-')), 'verifier');
  const folder = join(checkout, 'test', 'support', 'second-verifier');
  execFileSync('go', ['build', '-o', program, '.'], { cwd: folder, stdio: 'pipe' });
  return (...args) =>
    new Promise((resolve) => {
      execFile(program, args, (error, stdout) => resolve({ ok: error === null, said: stdout.trim() }));
    });
}
