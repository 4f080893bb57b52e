import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '#devstack';
import { checkout } from '#runtime';
import { until } from './until';

/** A witness of another making: Torchwood's litewitness, in Go, with its key in an ssh-agent of its own. */
export class LiteWitness {
  private constructor(
    private readonly processes: readonly ChildProcess[],
    readonly verifierKey: string,
    private readonly port: number,
  ) {}

  /** @throws where there is no Go or no ssh-agent, or its modules can't be had */
  static async start(name: string, logKey: string): Promise<LiteWitness> {
    const folder = mkdtempSync(join(tmpdir(), 'litewitness-'));
    const [program, register, database] = ['litewitness', 'register', 'db'].map((file) => join(folder, file)) as [
      string,
      string,
      string,
    ];
    const cwd = join(checkout, 'test', 'support', 'litewitness');
    build(cwd, register, '.');
    build(cwd, program, 'filippo.io/torchwood/cmd/litewitness');
    const [key, socket, port] = [join(folder, 'key'), join(folder, 's'), await freePort()];
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key]);
    const agent = spawn('ssh-agent', ['-D', '-a', socket], { stdio: 'ignore' });
    const processes: ChildProcess[] = [agent];
    try {
      await until('the agent is there', () => Promise.resolve(existsSync(socket)));
      execFileSync('ssh-add', ['-q', key], { env: { ...process.env, SSH_AUTH_SOCK: socket } });
      const fingerprint = execFileSync('ssh-keygen', ['-lf', `${key}.pub`], { encoding: 'utf8' }).split(' ')[1] ?? '';
      const args = ['-db', database, '-name', name, '-key', fingerprint, '-ssh-agent', socket];
      const witness = spawn(program, [...args, '-listen', `127.0.0.1:${port}`], {
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      processes.push(witness);
      let said = '';
      witness.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
      const verifierKey = await until('litewitness says its key', () =>
        Promise.resolve(/vkey="?([^\s"]+)/.exec(said)?.[1]),
      );
      await until('litewitness listens', () => canConnect(port));
      execFileSync(register, [database, logKey.slice(0, logKey.indexOf('+')), logKey]);
      return new LiteWitness(processes, verifierKey, port);
    } catch (error) {
      for (const child of processes) child.kill('SIGKILL');
      throw error;
    }
  }

  /** As the setting has it. */
  get setting(): string {
    return `${this.verifierKey} http://127.0.0.1:${this.port}`;
  }

  close(): void {
    for (const child of this.processes) child.kill('SIGKILL');
  }
}

const canConnect = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    }).once('error', () => resolve(false));
  });

/** @throws with what is missing, in a sentence */
function build(cwd: string, output: string, what: string): void {
  try {
    execFileSync('go', ['build', '-o', output, what], { cwd, stdio: 'pipe' });
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (code !== 'ENOENT') throw error;
    throw new Error('This test runs litewitness, which takes Go 1.24 or newer: there is no "go" on the PATH.');
  }
}
