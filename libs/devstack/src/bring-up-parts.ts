import { securityOf } from '#runtime';
import { chooseOrigin } from './choose-origin.js';
import { startDockerKafka } from './docker/docker-kafka.js';
import { startDockerPostgres } from './docker/docker-postgres.js';
import { dockerEngine, type Engine } from './docker/engine.js';
import { requireBroker, requireDatabase } from './given-parts.js';
import { lockHome } from './home-lock.js';
import { closeHome, prepareHome } from './home.js';
import { startEmbeddedKafka } from './kafka/embedded-kafka.js';
import type { BringUpOptions, Origin, Parts, RunningPart } from './parts.js';
import { PartsError } from './parts-error.js';
import { startEmbeddedPostgres } from './postgres/embedded-postgres.js';
import { recall } from './remembered.js';

/** A part and where it came from; `part` is absent where an address was given. */
interface Provided {
  readonly origin: Origin;
  readonly part?: RunningPart;
}

/**
 * Sees to it that PostgreSQL and Kafka can be used, each by the first way of the ladder that works, and says which.
 *
 * @throws PartsError with what to do; what had been started by then is stopped again
 */
export async function bringUpParts(options: BringUpOptions): Promise<Parts> {
  const { home, config } = options;
  prepareHome(home);
  const lock = options.lock ?? (await lockHome(home, options.log));
  const undo: (() => Promise<void>)[] = [];
  if (options.lock === undefined) undo.push(() => Promise.resolve(lock.release()));
  const stop = async (): Promise<void> => {
    for (let step = undo.pop(); step !== undefined; step = undo.pop()) await step();
  };
  try {
    closeHome(home);
    let asked: Promise<Engine | undefined> | undefined;
    const engine = (): Promise<Engine | undefined> => (asked ??= dockerEngine());
    const postgres = await providePostgres(options, engine);
    if (postgres.part !== undefined) undo.push(postgres.part.stop);
    const kafka = await provideKafka(options, engine);
    if (kafka.part !== undefined) undo.push(kafka.part.stop);

    return {
      databaseUrl: postgres.part?.address ?? config.databaseUrl ?? '',
      brokers: kafka.part === undefined ? [...(config.brokers ?? [])] : [kafka.part.address],
      security: kafka.part === undefined ? config.kafka.security : securityOf(kafka.part.login),
      ...(kafka.part?.login === undefined ? {} : { kafkaLogin: kafka.part.login }),
      origin: { postgres: postgres.origin, kafka: kafka.origin },
      owned: [
        ...(postgres.part === undefined ? [] : [{ name: 'PostgreSQL' as const, ...postgres.part }]),
        ...(kafka.part === undefined ? [] : [{ name: 'Kafka' as const, ...kafka.part }]),
      ],
      stop,
      ...(postgres.part === undefined ? {} : { restartPostgres: postgres.part.restart }),
      ...(kafka.part === undefined ? {} : { restartKafka: kafka.part.restart }),
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function providePostgres(options: BringUpOptions, engine: () => Promise<Engine | undefined>): Promise<Provided> {
  const { home, config, log, durable } = options;
  const before = recall(home).postgres?.origin;
  const origin = await chooseOrigin({
    part: 'PostgreSQL',
    setting: 'DATABASE_URL',
    given: config.databaseUrl !== undefined,
    choice: config.parts,
    before,
    dockerAnswers: async () => (await engine()) !== undefined,
  });
  if (origin === 'environment') {
    await requireDatabase(config.databaseUrl ?? '');
    log.info('PostgreSQL: the one at DATABASE_URL.');
    return { origin };
  }
  return provide('PostgreSQL', origin, options, before, {
    docker: async () => startDockerPostgres(await answering(engine), config.images.postgres, home, durable),
    embedded: () => startEmbeddedPostgres(home, log, durable),
  });
}

async function provideKafka(options: BringUpOptions, engine: () => Promise<Engine | undefined>): Promise<Provided> {
  const { home, config, log, durable, guarded = true } = options;
  const before = recall(home).kafka?.origin;
  const origin = await chooseOrigin({
    part: 'Kafka',
    setting: 'KAFKA_BROKERS',
    given: config.brokers !== undefined,
    choice: config.parts,
    before,
    dockerAnswers: async () => (await engine()) !== undefined,
  });
  if (origin === 'environment') {
    await requireBroker(config.brokers ?? []);
    log.info('Kafka: the one at KAFKA_BROKERS.');
    return { origin };
  }
  return provide('Kafka', origin, options, before, {
    docker: async () =>
      startDockerKafka(await answering(engine), config.images.kafka, home, durable, config.maxMessageBytes, guarded),
    embedded: () => startEmbeddedKafka(home, log, config.maxMessageBytes, guarded),
  });
}

async function provide(
  name: string,
  origin: 'docker' | 'embedded',
  { config, log }: BringUpOptions,
  before: Origin | undefined,
  start: Record<'docker' | 'embedded', () => Promise<RunningPart>>,
): Promise<Provided> {
  const startedAt = performance.now();
  const provided = async (from: 'docker' | 'embedded'): Promise<Provided> => {
    const part = await start[from]();
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    const host = new URL(part.address.includes('://') ? part.address : `kafka://${part.address}`).host;
    log.info(`${name}: ${from === 'docker' ? 'in Docker' : 'embedded'}, on ${host}, up in ${seconds} s.`);
    return { origin: from, part };
  };
  try {
    return await provided(origin);
  } catch (error) {
    // An engine may answer and still have no way to the images. Without data in it yet, the next rung does as well.
    if (origin === 'embedded' || config.parts === 'docker' || before === 'docker')
      throw dockerError(name, origin, error);
    log.warn(`${name} didn't start in Docker (${messageOf(error)}); taking the embedded one.`);
    return provided('embedded');
  }
}

function dockerError(name: string, origin: 'docker' | 'embedded', error: unknown): unknown {
  if (origin === 'embedded' || error instanceof PartsError) return error;
  return new PartsError(
    `${name} didn't start in Docker: ${messageOf(error)}. Check the image's name and the way to its registry, or set SCOPEWATCH_PARTS=embedded.`,
    { cause: error },
  );
}

async function answering(engine: () => Promise<Engine | undefined>): Promise<Engine> {
  const found = await engine();
  if (found === undefined) throw new PartsError('No Docker engine answers.');
  return found;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
