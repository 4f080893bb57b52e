import { readFileSync } from 'node:fs';
import { NoteError, readCheckpoint, readVerifier, type NoteVerifier } from '#proof';
import { CliError } from '../cli-error.js';
import { requireFile } from '../input.js';
import type { Parts } from './source.js';

/** A checkpoint as somebody outside of the database holds it. */
export interface OutsideCheckpoint {
  /** Where it was found. */
  readonly where: string;
  readonly text: string;
  /** When it was given out, in ms since 1970, where that is known; what somebody brings was there before. */
  readonly givenOutAt?: number;
}

/** A file of checkpoints, one after the other. @throws CliError with exit code 2 where there is none in it */
export function checkpointsIn(file: string): OutsideCheckpoint[] {
  const texts = splitNotes(readFileSync(requireFile(file), 'utf8'));
  for (const text of texts) {
    try {
      readCheckpoint(text);
    } catch (error) {
      throw error instanceof NoteError ? new CliError(`${file}: ${error.message}`, 2) : error;
    }
  }
  if (texts.length === 0) throw new CliError(`${file}: There is no checkpoint in it.`, 2);
  return texts.map((text) => ({ where: file, text }));
}

/** A note ends with its last signature: what follows that begins the next one. */
function splitNotes(text: string): string[] {
  const notes: string[] = [];
  let note = '';
  for (const line of text.split(/(?<=\n)/)) {
    const isSignature = line.startsWith('\u2014 ');
    if (!isSignature && /\n\u2014 [^\n]*\n$/.test(note)) {
      notes.push(note);
      note = '';
    }
    if (note !== '' || line.trim() !== '') note += line;
  }
  return note === '' ? notes : [...notes, note];
}

/** All that were given out on the topic and are still there. */
export async function* checkpointsOnTopic({ kafka, topics }: Parts): AsyncGenerator<OutsideCheckpoint> {
  if ((await kafka.bounds(topics.checkpoints)) === null) return;
  for await (const records of kafka.read(topics.checkpoints)) {
    for (const { partition, offset, value, timestampMs } of records) {
      const where = `${topics.checkpoints}-${partition}-${offset}`;
      yield { where, text: value?.toString('utf8') ?? '', givenOutAt: timestampMs };
    }
  }
}

/** The keys that whoever checks has from elsewhere: verifier keys, or files of them. @throws CliError with exit code 2 */
export function verifierKeys(given: readonly string[]): NoteVerifier[] {
  return given.flatMap((key) => {
    const text = key.includes('+') ? key : readFileSync(requireFile(key), 'utf8');
    try {
      return text
        .split(/\s+/)
        .filter((word) => word !== '')
        .map(readVerifier);
    } catch (error) {
      throw error instanceof NoteError ? new CliError(`${key}: ${error.message}`, 2) : error;
    }
  });
}
