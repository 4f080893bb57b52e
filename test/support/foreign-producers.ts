import { execFile, execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { checkout } from '#runtime';
import { kafkaJars } from '../../libs/devstack/src/kafka/jars.js';
import { findJava } from '../../libs/devstack/src/kafka/java.js';

const run = promisify(execFile);
const LIBRDKAFKA = 'confluent-kafka==2.16.1';
const here = join(checkout, 'test', 'support', 'producers');

export interface Produced {
  readonly key: string;
  readonly value: Buffer;
  readonly headers: Readonly<Record<string, string | Buffer>>;
}

/** A client of another making. */
export type ForeignProducer = (brokers: string, topic: string, codec: string, file: string) => Promise<unknown>;

/** Kafka's own client. @throws where there is no Java */
export async function javaProducer(home: string): Promise<ForeignProducer> {
  const java = await findJava(process.env);
  const jars = await kafkaJars(home, process.env, { info: () => undefined, warn: () => undefined });
  const quiet = '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn';
  return (...args) => run(java, [quiet, '-cp', join(jars, '*'), join(here, 'Produce.java'), ...args]);
}

/** librdkafka, as Python's client brings it; installed once beside the jars. @throws where it can't be had */
export async function pythonProducer(): Promise<ForeignProducer> {
  const folder = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'scopewatch', 'librdkafka-2.16.1');
  const python = join(folder, 'bin', 'python');
  if (!existsSync(join(folder, 'whole'))) {
    execFileSync('python3', ['-m', 'venv', '--clear', folder], { stdio: 'pipe' });
    execFileSync(python, ['-m', 'pip', 'install', '--quiet', LIBRDKAFKA], { stdio: 'pipe' });
    writeFileSync(join(folder, 'whole'), '');
  }
  return (...args) => run(python, [join(here, 'produce.py'), ...args]);
}

/** The file that both read. */
export function writeList(file: string, messages: readonly Produced[]): void {
  const base64 = (text: string | Buffer): string => Buffer.from(text).toString('base64');
  const line = ({ key, value, headers }: Produced): string => {
    const named = Object.entries(headers).map(([name, text]) => `${name}=${base64(text)}`);
    return [base64(key), base64(value), named.join(',')].join('\t');
  };
  writeFileSync(file, messages.map((message) => `${line(message)}\n`).join(''));
}
