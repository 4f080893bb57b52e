import { Gauge, type Registry } from 'prom-client';
import type { DataSource } from 'typeorm';
import { lastParity, withSession, type BacktestRow } from '#store';
import type { Check } from '#runtime';

const differencesOf = ({ added, gone, changed }: BacktestRow): number => added + gone + changed;

/** Whether the pack in force gives the alerts on record, as Prometheus is told. */
export function parityMetrics(registry: Registry, dataSource: DataSource): void {
  const registers = [registry];
  new Gauge({
    name: 'scopewatch_parity_differences',
    help: 'Alerts that the pack in force gives otherwise than they stand on record, when that was checked last.',
    registers,
    async collect() {
      this.reset();
      const last = await withSession(dataSource, (session) => lastParity(session.sql));
      if (last !== undefined) this.set(differencesOf(last));
    },
  });
  new Gauge({
    name: 'scopewatch_parity_last_success_timestamp_seconds',
    help: 'When that check was finished last.',
    registers,
    async collect() {
      this.reset();
      const last = await withSession(dataSource, (session) => lastParity(session.sql));
      if (last?.finishedAt != null) this.set(last.finishedAt.getTime() / 1000);
    },
  });
}

/** Readiness stays: what is wrong must be seen, and the api is what it is seen by. */
export async function parityCheck(dataSource: DataSource): Promise<Check> {
  const last = await withSession(dataSource, (session) => lastParity(session.sql)).catch(() => undefined);
  if (last === undefined) return { name: 'parity', ok: true, detail: 'not checked yet' };
  const differences = differencesOf(last);
  const detail =
    differences === 0
      ? 'the alerts on record are those that the pack in force gives'
      : `${differences} alerts differ from what the pack in force gives; see /v1/parity`;
  return { name: 'parity', ok: true, detail };
}
