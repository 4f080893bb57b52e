import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '#devstack';
import { until } from './until';

const NAMES = ['alertmanager', 'prometheus-alertmanager'];

export interface Firing {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** A real Alertmanager, where one is installed. */
export class Alertmanager {
  private constructor(
    readonly url: string,
    private readonly stop: () => Promise<void>,
  ) {}

  /** @returns `undefined` where there is none on the PATH, or none that starts */
  static async start(): Promise<Alertmanager | undefined> {
    const name = NAMES.find((candidate) => spawnSync(candidate, ['--version']).status === 0);
    if (name === undefined) return undefined;
    const folder = mkdtempSync(join(tmpdir(), 'scopewatch-alertmanager-'));
    const config = join(folder, 'config.yml');
    writeFileSync(config, 'route: {receiver: nobody}\nreceivers: [{name: nobody}]\n');
    const listen = `127.0.0.1:${await freePort()}`;
    const child = spawn(
      name,
      [
        `--config.file=${config}`,
        `--storage.path=${folder}`,
        `--web.listen-address=${listen}`,
        '--cluster.listen-address=',
      ],
      { stdio: 'ignore' },
    );
    const ended = once(child, 'close');
    const url = `http://${listen}`;
    const stop = async (): Promise<void> => {
      child.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    };
    await until('Alertmanager is ready, or has given up', async () => child.exitCode !== null || isReady(url));
    if (child.exitCode === null) return new Alertmanager(url, stop);
    await stop();
    return undefined;
  }

  async firing(): Promise<Firing[]> {
    return (await (await fetch(`${this.url}/api/v2/alerts?active=true`)).json()) as Firing[];
  }

  close(): Promise<void> {
    return this.stop();
  }
}

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/-/ready`).then(
    ({ ok }) => ok,
    () => false,
  );
