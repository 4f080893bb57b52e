import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { CliError } from './cli-error.js';

export interface Line {
  readonly file: string;
  /** From 1, counted over all files. */
  readonly number: number;
  readonly text: string;
}

/** The lines of files one after the other; `-` is standard input. Empty lines count but are not given. */
export async function* linesOf(files: readonly string[]): AsyncGenerator<Line> {
  let number = 0;
  for (const file of files) {
    const input = file === '-' ? process.stdin : createReadStream(requireFile(file), 'utf8');
    for await (const text of createInterface({ input, crlfDelay: Infinity })) {
      number += 1;
      if (text.trim() !== '') yield { file, number, text };
    }
  }
}

export function requireFile(file: string): string {
  if (!existsSync(file)) throw new CliError(`${file}: no such file.`, 2);
  if (statSync(file).isDirectory()) throw new CliError(`${file} is a folder; a file is needed.`, 2);
  return file;
}

/** A whole file, or standard input for `-`. */
export const readInput = (file: string): string => readFileSync(file === '-' ? 0 : requireFile(file), 'utf8');

/** Writes one line of data; waits while whoever reads it is slower. */
export async function writeLine(text: string): Promise<void> {
  if (!process.stdout.write(`${text}\n`)) await new Promise((resolve) => process.stdout.once('drain', resolve));
}

export const note = (text: string): void => void process.stderr.write(`${text}\n`);
