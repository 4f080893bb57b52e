import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config, Parts, Reporter } from '#runtime';
import type { StartOptions } from './index.js';

export interface DemoOptions {
  readonly brokers: string[];
  /** As the owner of the database. */
  readonly databaseUrl: string;
  readonly log: Reporter;
  readonly config: Config;
  readonly signal: AbortSignal;
}

/** Plays history, then a trickle, until the signal is aborted. */
export type PlayDemo = (options: DemoOptions) => Promise<void>;

export interface DemonstrateOptions {
  readonly playDemo: PlayDemo | undefined;
  readonly options: StartOptions;
  readonly parts: Parts;
  readonly config: Config;
  readonly print: Reporter;
  readonly signal: AbortSignal;
}

/** Plays the demonstration if it is asked for, or if the database is a new one of ours and nobody asked for none. */
export async function demonstrate({
  playDemo,
  options,
  parts,
  config,
  print,
  signal,
}: DemonstrateOptions): Promise<void> {
  const wanted = options.demo === true || (isUnplayed(config.home) && options.empty !== true);
  if (!wanted || playDemo === undefined) {
    print.info(parts.firstRun ? 'The database is empty; nothing is played.' : 'Going on with the data that is there.');
    return;
  }
  rmSync(unplayedFile(config.home), { force: true });
  try {
    await playDemo({ brokers: parts.brokers, databaseUrl: parts.databaseUrl, log: print, config, signal });
  } catch (error) {
    if (signal.aborted) return;
    print.warn(`The demonstration ended: ${error instanceof Error ? error.message : String(error)}. All else runs on.`);
  }
}

/** Kept in a file, because a first start that fails half-way leaves a database that doesn't look new any more. */
export function noteIfUnplayed(home: string, parts: Parts): void {
  if (parts.firstRun) writeFileSync(unplayedFile(home), '');
}

function isUnplayed(home: string): boolean {
  return existsSync(unplayedFile(home));
}

function unplayedFile(home: string): string {
  return join(home, 'unplayed');
}
