import { takeRunning } from './running';
import { removeTestHome } from './test-home';

export default async function partsDown(): Promise<void> {
  const running = takeRunning();
  if (running === undefined) return;
  await running.parts.stop();
  await removeTestHome(running.home);
}
