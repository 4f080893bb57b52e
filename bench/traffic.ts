/** How acts are spread over clients. */
export const TRAFFIC = ['once', 'uniform', 'zipf'] as const;
export type Traffic = (typeof TRAFFIC)[number];

/** @returns which client an act concerns, from 0, by the act's place and by chance */
type Chooser = (n: number, random: () => number) => number;

export const chooserOf: Record<Traffic, (clients: number) => Chooser> = {
  /** Nobody twice before everybody was met, and neighbours far apart. */
  once: (clients) => {
    const stride = strideThrough(clients);
    return (n) => (n * stride) % clients;
  },
  uniform: (clients) => (_n, random) => Math.floor(random() * clients),
  /** Few often and most seldom: the k-th with a probability of about 1/k. */
  zipf: (clients) => (_n, random) => Math.min(clients, Math.floor((clients + 1) ** random())) - 1,
};

/** About the golden section of them, and without a common divisor, so that steps of it meet all. */
function strideThrough(clients: number): number {
  let stride = Math.max(1, Math.round(clients * 0.618));
  while (divisor(stride, clients) !== 1) stride += 1;
  return stride;
}

const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
