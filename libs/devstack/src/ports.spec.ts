import { createServer, type AddressInfo } from 'node:net';
import { freePort, requireFreePort } from './ports.js';

describe('ports', () => {
  const server = createServer();
  let taken: number;

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    taken = (server.address() as AddressInfo).port;
  });
  afterAll(() => server.close());

  it('stay the same while they are free', async () => {
    const port = await freePort();
    expect(await freePort(port)).toBe(port);
    expect(await freePort(taken)).not.toBe(taken);
  });

  it('that are taken are named, with the setting to change', async () => {
    await expect(requireFreePort(taken, '127.0.0.1', 'SCOPEWATCH_PORT')).rejects.toThrow(
      `Port ${taken} on 127.0.0.1 is taken by another program. Stop that one, or set SCOPEWATCH_PORT to a free port.`,
    );
  });
});
