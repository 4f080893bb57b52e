import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { findJava, KAFKA_VERSION, mavenJars, PartsError } from '#devstack';
import { checkout } from '#runtime';

const run = promisify(execFile);

/** Our program on Kafka Streams, ready to run. */
export interface StreamsProgram {
  /** The command to run Java with. */
  readonly java: string;
  readonly classpath: string;
  /** Where its settings and its state go. */
  readonly folder: string;
}

/** Why there is none, as the end of "not measured: ". */
export interface Missing {
  readonly missing: string;
}

/** Fetches its jars, once, and compiles it. @param home where it is put */
export async function streamsProgram(
  home: string,
  tell: (sentence: string) => void,
): Promise<StreamsProgram | Missing> {
  const folder = join(home, 'streams');
  mkdirSync(folder, { recursive: true });
  const java = await unless('no Java 17 or newer', findJava(process.env));
  if (typeof java !== 'string') return java;
  const jars = await fetched(folder, tell);
  if (typeof jars !== 'string') return jars;
  const classes = join(folder, 'classes');
  const sources = join(checkout, 'bench', 'streams');
  const files = readdirSync(sources).filter((name) => name.endsWith('.java'));
  const args = ['-proc:none', '-cp', join(jars, '*'), '-d', classes, ...files.map((name) => join(sources, name))];
  const compiled = await unless('no compiler beside Java (javac)', compile(java, args));
  return compiled === true ? { java, classpath: `${classes}:${join(jars, '*')}`, folder } : compiled;
}

async function compile(java: string, args: readonly string[]): Promise<true> {
  const javac = java === 'java' ? 'javac' : join(dirname(java), 'javac');
  try {
    await run(javac, [...args]);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new PartsError('There is no javac.');
    throw error; // What it doesn't like of our sources is our fault.
  }
}

function fetched(folder: string, tell: (sentence: string) => void): Promise<string | Missing> {
  const jars = mavenJars(
    {
      name: `Kafka Streams ${KAFKA_VERSION}`,
      folder: `kafka-streams-${KAFKA_VERSION}`,
      fallback: join(folder, 'jars'),
      pom: join('bench', 'streams', 'pom.xml'),
      megabytes: 95,
      main: 'kafka-streams-',
      otherWays: 'or leave the arms streams-alo and streams-eos out',
    },
    process.env,
    { info: tell, warn: tell },
  );
  return jars.catch((error: unknown) => {
    if (!(error instanceof PartsError)) throw error;
    tell(error.message);
    const isWithoutMaven = (error.cause as NodeJS.ErrnoException | undefined)?.code === 'ENOENT';
    return { missing: isWithoutMaven ? 'no Maven' : 'its jars could not be fetched' };
  });
}

/** @throws what is no fault of the machine */
const unless = <T>(missing: string, found: Promise<T>): Promise<T | Missing> =>
  found.catch((error: unknown) => {
    if (error instanceof PartsError) return { missing };
    throw error;
  });
