import { collectDefaultMetrics, Registry } from 'prom-client';

/** A registry of its own for each app, holding what Node tells of itself; the app adds its own metrics. */
export function createMetrics(app: string): Registry {
  const registry = new Registry();
  registry.setDefaultLabels({ app });
  collectDefaultMetrics({ register: registry });
  return registry;
}
