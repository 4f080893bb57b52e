import { once } from 'node:events';
import { PassThrough, Writable } from 'node:stream';
import { writeSteadily } from './write-steadily.js';

async function* pages(pulled: { count: number }, total: number): AsyncGenerator<string> {
  for (let i = 0; i < total; i += 1) {
    pulled.count += 1;
    yield await Promise.resolve('x'.repeat(64 * 1024));
  }
}

describe('a long answer', () => {
  it('is told whole', async () => {
    let length = 0;
    const reader = new Writable({
      write(chunk: Buffer, _, done) {
        length += chunk.length;
        setImmediate(done);
      },
    });
    await writeSteadily(reader, pages({ count: 0 }, 50));
    expect(length).toBe(50 * 64 * 1024);
  });

  it('is no further ahead of who reads it than a few pages, and ends with them', async () => {
    const pulled = { count: 0 };
    const reader = new PassThrough();
    const telling = writeSteadily(reader, pages(pulled, 1_000));
    await once(reader, 'readable');
    // Whatever could go on by itself has.
    for (let i = 0; i < 100; i += 1) await new Promise(setImmediate);
    expect(pulled.count).toBeLessThan(10);
    reader.destroy();
    await telling;
    expect(pulled.count).toBeLessThan(10);
  });

  it('breaks off where it can’t be told to the end', async () => {
    const reader = new PassThrough();
    reader.resume();
    const broken = async function* (): AsyncGenerator<string> {
      yield await Promise.resolve('x');
      throw new Error('The database went away.');
    };
    await expect(writeSteadily(reader, broken())).rejects.toThrow('The database went away.');
    expect(reader.destroyed).toBe(true);
  });
});
