import { spawn } from 'node:child_process';
import { isRunning, markProcess, stopProcess } from './process-mark.js';

const start = async (script: string): Promise<number> => {
  const child = spawn(process.execPath, ['-e', `${script}; console.log('up'); setTimeout(() => {}, 60000)`]);
  await new Promise((resolve) => child.stdout.once('data', resolve));
  return child.pid!;
};

describe('stopping a process', () => {
  it('takes the first signal that works', async () => {
    const marked = markProcess(await start(''))!;
    expect(isRunning(marked)).toBe(true);
    expect(await stopProcess(marked, [{ signal: 'SIGTERM', waitMs: 5_000 }])).toBe('SIGTERM');
    expect(isRunning(marked)).toBe(false);
  });

  it('goes on to the next signal', async () => {
    const marked = markProcess(await start(`process.on('SIGTERM', () => {})`))!;
    const steps = [
      { signal: 'SIGTERM', waitMs: 100 },
      { signal: 'SIGKILL', waitMs: 5_000 },
    ] as const;
    expect(await stopProcess(marked, steps)).toBe('SIGKILL');
  });

  it('leaves a stranger alone who was given the number', async () => {
    const stranger = markProcess(process.pid)!;
    expect(await stopProcess({ ...stranger, mark: 'earlier' }, [{ signal: 'SIGKILL', waitMs: 10 }])).toBeNull();
  });
});
