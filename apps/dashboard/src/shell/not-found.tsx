import { Page } from '../parts/page';
import { LinkButton } from '../parts/links';
import { Nothing } from '../parts/states';

export function NotFound() {
  return (
    <Page title="There is no such page">
      <Nothing title="The address leads nowhere">
        It may have been mistyped. <LinkButton to="/">Go to the overview</LinkButton>
      </Nothing>
    </Page>
  );
}
