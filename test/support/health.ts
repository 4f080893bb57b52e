import type { Readiness } from '#runtime';

/** How an app says that it is, whether that is ready or not. */
export async function healthAt(port: number): Promise<Readiness & { readonly status: number }> {
  const answer = await fetch(`http://127.0.0.1:${port}/health/ready`);
  return { ...((await answer.json()) as Readiness), status: answer.status };
}

/** The value of a metric by its name and labels as they are written, such as `up{a="b"}`; `undefined` where there is none. */
export async function metricAt(port: number, name: string): Promise<number | undefined> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const line = text.split('\n').find((l) => l.startsWith(`${name} `));
  return line === undefined ? undefined : Number(line.slice(name.length + 1));
}
