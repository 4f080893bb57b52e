import { ARMS, rateOf, type Arm, type Measurement } from './measurement.js';
import { runArm, type Equipment } from './run-arm.js';
import type { Stage } from './stage.js';

export type Rounds = Readonly<Record<Arm, readonly Measurement[]>>;

/** Runs all arms in turns, so that what else the machine does meets each of them alike. */
export async function runRounds(
  stage: Stage,
  { arms, rounds }: { readonly arms: readonly Arm[]; readonly rounds: number },
  equipment: Equipment,
  tell: (sentence: string) => void,
): Promise<Rounds> {
  const measured = Object.fromEntries(ARMS.map((arm) => [arm, []])) as unknown as Record<Arm, Measurement[]>;
  for (let round = 1; round <= rounds; round += 1) {
    for (const arm of arms) {
      const one = await runArm[arm](stage, round, equipment);
      measured[arm].push(one);
      tell(`Round ${round}, ${arm}: ${one.events} events, ${Math.round(rateOf(one))}/s`);
    }
  }
  return measured;
}
