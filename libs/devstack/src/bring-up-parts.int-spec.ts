import { connect } from 'node:net';
import { Client } from 'pg';

describe('the parts of this test run', () => {
  it('have a database that answers', async () => {
    const client = new Client({ connectionString: process.env['TEST_DATABASE_URL'] });
    await client.connect();
    const { rows } = await client.query<{ encoding: string }>('SHOW server_encoding');
    await client.end();
    expect(rows).toEqual([{ server_encoding: 'UTF8' }]);
  });

  it('have a broker that listens', async () => {
    const [host, port] = (process.env['KAFKA_BROKERS'] ?? '').split(',')[0]!.split(':');
    await new Promise<void>((resolve, reject) => {
      const socket = connect({ host, port: Number(port) }, () => {
        socket.destroy();
        resolve();
      });
      socket.once('error', reject);
    });
  });
});
