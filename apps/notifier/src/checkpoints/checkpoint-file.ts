import { open, rename } from 'node:fs/promises';

/** Puts a checkpoint in place of the one before: whoever reads finds the one or the other, whole. */
export async function keepLatest(path: string, note: string): Promise<void> {
  const beside = `${path}.new`;
  const file = await open(beside, 'w', 0o644);
  try {
    await file.writeFile(note);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(beside, path);
}
