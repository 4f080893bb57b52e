import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const BLOCK_BYTES = 512;

/** What a folder takes of the disk, whatever size its files say they have. @param wanted which of its own entries to count */
export function bytesUnder(folder: string, wanted: (name: string) => boolean = () => true): number {
  return namesIn(folder)
    .filter(wanted)
    .reduce((sum, name) => sum + bytesOf(join(folder, name)), 0);
}

function bytesOf(path: string): number {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return 0;
  return found.isDirectory() ? bytesUnder(path) : found.blocks * BLOCK_BYTES;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // not there, or just gone
  }
}
