import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { stripVTControlCharacters } from 'node:util';
import { checkout, showProgress } from '#runtime';
import { diskFull } from '../home.js';
import type { Reporter } from '../reporter.js';
import { PartsError } from '../parts-error.js';

const ERRORS_MAX = 50;

/** What Maven copies to one folder. */
export interface JarList {
  /** As people call it, e.g. "Apache Kafka 4.4.0". */
  readonly name: string;
  /** Of the folder in the user's cache. */
  readonly folder: string;
  /** The folder where that can't be made. */
  readonly fallback: string;
  /** From the top of the checkout. */
  readonly pom: string;
  readonly megabytes: number;
  /** The beginning of the name of the jar that all others are for. */
  readonly main: string;
  /** What else one may do, as the end of a sentence that begins with "Install it". */
  readonly otherWays: string;
}

/**
 * The folder with the jars; fetched by Maven once for all clones and homes of a user, since they never change.
 *
 * @returns a folder that is whole: it gets its name after the last jar
 * @throws PartsError, with what to do
 */
export async function mavenJars(list: JarList, env: NodeJS.ProcessEnv, log: Reporter): Promise<string> {
  const places = [join(userCache(env), 'scopewatch', list.folder), list.fallback];
  const present = places.find((place) => existsSync(place));
  if (present !== undefined) return present;
  const unfinished = makeFirstPossible(places.map((place) => `${place}.unfinished-${process.pid}`));
  try {
    log.info(`Fetching ${list.name} through Maven (about ${list.megabytes} MB, once).`);
    await fetchWithMaven(list, unfinished, env);
    return moveIntoPlace(unfinished);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

function userCache(env: NodeJS.ProcessEnv): string {
  const given = env['XDG_CACHE_HOME'];
  return given === undefined || given === '' ? join(homedir(), '.cache') : given;
}

function makeFirstPossible(folders: readonly string[]): string {
  for (const folder of folders) {
    try {
      mkdirSync(folder, { recursive: true });
      return folder;
    } catch {
      // The next one is within the home, which is known to be writable.
    }
  }
  throw new PartsError(
    `None of these folders can be made: ${folders.join(', ')}. Set SCOPEWATCH_HOME to a writable one.`,
  );
}

/** Another process may have been quicker; its jars are as good. */
function moveIntoPlace(unfinished: string): string {
  const place = unfinished.replace(/\.unfinished-\d+$/, '');
  try {
    renameSync(unfinished, place);
  } catch (error) {
    if (!existsSync(place)) throw error;
  }
  return place;
}

async function fetchWithMaven(list: JarList, folder: string, env: NodeJS.ProcessEnv): Promise<void> {
  const pom = join(checkout, list.pom);
  const args = ['-B', '-f', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${folder}`];
  const maven = spawn('mvn', args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const failure = new Promise<Error | undefined>((resolve) => {
    maven.once('error', resolve);
    maven.once('close', (code) => resolve(code === 0 ? undefined : new Error(`mvn ended with ${code ?? 'a signal'}`)));
  });
  const errors: string[] = [];
  const progress = showProgress({ label: 'Fetching', unit: 'jars' });
  // Before Maven itself runs, its shell script complains here, e.g. of a wrong JAVA_HOME.
  maven.stderr.on('data', (chunk: Buffer) => {
    if (errors.length < ERRORS_MAX) errors.push(plain(chunk.toString('utf8')));
  });
  for await (const line of createInterface({ input: maven.stdout })) {
    if (/^(\[INFO\] )?Downloaded from .*\.jar /.test(line)) progress.add(1);
    if (line.startsWith('[ERROR]') && errors.length < ERRORS_MAX) errors.push(plain(line.slice('[ERROR]'.length)));
  }
  const error = await failure;
  if (error !== undefined) throw mavenError(list, error, errors, folder);
  progress.done();
  if (!readdirSync(folder).some((name) => name.startsWith(list.main))) {
    throw new PartsError(
      `Maven copied no ${list.main}*.jar to ${folder}. Try "mvn -f ${pom} dependency:copy-dependencies" by hand.`,
    );
  }
}

/** Maven colours even what no terminal shows. */
function plain(text: string): string {
  return stripVTControlCharacters(text).trim();
}

function mavenError(
  { name, otherWays }: JarList,
  error: NodeJS.ErrnoException,
  said: readonly string[],
  folder: string,
): PartsError {
  if (error.code === 'ENOENT') {
    return new PartsError(
      `${name} is fetched by Maven, and there is no mvn on the PATH. ` +
        `Install it (Debian: apt-get install maven), ${otherWays}.`,
      { cause: error },
    );
  }
  if (said.some((line) => line.includes('No space left on device'))) return diskFull(folder);
  return new PartsError(
    `Maven couldn't fetch ${name}: ${said.find((line) => line !== '') ?? error.message} ` +
      `Check the way to Maven Central (proxy or mirror in ~/.m2/settings.xml) and start again, ${otherWays}.`,
    { cause: error },
  );
}
