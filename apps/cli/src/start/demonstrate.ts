import type { Config, KafkaSecurity } from '#runtime';
import type { Parts, Reporter } from '#devstack';
import { beginDemonstration, createDataSource, demonstrationOf, endDemonstration, withSession } from '#store';
import { recordPending } from '#log';
import type { StartOptions } from './start-options.js';
import { isUntouched } from './untouched.js';

export interface DemoOptions {
  readonly brokers: string[];
  readonly security: KafkaSecurity;
  /** As the owner of the database. */
  readonly databaseUrl: string;
  /** Where the api listens; `undefined` where there is none. */
  readonly apiUrl: string | undefined;
  readonly log: Reporter;
  readonly config: Config;
  readonly signal: AbortSignal;
  /** When the story ends, in ms since 1970. */
  readonly now: number;
  /** Whether the book is marked as a demonstration, so that its past is recorded by a clock of its own. */
  readonly marked: boolean;
}

/** A story that is played into a book. */
export interface Demonstration {
  /** When its clock begins, of a story that ends then; both in ms since 1970. */
  readonly beginsAt: (now: number) => number;
  /** Plays the past. @returns plays what happens live from then on, until the signal is aborted */
  readonly play: (options: DemoOptions) => Promise<() => Promise<void>>;
}

/** What is played, and whether into a book that is marked for it; `null`: nothing. */
export type Chosen = { readonly now: number; readonly marked: boolean } | null;

export interface ChooseOptions {
  readonly demonstration: Demonstration | undefined;
  readonly options: StartOptions;
  readonly parts: Parts;
  /** As the apps. */
  readonly appUrl: string;
  readonly config: Config;
  readonly print: Reporter;
}

/** Records that were made as the database was, and the mark itself. */
const RECORDS_MAX = 5_000;

/**
 * Chooses to play the demonstration if it is asked for, or if there is nothing yet in parts of our own and nobody asked for
 * nothing. Whether there is, the database and the topics say: what a start before this one did leaves no doubt there. A
 * book of our own in which nothing was recorded is marked for it, in the first batch of its log, before anything else
 * comes into that. No other book ever is.
 */
export async function chooseDemonstration(given: ChooseOptions): Promise<Chosen> {
  const { demonstration, options, parts, appUrl, config, print } = given;
  if (await stopLeftClock(parts.databaseUrl))
    print.warn('The demonstration was interrupted while its past was played: from here on times are real.');
  const ours = parts.origin.postgres !== 'environment' && parts.origin.kafka !== 'environment';
  const untouched = ours && options.empty !== true && (await isUntouched(appUrl, parts, config));
  if (demonstration === undefined || !(options.demo ?? untouched)) {
    print.info(options.empty === true ? 'Nothing is played.' : 'Going on with the data that is there.');
    return null;
  }
  const now = Date.now();
  if (untouched) await mark(parts.databaseUrl, demonstration.beginsAt(now));
  else print.info('Something is on record here already: what the demonstration plays is recorded as of now.');
  return { now, marked: untouched };
}

export interface PlayOptions {
  readonly demonstration: Demonstration;
  readonly chosen: NonNullable<Chosen>;
  readonly parts: Parts;
  readonly apiUrl: string | undefined;
  readonly config: Config;
  readonly print: Reporter;
  readonly signal: AbortSignal;
}

/** @returns what happens live; `undefined` where the demonstration ended before that */
export async function playPast({
  demonstration,
  chosen,
  parts,
  apiUrl,
  config,
  print,
  signal,
}: PlayOptions): Promise<(() => Promise<void>) | undefined> {
  const { brokers, security, databaseUrl } = parts;
  const telling = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await work();
    } catch (error) {
      if (!signal.aborted)
        print.warn(
          `The demonstration ended: ${error instanceof Error ? error.message : String(error)}. All else runs on.`,
        );
      return undefined;
    }
  };
  const live = await telling(() =>
    demonstration.play({ brokers, security, databaseUrl, apiUrl, log: print, config, signal, ...chosen }),
  );
  if (chosen.marked && (await stopLeftClock(databaseUrl)) && !signal.aborted)
    print.warn('The past of the demonstration is not whole: from here on times are real.');
  return live && (() => telling(live));
}

async function mark(databaseUrl: string, clock: number): Promise<void> {
  await asOwner(databaseUrl, (session) =>
    session.transaction(async (tx) => {
      await beginDemonstration(tx, clock);
      await recordPending(tx, RECORDS_MAX);
    }),
  );
}

/** @returns whether a demonstration's clock was still running */
const stopLeftClock = (databaseUrl: string): Promise<boolean> =>
  asOwner(databaseUrl, async (session) => {
    const found = await demonstrationOf(session.sql);
    if (found === undefined || found.endedAt !== null) return false;
    return (await session.transaction(endDemonstration)) > 0;
  });

async function asOwner<T>(databaseUrl: string, work: Parameters<typeof withSession<T>>[1]): Promise<T> {
  const dataSource = createDataSource(databaseUrl, 1, 'scopewatch-start');
  await dataSource.initialize();
  try {
    return await withSession(dataSource, work);
  } finally {
    await dataSource.destroy();
  }
}
