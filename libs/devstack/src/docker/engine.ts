import { createHash } from 'node:crypto';
import type { GenericContainer, StartedTestContainer } from 'testcontainers';
import type { Ending } from '../parts.js';

export interface Engine {
  /** Where published ports are reached: not this machine if DOCKER_HOST points elsewhere. */
  readonly host: string;
  container(image: string): GenericContainer;
}

/**
 * A client without an engine is common, so an engine is asked, not looked for on the PATH.
 *
 * @returns `undefined` if none answers
 */
export async function dockerEngine(): Promise<Engine | undefined> {
  // Loaded only here: it takes a noticeable part of a second, and most starts have an address or no engine.
  const { GenericContainer, getContainerRuntimeClient } = await import('testcontainers');
  try {
    const { info } = await getContainerRuntimeClient();
    return { host: info.containerRuntime.host, container: (image) => new GenericContainer(image) };
  } catch {
    return undefined;
  }
}

/** The data of a home outlives its containers in volumes of this name. */
export function volumeName(home: string, part: 'postgres' | 'kafka'): string {
  return `scopewatch-${createHash('sha256').update(home).digest('hex').slice(0, 12)}-${part}`;
}

/** SIGTERM and, for a crash, SIGKILL right after. The port is published as a fixed one, so it stays. */
export async function restartContainer(container: StartedTestContainer, ending: Ending = 'clean'): Promise<void> {
  await container.restart({ timeout: ending === 'clean' ? 30_000 : 0 });
}

/** Fulfilled when the container doesn't run any more, with how it ended. */
export async function containerEnded(container: StartedTestContainer): Promise<string> {
  const { getContainerRuntimeClient } = await import('testcontainers');
  const client = await getContainerRuntimeClient();
  const { StatusCode } = (await client.container.getById(container.getId()).wait()) as { StatusCode: number };
  return `exit code ${StatusCode}`;
}

export async function stopContainer(container: StartedTestContainer): Promise<void> {
  await container.stop({ timeout: 30_000, remove: true, removeVolumes: false });
}
