import { Page } from '../../parts/page';
import { Keys } from './keys';
import { People } from './people';

export function AccessPage() {
  return (
    <Page title="People and keys" subtitle="Who may see and do what, and which programs may.">
      <People />
      <Keys />
    </Page>
  );
}
