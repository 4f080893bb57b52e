import { Copyable } from '../../parts/copyable';
import { LinkButton } from '../../parts/links';
import { Page } from '../../parts/page';
import { Nothing } from '../../parts/states';
import { ERASED_CLIENT } from '../../words/clients';

/** Where a random id leads that stands for somebody who was erased. */
export const ErasedClient = ({ clientId }: { clientId: string }) => (
  <Page
    title={ERASED_CLIENT}
    subtitle={<Copyable value={clientId} />}
    actions={
      <LinkButton to="/alerts" search={{ clientId: [clientId] }} size="xs" variant="default">
        What is left of their alerts
      </LinkButton>
    }
  >
    <Nothing title="This client was erased">
      Nothing of what happened with them is on file any more. Their alerts stay, without who it was about.
    </Nothing>
  </Page>
);
