import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { diskFull } from '../home.js';
import { PartsError } from '../parts-error.js';

const run = promisify(execFile);

/** 16 bytes as Kafka writes them; a leading hyphen would be read as an option. */
export function newClusterId(): string {
  const id = randomBytes(16).toString('base64url');
  return id.startsWith('-') ? newClusterId() : id;
}

/** Marks an empty data folder as the cluster's; once. */
export async function formatStorage(
  java: string,
  jars: string,
  dataFolder: string,
  propertiesFile: string,
  clusterId: string,
): Promise<void> {
  if (isFormatted(dataFolder)) return;
  const args = ['-Xmx256m', '-XX:+UseSerialGC', '-cp', join(jars, '*'), 'kafka.tools.StorageTool'];
  try {
    await run(java, [...args, 'format', '--ignore-formatted', '-t', clusterId, '-c', propertiesFile]);
  } catch (error) {
    const said = String((error as { stderr?: unknown }).stderr ?? '').trim();
    if (said.includes('No space left on device')) throw diskFull(dataFolder);
    throw new PartsError(`Kafka couldn't prepare its data folder ${dataFolder}: ${said || String(error)}`, {
      cause: error,
    });
  }
}

function isFormatted(dataFolder: string): boolean {
  const file = join(dataFolder, 'meta.properties');
  return existsSync(file) && readFileSync(file, 'utf8').includes('cluster.id=');
}
