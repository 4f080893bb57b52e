import { binary, DATA_LEVELS_MAX, deeperThan, readJson, routeOf, structured } from '#contract';
import type { InputTopic } from '#domain';
import { createProducer, type OutgoingMessage } from '#kafka';
import { createLog, findEndpoints, readConfig, showProgress } from '#runtime';
import { CliError } from '../cli-error.js';
import { linesAsTheyStand, linesOf, note, type Line } from '../input.js';

export interface ProduceOptions {
  readonly rate?: string;
  readonly topic?: string;
  readonly binary?: boolean;
}

interface Planned {
  readonly topic: string;
  readonly message: OutgoingMessage;
}

/** Messages sent in one request. */
const CHUNK = 1_000;

/**
 * Sends events to the topics that their types belong to, in the order of the file. All lines are looked at before the
 * first is sent, so that a file with a line that belongs nowhere changes nothing.
 */
export async function produce(files: readonly string[], options: ProduceOptions): Promise<void> {
  const config = readConfig(process.env);
  const rate = options.rate === undefined ? Infinity : Number(options.rate);
  if (!(rate > 0))
    throw new CliError(`--rate ${String(options.rate)} must be a number of events per second above 0.`, 2);
  const planned: Planned[] = [];
  const lines = options.topic === undefined ? linesOf(files) : linesAsTheyStand(files);
  for await (const line of lines) planned.push(plan(line, options, config.topics));
  if (planned.length === 0) return note('There is no line to send.');
  const { brokers, security } = findEndpoints(config);
  const log = createLog('produce', 'silent');
  const { compression } = config.kafka;
  const producer = createProducer({ brokers, security, compression, clientId: 'scopewatch-produce', log });
  const progress = showProgress({ label: 'Sending', unit: 'events', total: planned.length });
  const startedAt = performance.now();
  try {
    const size = Math.min(CHUNK, Math.max(1, Math.floor(rate / 10)));
    for (let i = 0; i < planned.length; i += size) {
      const chunk = planned.slice(i, i + size);
      for (const { topic, messages } of runsOf(chunk)) await producer.send(topic, messages);
      progress.add(chunk.length);
      const aheadMs = ((i + chunk.length) / rate) * 1000 - (performance.now() - startedAt);
      if (aheadMs > 0) await new Promise((resolve) => setTimeout(resolve, aheadMs));
    }
  } finally {
    await producer.disconnect();
  }
  progress.done();
}

function plan(line: Line, options: ProduceOptions, topics: Readonly<Record<InputTopic, string>>): Planned {
  if (options.topic !== undefined) {
    return { topic: options.topic, message: { key: keyFor(line), value: line.bytes } };
  }
  const read = readJson(line.bytes, 'the line');
  const json = read.ok ? read.json : null;
  const route = routeOf(json);
  if (route === null) {
    const why = read.ok ? 'no topic is known for it' : read.message;
    throw new CliError(
      `${line.file}, line ${line.number}: ${why}. Nothing was sent. ` +
        'Use --topic to send every line as it stands to one topic.',
      2,
    );
  }
  if (deeperThan(json, DATA_LEVELS_MAX + 1)) {
    throw new CliError(
      `${line.file}, line ${line.number}: it is nested deeper than ${DATA_LEVELS_MAX} levels. Nothing was sent. ` +
        'Use --topic to send every line as it stands to one topic.',
      2,
    );
  }
  // routeOf found a type in it, so it is an object.
  const encoded = (options.binary === true ? binary : structured)(json as Record<string, unknown>);
  return { topic: topics[route.topic], message: { key: route.key, ...encoded } };
}

/** With `--topic` a line goes as it stands; if it can be read its key is the usual one. */
function keyFor(line: Line): string | null {
  const read = readJson(line.bytes, 'the line');
  return read.ok ? (routeOf(read.json)?.key ?? null) : null;
}

/** Neighbours of one topic go in one request; the order of the file holds across topics too. */
function runsOf(planned: readonly Planned[]): { topic: string; messages: OutgoingMessage[] }[] {
  const runs: { topic: string; messages: OutgoingMessage[] }[] = [];
  for (const { topic, message } of planned) {
    const last = runs.at(-1);
    if (last?.topic === topic) last.messages.push(message);
    else runs.push({ topic, messages: [message] });
  }
  return runs;
}
