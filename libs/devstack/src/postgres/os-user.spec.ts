import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requirePassage } from './os-user.js';

it('names the folder that the user of the database may not pass through', () => {
  const folder = mkdtempSync(join(tmpdir(), 'passage-'));
  const stranger = { uid: 54_321, gid: 54_321 };
  chmodSync(folder, 0o700);
  expect(() => requirePassage(join(folder, 'home', 'postgres'), stranger)).toThrow(
    new RegExp(`${folder} \\(mode 0700\\).*chmod o\\+x`),
  );
  chmodSync(folder, 0o711);
  expect(() => requirePassage(join(folder, 'postgres'), stranger)).not.toThrow();
  rmSync(folder, { recursive: true });
});
