export const OWNER = 'scopewatch';
export const DATABASE = 'scopewatch';

/** Text compares by code point, so that orders don't change with the machine's language. */
export const INITDB_OPTIONS = [
  '--encoding=UTF8',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--locale=C',
  '--auth=scram-sha-256',
] as const;

/** @param durable `false`: what a test wrote may be lost with the machine */
export function serverOptions(durable: boolean): string[] {
  const options = {
    timezone: 'UTC',
    log_timezone: 'UTC',
    max_connections: '200',
    shared_buffers: '256MB',
    // Ingest writes much log: rarer checkpoints cost nothing but disk.
    max_wal_size: '4GB',
    checkpoint_timeout: '15min',
    // Commits stay synchronous: with fsync off they cost little, and a crash of the server alone then loses none.
    ...(durable ? {} : { fsync: 'off', full_page_writes: 'off' }),
  };
  return Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

export function databaseUrl(host: string, port: number, password: string, database = DATABASE): string {
  return `postgres://${OWNER}:${password}@${host}:${port}/${database}`;
}
