import { Gauge, type Registry } from 'prom-client';
import type { DataSource } from 'typeorm';
import { listLag, withSession } from '#store';

/** How far the list of alerts is behind the alerts. */
export function alertListMetrics(registry: Registry, dataSource: DataSource): void {
  const lag = (): ReturnType<typeof listLag> => withSession(dataSource, ({ sql }) => listLag(sql));
  const registers = [registry];
  new Gauge({
    name: 'scopewatch_alert_list_changes_waiting',
    help: 'Changes of alerts that are not in the list of alerts yet.',
    registers,
    async collect() {
      this.set((await lag()).changes);
    },
  });
  new Gauge({
    name: 'scopewatch_alert_list_lag_seconds',
    help: 'How long the oldest change of an alert has waited to be listed; 0 where none waits.',
    registers,
    async collect() {
      this.set((await lag()).seconds);
    },
  });
}
