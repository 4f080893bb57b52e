import { showProgress, type Progress } from '#runtime';

/** Progress of work whose extent is known only once it has begun. */
export function tellProgress(label: string, unit: string) {
  let progress: Progress | null = null;
  return {
    onProgress(done: number, total: number): void {
      progress ??= showProgress({ label, unit, total });
      progress.add(done);
    },
    done: (): void => progress?.done(),
  };
}
